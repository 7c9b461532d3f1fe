import { line, oneOf, show, urlPath } from '../mesh/input';
import { proxyRegex } from '../mesh/regex';

/** An HTTP method that a route can match. */
export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'CONNECT' | 'OPTIONS' | 'TRACE' | 'PATCH';

const METHODS: readonly HttpMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];

/** Text that must be equal, or match a regular expression as a whole. */
export class TextMatch {
  /** The text itself; case counts. */
  public static exact(value: string): TextMatch {
    return new TextMatch('Exact', line('value to match', value));
  }

  /**
   * A regular expression for the whole text, in the syntax of Rust's `regex`, which Linkerd's proxy uses.
   *
   * @throws if it has look-around or back references, or is no regular expression
   */
  public static regex(pattern: string): TextMatch {
    return new TextMatch('RegularExpression', proxyRegex('pattern', pattern));
  }

  private constructor(
    public readonly type: 'Exact' | 'RegularExpression',
    public readonly value: string,
  ) {}
}

/** The path of a request, without its query. */
export class PathMatch {
  /** This path and nothing below it. */
  public static exact(path: string): PathMatch {
    return new PathMatch('Exact', urlPath('path', path));
  }

  /** This path and everything below it: `/api` matches `/api` and `/api/x`, not `/apix`. */
  public static prefix(path: string): PathMatch {
    return new PathMatch('PathPrefix', urlPath('path', path));
  }

  /**
   * A regular expression for the whole path, in the syntax of Rust's `regex`, which Linkerd's proxy uses.
   *
   * @throws if it has look-around or back references, or is no regular expression
   */
  public static regex(pattern: string): PathMatch {
    return new PathMatch('RegularExpression', proxyRegex('pattern', pattern));
  }

  private constructor(
    public readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression',
    public readonly value: string,
  ) {}
}

/** Which requests: every condition that is given must hold. */
export interface RequestMatch {
  /**
   * The path: a prefix where it is a string, or what `PathMatch` says.
   *
   * @default - any
   */
  readonly path?: string | PathMatch;
  /**
   * Headers by name, in any case: the exact value where it is a string, or what `TextMatch` says.
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
    path: typeof path === 'string' ? PathMatch.prefix(path) : path,
    headers: Object.entries(headers).map(([name, value]) => {
      if (!HEADER_NAME.test(name)) throw new Error(`name of a header must be letters, digits and "-", got ${show(name)}`);
      return { name, match: typeof value === 'string' ? TextMatch.exact(value) : value };
    }),
    method: method === undefined ? undefined : oneOf('method', method, METHODS),
  };
  if (checked.path ?? checked.method ?? checked.headers[0]) return checked;
  throw new Error('match must have a path, a header or a method; an empty one would be every request: use a CanarySplit');
}
