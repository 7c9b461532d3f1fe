import { escapeRegex } from '../mesh/regex';

/**
 * Paths of an OpenAPI document as paths and regular expressions of a ServiceProfile, the way `linkerd profile` makes them
 * (linkerd2 `pkg/profiles/openapi.go` and `profiles.go`, the same from 2.18 to 2.20).
 */

/** The whole path: one slash between the base path and the path, however many they bring. */
export function joinPath(basePath: string, path: string): string {
  let end = basePath.length;
  while (basePath[end - 1] === '/') end -= 1;
  return `${basePath.slice(0, end)}/${path.replace(/^\/+/, '')}`;
}

/** A regular expression that matches the path, where each `{parameter}` stands for anything without a slash, also for nothing. */
export function pathToRegex(path: string): string {
  return literalParts(path).map(escapeRegex).join('[^/]*');
}

/** What a path has before, between and after its `{parameters}`: one part more than there are parameters. */
export function literalParts(path: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    const open = path.indexOf('{', from);
    const close = open < 0 ? -1 : path.indexOf('}', open);
    if (close < 0) return [...parts, path.slice(from)];
    parts.push(path.slice(from, open));
    from = close + 1;
  }
}
