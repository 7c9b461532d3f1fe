import { X509Certificate } from 'node:crypto';
import { show } from '../mesh/input';

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----\r?\n?([A-Za-z0-9+/=\s]*?)-----END \1-----/g;

/**
 * The certificates of a PEM file, without what stands between them.
 *
 * @throws if it holds no certificate, something else than certificates, or one that is no certificate authority
 */
export function trustAnchors(pem: string): string {
  if (typeof pem !== 'string') throw new Error(`trustAnchors must be PEM certificates, got ${show(pem)}; read the file first`);
  if (pem.includes('PRIVATE KEY')) {
    throw new Error(
      'trustAnchors must be certificates only, but has a private key, which must never be in YAML; give the certificate alone',
    );
  }
  const blocks = [...pem.matchAll(BLOCK)];
  const other = blocks.find(([, label]) => label !== 'CERTIFICATE');
  if (other) throw new Error(`trustAnchors must be certificates only, but has a ${other[1]}`);
  if (blocks.length === 0 || blocks.length !== pem.split('-----BEGIN ').length - 1) {
    throw new Error(
      `trustAnchors must be PEM certificates, from "-----BEGIN CERTIFICATE-----" to "-----END CERTIFICATE-----", got ${show(pem)}`,
    );
  }
  return blocks.map(([, , body = '']) => certificate(body)).join('');
}

/** One certificate, written anew from what it was read as. */
function certificate(body: string): string {
  const read = parse(body);
  if (read === undefined) throw new Error('trustAnchors has a certificate that cannot be read; is it whole?');
  if (read.ca) return read.toString();
  throw new Error(`trustAnchors must be certificates of authorities, but ${show(read.subject)} is none; give that of the root`);
}

function parse(body: string): X509Certificate | undefined {
  try {
    return new X509Certificate(Buffer.from(body, 'base64'));
  } catch {
    return undefined;
  }
}
