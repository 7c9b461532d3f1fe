import { nameOf } from '../../manifest';
import type { Rule } from '../../rule';
import { agesAreKnown } from '../../state/age';
import type { RouteMatch } from '../../state/route';

/** Routes of which the older one wins, and nobody knows which that is. */
export const sameAgeRoutes: Rule = {
  name: 'same-age-routes',
  severity: 'info',
  summary: 'Two routes of one Service take the same requests.',
  why: 'The older one wins, and where both were created in the same second, the first by name. Files say nothing about age, so that what is told here goes by name (Linkerd proxy, August 2026, measured).',
  fix: 'Write one route, or matches that differ.',
  *check(context) {
    for (const routing of context.routings) {
      const { routes } = routing.outbound;
      if (routes.length < 2 || agesAreKnown(routes.map(({ route }) => route))) continue;
      const first = new Map<string, (typeof routes)[number]>();
      for (const routed of routes) {
        for (const match of routed.rules.flatMap(({ matches }) => matches)) {
          const other = first.get(keyOf(match));
          if (!other) first.set(keyOf(match), routed);
          else if (other !== routed) {
            yield {
              manifest: routed.route.manifest,
              message: `${nameOf(other.route.manifest)} takes the same requests: the older one wins, which files do not show`,
              related: [other.route.manifest],
            };
            break;
          }
        }
      }
    }
  },
};

const keyOf = (match: RouteMatch): string => JSON.stringify(match);
