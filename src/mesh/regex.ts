import { show } from './input';

/** What Rust's `regex` leaves out (regex 1.x): it needs memory of what was matched before. */
const NOT_IN_RUST = /\(\?<?[=!]|\\[1-9]|\\k[<{']/;

/**
 * A regular expression that Linkerd's proxy can read: the syntax of Rust's `regex`, without look-around and back references. Nothing in Linkerd's control
 * plane checks one in a ServiceProfile, and the proxy drops what it cannot read: the route, or only that condition, which makes the route wider (linkerd2 2.20).
 *
 * @throws if the proxy could not read it
 */
export function proxyRegex(what: string, pattern: string): string {
  const refuse = (why: string) => new Error(`${what} must be a regular expression that Linkerd's proxy can read, got ${show(pattern)}: ${why}`);
  if (typeof pattern !== 'string' || pattern === '') throw refuse('it is empty');
  if (/\p{Cc}/u.test(pattern)) throw refuse('it has control characters');
  // A backslash before a backslash escapes nothing that follows.
  if (NOT_IN_RUST.test(pattern.replaceAll('\\\\', ''))) throw refuse('look-around and back references are not possible; match more, or use two routes');
  try {
    // Rust writes named groups with a P, and flags for the whole in front: JavaScript does not.
    new RegExp(pattern.replaceAll('(?P<', '(?<').replace(/^\(\?[imsUux-]+\)/, ''));
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
  return pattern;
}

/** Text as a regular expression that matches it alone. */
export function escapeRegex(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
