/**
 * How Kubernetes' YAML reader takes a scalar: sigs.k8s.io/yaml 1.6, that is go.yaml.in/yaml/v2 (`resolve.go`), then JSON.
 * It is neither YAML 1.1 nor 1.2: `y` and `on` are booleans and `010` is octal (1.1), but `0o10` is a number (1.2), `1:30` and
 * dates are strings, and `08` is the number 8.
 */

/** A scalar as it was taken. A whole number is a `bigint` here: as a mapping key it must keep every digit. */
export type Scalar = null | boolean | string | number | bigint;

const PREFIX = 'tag:yaml.org,2002:';

/** Tags that say how to take a scalar. Any other tag makes it a string, whatever it looks like. */
type KnownTag = 'str' | 'bool' | 'int' | 'float' | 'null' | 'timestamp' | 'binary';
const KNOWN_TAGS: readonly KnownTag[] = ['str', 'bool', 'int', 'float', 'null', 'timestamp', 'binary'];

const WORDS: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ...words(true, 'y Y yes Yes YES true True TRUE on On ON'),
  ...words(false, 'n N no No NO false False FALSE off Off OFF'),
  ...words(null, '~ null Null NULL'),
  ['', null],
  ...words(Number.NaN, '.nan .NaN .NAN'),
  ...words(Number.POSITIVE_INFINITY, '.inf .Inf .INF +.inf +.Inf +.INF'),
  ...words(Number.NEGATIVE_INFINITY, '-.inf -.Inf -.INF'),
]);

function words(value: Scalar, spellings: string): (readonly [string, Scalar])[] {
  return spellings.split(' ').map((spelling) => [spelling, value] as const);
}

/**
 * The value of a scalar.
 *
 * @param text what is written, without quotes
 * @param isPlain whether it is written without quotes and not as a block
 * @param tag the full tag, such as `tag:yaml.org,2002:int`, if one is written
 * @throws if the text is no value of that tag
 */
export function resolveScalar(text: string, isPlain: boolean, tag?: string): Scalar {
  if (tag === undefined) return isPlain ? plain(text) : text;
  const known = KNOWN_TAGS.find((name) => tag === PREFIX + name);
  switch (known) {
    case undefined:
    case 'str':
      return text;
    case 'binary':
      return binary(text);
    case 'timestamp':
      if (!/^[0-9]{4}-/.test(text)) throw mismatch(text, known);
      return text;
    default:
      return tagged(text, known);
  }
}

function tagged(text: string, tag: 'bool' | 'int' | 'float' | 'null'): Scalar {
  const value = plain(text);
  if (tag === 'float' && typeof value === 'bigint') return Number(value);
  const kind = value === null ? 'null' : { boolean: 'bool', bigint: 'int', number: 'float', string: 'str' }[typeof value as 'string'];
  if (kind !== tag) throw mismatch(text, tag);
  return value;
}

function mismatch(text: string, tag: string): Error {
  return new Error(`cannot take ${JSON.stringify(text)} as !!${tag}`);
}

const PLUS = 43;
const DIGIT_NINE = 57;

function plain(text: string): Scalar {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  const first = text.charCodeAt(0);
  // Neither a digit, nor a sign or dot before one.
  if (first > DIGIT_NINE || first < PLUS) return text;
  if (/^\.[0-9]/.test(text)) return float(text, /^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?$/) ?? text;
  if (!/^[-+0-9]/.test(text)) return text;
  const digits = text.replaceAll('_', '');
  return int(digits) ?? float(digits, /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/) ?? text;
}

/** Whole numbers that 64 bits hold: signed, or unsigned where no sign is written. */
function int(text: string): bigint | undefined {
  const [, sign, digits] = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)$/.exec(text) ?? [];
  // No number of 64 bits is written with more digits, and BigInt takes its time over very long ones.
  if (digits === undefined || digits.replace(/^0[xXbBoO]?0*/, '').length > 64) return undefined;
  const size = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  if (sign === '-') return size <= 2n ** 63n ? -size : undefined;
  return size < 2n ** (sign === '+' ? 63n : 64n) ? size : undefined;
}

/** A number that is too large for 64 bits of floating point stays a string. */
function float(text: string, form: RegExp): number | undefined {
  const value = form.test(text) ? Number(text.replaceAll('_', '')) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

function binary(text: string): string {
  const data = text.replace(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(data)) throw mismatch(text, 'binary');
  return Buffer.from(data, 'base64').toString('utf8');
}
