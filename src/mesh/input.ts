import { nameOf } from '../bundle';

/**
 * Checks of what a user passes. Each returns the value, so that it can stand where the value is used, and throws a message that
 * says what was given, what is allowed and what to do.
 */

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;

/** How a value looks in a message: quoted, and cut where it is long. */
export function show(value: unknown): string {
  const text =
    typeof value === 'string' ? JSON.stringify(value) : ['object', 'function'].includes(typeof value) ? nameOf(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

/** A DNS label: names of Services, ports of other objects, namespaces (RFC 1123). */
export function dnsLabel(what: string, value: string): string {
  if (isString(value) && value.length <= 63 && DNS_LABEL.test(value)) return value;
  const long = isString(value) && value.length > 63 ? ` (${value.length} characters)` : '';
  throw new Error(
    `${what} must be a DNS label of at most 63 lower-case letters, digits and "-", not first or last, got ${show(value)}${long}${suggestion(value)}`,
  );
}

/** The name of a Service: a DNS label that starts with a letter (RFC 1035). */
export function serviceName(what: string, value: string): string {
  dnsLabel(what, value);
  if (/^[a-z]/.test(value)) return value;
  throw new Error(
    `${what} must start with a letter, as Kubernetes wants it of Services, got ${show(value)}; use ${`s-${value}`.slice(0, 63).replace(/-+$/, '')}, say`,
  );
}

/** The name of most Kubernetes objects: DNS labels with dots between them, 253 characters at most. */
export function objectName(what: string, value: string): string {
  if (isString(value) && value.length <= 253 && SUBDOMAIN.test(value)) return value;
  throw new Error(
    `${what} must be lower-case letters, digits, "-" and ".", at most 253, letters or digits at both ends, got ${show(value)}${suggestion(value)}`,
  );
}

function suggestion(value: unknown): string {
  if (!isString(value)) return '';
  const name = value
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
  return name === '' || name === value ? '' : `; use ${name}, say`;
}

/** The value of a label. */
export function labelValue(what: string, value: string): string {
  if (isString(value) && value.length <= 63 && LABEL_VALUE.test(value)) return value;
  throw new Error(
    `${what} must be a label value of at most 63 letters, digits, "-", "_" and ".", letters or digits at both ends, got ${show(value)}${labelSuggestion(value)}`,
  );
}

function labelSuggestion(value: unknown): string {
  if (!isString(value)) return '';
  const label = value
    .replace(/[^A-Za-z0-9_.]+/g, '-')
    .slice(0, 63)
    .replace(/^[-_.]+|[-_.]+$/g, '');
  return label === '' ? '' : `; use ${label}, say`;
}

/** The key of a label or annotation: a name, or a DNS prefix and a name with a slash between them. */
export function labelKey(what: string, value: string): string {
  const parts = isString(value) ? value.split('/') : [];
  const name = parts.at(-1) ?? '';
  const prefix = parts.length === 2 ? (parts[0] ?? '') : 'none';
  if (parts.length <= 2 && name !== '' && name.length <= 63 && LABEL_VALUE.test(name) && prefix.length <= 253 && SUBDOMAIN.test(prefix))
    return value;
  throw new Error(`${what} must be a label key such as "team" or "example.com/team", got ${show(value)}`);
}

/** Labels: every key and value checked. The result is a copy. */
export function labels(what: string, values: Readonly<Record<string, string>> | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([key, value]): [string, string] => [
      labelKey(`key of ${what}`, key),
      labelValue(`${what} ${show(key)}`, value),
    ]),
  );
}

/** What the API server takes of the annotations of one object, keys and values together, in bytes (Kubernetes 1.34). */
const MAX_ANNOTATIONS = 256 * 1024;

/**
 * Annotations: every key checked (unlike those of labels, their prefixes may be in upper case), every value a string, not too much in all. The result is a
 * copy.
 */
export function annotations(what: string, values: Readonly<Record<string, string>> | undefined): Record<string, string> {
  const size = Object.entries(values ?? {}).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(value)),
    0,
  );
  if (size > MAX_ANNOTATIONS) throw new Error(`${what} must have ${MAX_ANNOTATIONS} bytes at most with all others, got ${size} in all`);
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([key, value]): [string, string] => {
      if (!isString(value)) throw new Error(`${what} ${show(key)} must be a string, got ${show(value)}; write '${show(value)}'`);
      labelKey(`key of ${what}`, key.toLowerCase());
      return [key, value];
    }),
  );
}

/** A TCP port number. */
export function port(what: string, value: number): number {
  return wholeNumber(what, value, 1, 65535);
}

/** The name of a port of a Service: a DNS label. That of a container port has at most 15 characters. */
export function portName(what: string, value: string): string {
  return dnsLabel(what, value);
}

/** A whole number in a range, ends included. */
export function wholeNumber(what: string, value: number, min: number, max: number): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new Error(`${what} must be a whole number from ${min} to ${max}, got ${show(value)}`);
}

/** One of a fixed set of values, for plain JavaScript: TypeScript checks literal types itself. */
export function oneOf<T extends string | number>(what: string, value: T, allowed: readonly T[]): T {
  if (allowed.includes(value)) return value;
  throw new Error(`${what} must be one of ${allowed.join(', ')}, got ${show(value)}`);
}

/** Text without control characters, and not empty: an image, a host, a path. */
export function line(what: string, value: string): string {
  if (isString(value) && value !== '' && !/\p{Cc}/u.test(value)) return value;
  throw new Error(`${what} must be a line of text, got ${show(value)}; give at least one character, and no control characters`);
}

/** An absolute URL path: starts with a slash, no control characters or spaces. */
export function urlPath(what: string, value: string): string {
  if (isString(value) && /^\/[^\s\p{Cc}]*$/u.test(value)) return value;
  throw new Error(`${what} must be a URL path that starts with "/" and has no spaces, got ${show(value)}`);
}
