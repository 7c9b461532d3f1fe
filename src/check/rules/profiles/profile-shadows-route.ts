import { nameOf } from '../../manifest';
import type { Rule } from '../../rule';
import { routeName } from '../../traffic/outbound';
import { decidedIn } from './deciding';

/** A route that does not hold beside a profile or split. */
export const profileShadowsRoute: Rule = {
  name: 'profile-shadows-route',
  severity: 'error',
  summary: 'A ServiceProfile or TrafficSplit is for a Service that has HTTPRoutes or GRPCRoutes, too.',
  why:
    'A profile with routes, or with a share above 0, decides alone: routes of the Service are ignored, and so are its annotations for retries, timeouts and circuit breaking. When it is deleted, busy clients go to the ' +
    'Service itself until they pause, not to the route (Linkerd proxy, August 2026, measured; linkerd2#14274).',
  fix: 'Remove the one or the other: what a split or profile can do, HTTPRoutes and annotations of Linkerd 2.16 and later can do.',
  *check(context) {
    const told = new Set<string>();
    for (const { routing, owner } of decidedIn(context)) {
      const { outbound, apex } = routing;
      const names = outbound.routes.map(({ route }) => routeName(route)).join(', ');
      if (names === '' || told.has(`${nameOf(owner)} ${names}`)) continue;
      const clients = apex.client === apex.service.namespace ? '' : ` for clients in ${apex.client}`;
      told.add(`${nameOf(owner)} ${names}`);
      yield {
        ...{ manifest: owner, path: ['spec'], related: outbound.routes.map(({ route }) => route.manifest) },
        message: `${owner.kind} ${owner.name} decides about ${apex.service.namespace}/${apex.service.name} alone${clients}, and ${names} ${outbound.routes.length > 1 ? 'are' : 'is'} ignored`,
        traffic: `0 % of requests to ${apex.service.namespace}/${apex.service.name}:${apex.port.number}${clients} take ${names}`,
      };
    }
  },
};
