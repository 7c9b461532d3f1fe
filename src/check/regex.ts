import type * as Re2js from 're2js';

/**
 * Regular expressions as Rust's `regex` takes them, which Linkerd's proxy and its policy controller use (regex 1.13, run). They are matched by RE2, which also
 * takes time in proportion to the text, whatever the pattern, and has nearly the same syntax.
 */

const compiled = new Map<string, Re2js.RE2JS | Error>();

function inRe2(pattern: string): Re2js.RE2JS | Error {
  const known = compiled.get(pattern);
  if (known) return known;
  const made = compile(pattern);
  compiled.set(pattern, made);
  return made;
}

function compile(pattern: string): Re2js.RE2JS | Error {
  // Loaded here: few inputs have regular expressions.
  const { RE2JS } = require('re2js') as typeof Re2js;
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** What RE2 alone refuses: `a**`, `a{1001}`, `\u{61}`. */
const ONLY_RE2 = /nested repetition|invalid repeat count|invalid escape sequence: `\\[uU]/;

/** Why a pattern is none; undefined where it is one, or that is not known. */
export function regexFault(pattern: string): string | undefined {
  const own = refusedByRust(pattern);
  if (own !== undefined) return own;
  const regex = inRe2(pattern);
  return regex instanceof Error && !ONLY_RE2.test(regex.message) ? regex.message : undefined;
}

/** Whether `coversWhole` knows what a pattern matches. */
export const isDecided = (pattern: string): boolean => regexFault(pattern) !== undefined || !(inRe2(pattern) instanceof Error);

/** Whether a pattern covers a whole text where it is searched first alternative first, and not asked again: `/a|/ab` does not cover `/ab`. */
export function coversWhole(pattern: string, text: string): boolean {
  const regex = refusedByRust(pattern) === undefined ? inRe2(pattern) : undefined;
  if (regex === undefined || regex instanceof Error) return false;
  const matcher = regex.matcher(text);
  return matcher.find() && matcher.start() === 0 && matcher.end() === text.length;
}

/** What RE2 takes for text, and Rust for a mistake: `/items/{id}`, `\Q`. */
function refusedByRust(pattern: string): string | undefined {
  for (const { piece, at, isClass } of piecesOf(pattern)) {
    if (piece === '{' && !isClass && !/^\{\s*\d+\s*(,\s*\d*\s*)?\}/.test(pattern.slice(at))) {
      return 'a brace that is no repetition such as {2} or {2,4}';
    }
    if (/^\\[QE]$/.test(piece)) return `${piece} is no escape`;
  }
  return undefined;
}

/** A character of a pattern with what belongs to it: `\.`, `\p{Greek}`. */
interface Piece {
  readonly piece: string;
  readonly at: number;
  /** Whether it is inside of brackets, where few characters are special. */
  readonly isClass: boolean;
}

/** A pattern in pieces. In Rust, brackets can stand in brackets. */
export function* piecesOf(pattern: string): Generator<Piece> {
  let classes = 0;
  for (let at = 0; at < pattern.length;) {
    const rest = pattern.slice(at, at + 64);
    // Behind an opening bracket, a closing one is a character like others.
    const piece = /^(?:\\[pPxuUb]\{[^}]*\}|\\[^]|\[\^?\]?)/.exec(rest)?.[0] ?? rest.charAt(0);
    yield { piece, at, isClass: classes > 0 };
    if (piece.startsWith('[')) classes++;
    else if (piece === ']' && classes > 0) classes--;
    at += piece.length;
  }
}
