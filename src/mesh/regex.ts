import { show } from './input';

/** What may stand inside a class and outside of one: a class of characters, a control character, a number, or a character of the syntax that stands for itself. */
const ESCAPE = String.raw`\\(?:[dDsSwWfnrtv]|x[0-9A-Fa-f]{2}|[\\.+*?()|[\]{}^$#&~-])`;

/**
 * The pieces of a pattern that Rust's `regex` of all versions of Linkerd and JavaScript take for the same thing (regex 1.4 and 1.13, tried out). It leaves out
 * what is younger (`\/`) and what a path or header can do without: sets of classes (`&&`), named groups, flags but `i`, and repetitions of more than two
 * digits, for Rust refuses what becomes too large (`\w{255}`).
 */
const PIECE = new RegExp(
  [
    ESCAPE,
    String.raw`\\[bB]`,
    String.raw`\[(?:\^(?!\])|(?!\^))(?:(?!&&|--|~~)(?:${ESCAPE}|[^[\]\\]))+\]`,
    String.raw`(?:[*+?]|\{\d{1,2}(?:,(?:\d{1,2})?)?\})\??`,
    String.raw`\((?:\?:|\?i:|\?i\)(?![*+?{])|(?!\?))`,
    String.raw`[).^$|]`,
    String.raw`[^\\[\](){}*+?]`,
  ].join('|'),
  'uy',
);

/**
 * A regular expression that Linkerd's proxy can read: the syntax of Rust's `regex`, without look-around and back references. Nothing in Linkerd's control
 * plane checks one in a ServiceProfile, and the proxy drops what it cannot read: the route, or only that condition, which makes the route wider (linkerd2 2.20).
 *
 * @throws if the proxy could not read it, or it is written in a way that not all readers of regular expressions take alike
 */
export function proxyRegex(what: string, pattern: string): string {
  const refuse = (why: string) =>
    new Error(`${what} must be a regular expression that Linkerd's proxy can read, got ${show(pattern)}: ${why}`);
  if (typeof pattern !== 'string' || pattern === '') throw refuse('it is empty');
  if (/\p{Cc}/u.test(pattern)) throw refuse('it has control characters');
  const pieces = piecesOf(pattern);
  const unread = pattern.slice(pieces.join('').length);
  if (unread !== '') {
    throw refuse(
      `it cannot go on with ${show(unread)}; look-around and back references are not possible, and \\ must stand before a character of the syntax that is meant itself, before no other`,
    );
  }
  try {
    // Each piece is understood; whether they fit together JavaScript knows.
    new RegExp(pieces.map(inJavaScript).join(''), 'u');
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
  if (sizeOf(pieces) > MAX_SIZE) {
    throw refuse(
      'its repetitions make it too large; repeat less, or write [0-9A-Za-z_] for \\w and [0-9] for \\d, which match letters and digits of all scripts',
    );
  }
  return pattern;
}

/** Rust refuses what takes more than 10 MB: `\w{87}`, `\D{519}`, `.{8857}` (regex 1.4), about twice as much in regex 1.13. */
const MAX_SIZE = 5000;

/** How large a pattern becomes when its repetitions are written out, in classes as small as `.`. */
function sizeOf(pieces: readonly string[]): number {
  // Of the groups that are open, the whole first.
  const sizes = [0];
  let last = 0;
  for (const piece of pieces) {
    const [, least, comma, most] = /^\{(\d+)(,)?(\d+)?/.exec(piece) ?? [];
    if (least !== undefined) {
      // `x{2,}` is written out as `xxx*`.
      const times = Number(most ?? least) + (comma !== undefined && most === undefined ? 1 : 0);
      last *= times - 1;
    } else if (piece === ')') last = sizes.pop() ?? 0;
    else if (piece.startsWith('(') && piece !== '(?i)') {
      sizes.push(0);
      last = 0;
    } else last = /\\w/i.test(piece) ? 60 : /\\d/i.test(piece) ? 10 : 1;
    sizes.push((sizes.pop() ?? 0) + last);
  }
  return sizes[0] ?? 0;
}

function piecesOf(pattern: string): string[] {
  const pieces: string[] = [];
  PIECE.lastIndex = 0;
  for (let found = PIECE.exec(pattern); found !== null; found = PIECE.exec(pattern)) pieces.push(found[0]);
  return pieces;
}

/** JavaScript has no flags inside a pattern (Node 20), and lets fewer characters be escaped than Rust. */
function inJavaScript(piece: string): string {
  const code = (character: string): string => `\\x${character.charCodeAt(0).toString(16)}`;
  return piece.replace(/^\(\?i:?/, '(?:').replace(/\\(\W)/g, (_, character: string) => code(character));
}

/** Text as a regular expression that matches it alone. */
export function escapeRegex(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
