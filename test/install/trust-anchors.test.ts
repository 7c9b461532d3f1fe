import { trustAnchors } from '../../src/install/trust-anchors';
import { LEAF, OTHER_ROOT, ROOT } from './certificates';

const KEY = ['-----BEGIN EC', 'PRIVATE KEY-----\nMHcCAQEE\n-----END EC', 'PRIVATE KEY-----\n'].join(' ');

test('a certificate comes back as it is', () => {
  expect(trustAnchors(ROOT)).toBe(ROOT);
});

test('several certificates stay in their order, without what stands between them', () => {
  expect(trustAnchors(`# old\r\n${ROOT.replaceAll('\n', '\r\n')}\n# new\n${OTHER_ROOT.trim()}`)).toBe(ROOT + OTHER_ROOT);
});

test.each([
  ['a private key', KEY, 'has a private key, which must never be in YAML; give the certificate alone'],
  ['a certificate with its private key', ROOT + KEY, 'has a private key'],
  [
    'a request for a certificate',
    '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n',
    'certificates only, but has a CERTIFICATE REQUEST',
  ],
  ['nothing', '', 'trustAnchors must be PEM certificates, from "-----BEGIN CERTIFICATE-----" to "-----END CERTIFICATE-----", got ""'],
  ['the name of a file', 'ca.crt', 'got "ca.crt"'],
  ['a certificate without an end', `${ROOT}${OTHER_ROOT.slice(0, -30)}`, 'trustAnchors must be PEM certificates'],
  ['a certificate with a hole', ROOT.replace(/\n.{64}\n/, '\n'), 'has a certificate that cannot be read; is it whole?'],
  ['YAML that would break out of its place', ROOT.replace('-----END', '\nkey: value\n-----END'), 'trustAnchors must be PEM certificates'],
  ['a certificate of a server', LEAF, 'must be certificates of authorities, but "CN=web.shop.svc" is none; give that of the root'],
])('%s is refused', (_, pem, message) => {
  expect(() => trustAnchors(pem)).toThrow(message);
});

test('what is no text is refused', () => {
  const pem: unknown = Buffer.from(ROOT);
  expect(() => trustAnchors(pem as string)).toThrow('trustAnchors must be PEM certificates, got');
});
