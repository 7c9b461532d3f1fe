import { readFileSync, statSync } from 'node:fs';
import { TextDecoder } from 'node:util';

/** No description of an API or set of manifests that people keep is larger; the largest public OpenAPI files have 12 MiB. */
const MAX_MIB = 16;

/**
 * The text of a file in UTF-8, or in UTF-16 with a byte order mark (what Windows PowerShell writes).
 *
 * @param what how an error names the file, such as `OpenAPI file`
 * @throws if there is no such file, it is a folder, cannot be read, is too large, or is no text
 */
export function readTextFile(what: string, path: string): string {
  const name = `${what} ${JSON.stringify(path)}`;
  const stats = attempt(name, () => statSync(path));
  if (stats.isDirectory()) throw new Error(`${name} is a folder; name a file in it`);
  checkSize(name, stats.size);
  return decodeText(
    name,
    attempt(name, () => readFileSync(path)),
  );
}

/** Text of bytes that were read from a file or pipe, as `readTextFile` takes it. `name` stands in errors. */
export function decodeText(name: string, bytes: Uint8Array): string {
  checkSize(name, bytes.length);
  return inName(name, () => decode(bytes));
}

/** Text of bytes in UTF-8, or in UTF-16 with a byte order mark. @throws if it is none; the message has no subject */
export function decode(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`is no ${encoding.toUpperCase()} text; is it another kind of file?`);
  }
}

function checkSize(name: string, size: number): void {
  const mib = size / 2 ** 20;
  if (mib > MAX_MIB) throw new Error(`${name} must have at most ${MAX_MIB} MiB, got ${mib.toFixed(1)} MiB; split it`);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist; check the path, it counts from the current folder',
  ENOTDIR: 'does not exist: a part of its path is a file, not a folder',
  EACCES: 'may not be read by this user; check its permissions',
  EPERM: 'may not be read by this user; check its permissions',
  ELOOP: 'is a symbolic link that leads to itself',
};

/** Why the system refuses a path, for a person; the text has no subject. */
export function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? `cannot be read (${String(error)})`;
}

const attempt = <T>(name: string, read: () => T): T =>
  inName(name, () => {
    try {
      return read();
    } catch (error) {
      throw new Error(reasonOf(error));
    }
  });

/** What `read` makes; its errors say of what. */
function inName<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(`${name} ${error instanceof Error ? error.message : String(error)}`);
  }
}
