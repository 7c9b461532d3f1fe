import { HTTP_METHODS, HttpMethod } from '../mesh/http-method';
import { line, oneOf, show } from '../mesh/input';
import { proxyRegex } from '../mesh/regex';

/** The Gateway API 1.2 takes 4,096 and 1,024 characters; some are for the anchors of a regular expression. */
const MAX_TEXT = 4000;
const MAX_PATH = 1000;

function short(what: string, value: string, max: number): string {
  if (value.length <= max) return value;
  throw new Error(`${what} must have at most ${max} characters, got ${value.length}`);
}

/** What the Gateway API 1.2 takes for a path that is no regular expression. */
const PLAIN_PATH = /^(?!.*(\/\/|\/\.\.?(\/|$)|%2[fF]))\/([-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*$/;

function plainPath(path: string): string {
  if (PLAIN_PATH.test(line('path', path))) return short('path', path, MAX_PATH);
  throw new Error(`path must start with "/", have no "//", "/./", "/../", query or spaces, and other characters as %XX, got ${show(path)}`);
}

/** Text that must be equal, or match a regular expression as a whole. */
export class TextMatch {
  /**
   * The text itself; case counts.
   *
   * @throws if it is empty, longer than 4,000 characters, or has control characters
   */
  public static exact(value: string): TextMatch {
    return new TextMatch('Exact', short('value to match', line('value to match', value), MAX_TEXT));
  }

  /**
   * A regular expression for the whole text, in the syntax of Rust's `regex`, which Linkerd's proxy uses.
   *
   * @throws if it has look-around or back references, or is no regular expression
   */
  public static regex(pattern: string): TextMatch {
    return new TextMatch('RegularExpression', short('pattern', proxyRegex('pattern', pattern), MAX_TEXT));
  }

  private constructor(
    public readonly type: 'Exact' | 'RegularExpression',
    public readonly value: string,
  ) {}
}

/** The path of a request, without its query. */
export class PathMatch {
  /**
   * This path and nothing below it.
   *
   * @throws if no request could have it: a path has no query, and `%20` for a space
   */
  public static exact(path: string): PathMatch {
    return new PathMatch('Exact', plainPath(path));
  }

  /**
   * This path and everything below it: `/api` matches `/api` and `/api/x`, not `/apix`. A slash at its end says nothing.
   *
   * @throws if no request could have it: a path has no query, and `%20` for a space
   */
  public static prefix(path: string): PathMatch {
    return new PathMatch('PathPrefix', plainPath(path).replace(/(?<=.)\/$/, ''));
  }

  /**
   * A regular expression for the whole path, in the syntax of Rust's `regex`, which Linkerd's proxy uses.
   *
   * @throws if it has look-around or back references, or is no regular expression
   */
  public static regex(pattern: string): PathMatch {
    return new PathMatch('RegularExpression', short('pattern', proxyRegex('pattern', pattern), MAX_PATH));
  }

  private constructor(
    public readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression',
    public readonly value: string,
  ) {}
}

/** Which requests: every condition that is given must hold. */
export interface RequestMatch {
  /**
   * The path: a prefix where it is a string, or what `PathMatch` says. There is no query in it.
   *
   * @default - any
   */
  readonly path?: string | PathMatch;
  /**
   * Headers by name, upper and lower case being the same: the exact value where it is a string, or what `TextMatch` says. At most 16.
   *
   * @default - any
   */
  readonly headers?: Readonly<Record<string, string | TextMatch>>;
  /**
   * The method.
   *
   * @default - any
   */
  readonly method?: HttpMethod;
}

/** A match with everything checked and spelled out. */
export interface CheckedMatch {
  readonly path?: PathMatch;
  readonly headers: readonly { readonly name: string; readonly match: TextMatch }[];
  readonly method?: HttpMethod;
}

/**
 * Checks matches.
 *
 * @throws if there is none, one has no condition, or a condition cannot be written
 */
export function checkMatches(matches: readonly RequestMatch[]): CheckedMatch[] {
  if (matches.length === 0) throw new Error('match must have at least one entry, got none; use a CanarySplit to send all requests');
  return matches.map(checkMatch);
}

/** A token of HTTP (RFC 9110), which also is what the Gateway API takes for a header. */
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]{1,256}$/;

function checkMatch({ path, headers = {}, method }: RequestMatch): CheckedMatch {
  const checked: CheckedMatch = {
    path: typeof path === 'object' || path === undefined ? path : PathMatch.prefix(path),
    headers: Object.entries(headers).map(([name, value]) => {
      if (!HEADER_NAME.test(name)) throw new Error(`name of a header must be letters, digits and "-", got ${show(name)}`);
      return { name, match: typeof value === 'object' ? value : TextMatch.exact(value) };
    }),
    method: method === undefined ? undefined : oneOf('method', method, HTTP_METHODS),
  };
  const names = checked.headers.map(({ name }) => name.toLowerCase());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new Error(
      `headers must name each header once, whatever its case, got ${show(twice)} twice; use TextMatch.regex for either of two values`,
    );
  }
  if (names.length > 16) throw new Error(`headers must have at most 16 entries, got ${names.length}`);
  if (checked.path ?? checked.method ?? checked.headers[0]) return checked;
  throw new Error('match must have a path, a header or a method; an empty one would be every request: use a CanarySplit');
}
