import { isRecord, nameOf } from './plain';

/**
 * Writes plain data as YAML that every reader takes for the same data: Kubernetes' own (Go, YAML 1.1 scalars), and
 * YAML 1.2 ones. What any of them could read as something else is quoted.
 *
 * Own code because this is the hot path of synthesis: general YAML writers take a hundred times as long as
 * `JSON.stringify` on the same objects (docs/performance.md). Lines are collected and joined once, because a string that grows is kept as a
 * tree of its pieces, many times its own size.
 */

/** Words that some YAML 1.1 reader takes for a boolean or null, in lower case. */
const RESERVED = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null', 'nan', 'inf']);

/**
 * Strings that no reader takes for a number, date, indicator or mapping: a letter, `_`, `/` or `(` first, then words with
 * single spaces or colons between them (so never `: `, ` #`, a leading or trailing space). `e1` is a number for npm's `yaml` (2.9, YAML 1.1).
 */
const PLAIN = /^(?![Ee][-+]?\d+$)[A-Za-z_/(][\w./@+=,()$*^~{}[\]%&;?!<>|"'\\-]*(?:[ :][\w./@+=,()$*^~{}[\]%&;?!<>|"'\\-]+)*$/;

/** Numbers with a unit, as in quantities and durations (`250m`, `128Mi`, `30s`): no YAML reader takes these for numbers. */
const QUANTITY = /^[0-9]+(?:\.[0-9]+)?(?:m|Ki|Mi|Gi|Ti|ms|s|h|%)$/;

/** Characters that YAML does not allow, or that a reader may fold or strip, outside a double-quoted string. */
const SPECIAL = /[^\P{Cc}\t\n]|[\u00ad\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;

/** Half of a surrogate pair: no Unicode text, so no YAML. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** What JSON leaves as it is and YAML wants escaped. */
const ESCAPE = /[\u007f-\u009f\u00ad\u2028\u2029\ufeff\ufffe\uffff]/g;

/**
 * One YAML document, ending with a newline.
 *
 * Keys come in the order of the object. `undefined` values are left out.
 *
 * @param before lines above it, such as `---`
 * @throws if the value holds something that is no data (a function, `NaN`, a class instance), half of a surrogate pair, a key of more
 * than 1000 characters, or itself
 */
export function toYaml(value: unknown, ...before: string[]): string {
  const lines = [...before];
  if (isObject(value)) collection(lines, value, '', '');
  if (lines.length === before.length) lines.push(isObject(value) ? empty(value) : scalar(value, ''));
  lines.push('');
  return lines.join('\n');
}

/** Deeper than any Kubernetes object; a value that contains itself reaches it soon. */
const MAX_DEPTH = 200;

/** The columns of one level. */
const LEVEL = '  ';

/** Adds the lines of a list or mapping, none where it is empty. The first begins with `first`: the indentation, or dashes. */
function collection(lines: string[], value: object, first: string, indent: string): void {
  if (indent.length > MAX_DEPTH * LEVEL.length)
    throw new Error(`cannot write data nested deeper than ${MAX_DEPTH} levels; does it contain itself?`);
  if (Array.isArray(value)) list(lines, value, first, indent);
  else if (isRecord(value)) mapping(lines, value, first, indent);
  else throw noData(value);
}

function mapping(lines: string[], record: Readonly<Record<string, unknown>>, first: string, indent: string): void {
  const inner = indent + LEVEL;
  let start = first;
  for (const key of Object.keys(record)) {
    const value = record[key];
    if (value === undefined) continue;
    const head = `${start}${keyOf(key)}:`;
    start = indent;
    if (isObject(value)) {
      const at = lines.push(head);
      collection(lines, value, inner, inner);
      if (lines.length === at) lines[at - 1] = `${head} ${empty(value)}`;
    } else lines.push(`${head} ${scalar(value, inner)}`);
  }
}

function list(lines: string[], values: readonly unknown[], first: string, indent: string): void {
  const inner = indent + LEVEL;
  let start = first;
  for (const value of values) {
    const head = `${start}- `;
    start = indent;
    if (isObject(value)) {
      const at = lines.length;
      collection(lines, value, head, inner);
      if (lines.length === at) lines.push(head + empty(value));
    } else lines.push(head + scalar(value, inner));
  }
}

function empty(value: object): string {
  return Array.isArray(value) ? '[]' : '{}';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function scalar(value: unknown, indent: string): string {
  switch (typeof value) {
    case 'string':
      return string(value, indent);
    case 'number':
      if (!Number.isFinite(value)) throw noData(value);
      // YAML 1.1 knows no exponent without a decimal point: it takes 1e+21 for a string.
      return String(value).replace(/^(-?\d)e/, '$1.0e');
    case 'boolean':
      return String(value);
    default:
      if (value === null) return 'null';
      throw noData(value);
  }
}

function noData(value: unknown): Error {
  return new Error(`cannot write ${nameOf(value)} as YAML; pass plain data`);
}

function string(value: string, indent: string): string {
  if (isPlain(value)) return value;
  // Without indentation, which is at the top, Go's reader takes the first line for the start of the next document.
  if (value.includes('\n') && indent !== '' && isBlock(value)) return block(value, indent);
  return quoted(value);
}

function keyOf(key: string): string {
  const written = isPlain(key) ? key : quoted(key);
  // YAML allows a key 1024 characters, escapes counted; Kubernetes has none longer than 317.
  if (written.length > 1000) throw new Error(`cannot write a key of ${written.length} characters as YAML, at most 1000 are allowed`);
  return written;
}

function isPlain(value: string): boolean {
  if (value.length < 6 && RESERVED.has(value.toLowerCase())) return false;
  return PLAIN.test(value) || QUANTITY.test(value);
}

function quoted(value: string): string {
  if (LONE_SURROGATE.test(value)) throw new Error(`cannot write ${JSON.stringify(value)} as YAML: it has half of a surrogate pair`);
  return JSON.stringify(value).replace(ESCAPE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Whether a string of several lines can stand as a literal block without changing: configuration files stay readable. */
function isBlock(value: string): boolean {
  return !SPECIAL.test(value) && !/^[ \t\n]|[ \t](?:\n|$)|\n\n$|\n\t/.test(value) && value !== '\n';
}

function block(value: string, indent: string): string {
  const ends = value.endsWith('\n');
  const lines = (ends ? value.slice(0, -1) : value).split('\n');
  return `${ends ? '|' : '|-'}\n${lines.map((line) => (line === '' ? '' : indent + line)).join('\n')}`;
}
