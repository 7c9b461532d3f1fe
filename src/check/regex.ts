import type * as Re2js from 're2js';

const compiled = new Map<string, Re2js.RE2JS | Error>();

/**
 * A regular expression in an engine that takes time in proportion to the text, whatever the pattern, as Rust's `regex` in Linkerd's proxy does; or the reason
 * why it is none. RE2 and Rust have the same syntax, but for details.
 */
export function regexOf(pattern: string): Re2js.RE2JS | Error {
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

/** Whether a pattern covers a whole text where it is searched first alternative first, and not asked again: `/a|/ab` does not cover `/ab`. */
export function coversWhole(pattern: string, text: string): boolean {
  const regex = regexOf(pattern);
  if (regex instanceof Error) return false;
  const matcher = regex.matcher(text);
  return matcher.find() && matcher.start() === 0 && matcher.end() === text.length;
}
