import type { OpenApiRoute } from './open-api-route';
import { literalParts } from './open-api-path';

/** A route that no request reaches, because an earlier route matches all of its requests. */
export interface ShadowedRoute {
  readonly route: OpenApiRoute;
  readonly by: OpenApiRoute;
}

/** Stands for any value of a parameter: no path has it. */
const ANY = '\0';

/** More routes of one method and length than an API has; comparing each with each would take long. */
const MAX_COMPARED = 2000;

/**
 * Routes behind another one that matches whatever they match: `/books/{id}.json` behind `/books/{id}`, because a parameter matches
 * everything up to the next slash and the shorter path is sorted first.
 */
export function shadowedRoutes(routes: readonly OpenApiRoute[]): ShadowedRoute[] {
  const groups = new Map<string, Compared[]>();
  for (const route of routes) {
    const segments = segmentsOf(route.path);
    const name = `${route.method} ${segments.length}`;
    const group = groups.get(name) ?? [];
    group.push({ route, segments });
    groups.set(name, group);
  }
  return [...groups.values()].flatMap((group) => (group.length > MAX_COMPARED ? [] : shadowedIn(group)));
}

interface Compared {
  readonly route: OpenApiRoute;
  readonly segments: readonly Segment[];
}

/** What is between two slashes of a path. */
interface Segment {
  /** With `ANY` for each parameter. */
  readonly text: string;
  /** What is before, between and after the parameters. */
  readonly parts: readonly string[];
}

function segmentsOf(path: string): Segment[] {
  const texts = literalParts(path).join(ANY).split('/');
  return texts.map((text) => ({ text, parts: text.split(ANY) }));
}

function shadowedIn(group: readonly Compared[]): ShadowedRoute[] {
  return group.flatMap(({ route, segments }, index) => {
    const isCovered = (earlier: Compared): boolean => earlier.segments.every(({ parts }, i) => covers(parts, segments[i]?.text ?? ''));
    const by = group.slice(0, index).find(isCovered);
    return by ? [{ route, by: by.route }] : [];
  });
}

/** Whether a segment with these parts matches all that another one matches. Only a parameter can match a parameter of the other one. */
function covers([first = '', ...rest]: readonly string[], segment: string): boolean {
  const last = rest.pop();
  if (last === undefined) return segment === first;
  if (segment.length < first.length + last.length || !segment.startsWith(first) || !segment.endsWith(last)) return false;
  const end = segment.length - last.length;
  let at = first.length;
  for (const part of rest) {
    const found = segment.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
