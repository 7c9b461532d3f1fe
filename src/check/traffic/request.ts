/** A request that a meshed client sends to a Service. */
export interface Request {
  /** In capitals. */
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  /** By name in small letters. */
  readonly headers: ReadonlyMap<string, string>;
}

/** `GET /` without headers, which is asked for unless something else is. */
export const PLAIN_REQUEST: Request = { method: 'GET', path: '/', query: new Map(), headers: new Map() };

/**
 * A request from text such as `GET /authors/7?page=2`, and headers such as `x-canary: 1`.
 *
 * @throws if it is none
 */
export function parseRequest(text: string, headers: readonly string[] = []): Request {
  const [, method, target] = /^([A-Za-z]+) (\/\S*)$/.exec(text.trim()) ?? [];
  if (method === undefined || target === undefined) {
    throw new Error(`a request must be a method and a path such as "GET /authors/7", got ${JSON.stringify(text)}`);
  }
  const [path = '/', query = ''] = target.split('?');
  return {
    method: method.toUpperCase(),
    path,
    query: new Map(new URLSearchParams(query)),
    headers: new Map(headers.map(parseHeader)),
  };
}

function parseHeader(text: string): [string, string] {
  const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:\s*(.*?)\s*$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new Error(`a header must be a name and a value such as "x-canary: 1", got ${JSON.stringify(text)}`);
  }
  return [name.toLowerCase(), value];
}
