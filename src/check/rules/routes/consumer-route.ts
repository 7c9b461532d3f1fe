import { nameOf } from '../../manifest';
import type { Rule } from '../../rule';
import { attachmentsIn } from '../../traffic/outbound';

/** A route that stands beside some clients, not beside the Service. */
export const consumerRoute: Rule = {
  name: 'consumer-route',
  severity: 'warning',
  summary: 'A route is in another namespace than the Service whose requests it is for.',
  why: 'It holds for clients of its own namespace only. Where a route stands beside the Service, too, both are there for these clients, and the older one wins (Linkerd 2.20, run; Gateway API, GAMMA).',
  fix: 'Put the route into the namespace of the Service, unless it is meant for these clients alone.',
  *check({ state, mesh }) {
    for (const { route, parent } of attachmentsIn(state, mesh)) {
      if (route.namespace === parent.namespace || !mesh.routeApis.includes(route.manifest.apiVersion)) continue;
      const producer = state
        .attachedTo(parent.namespace, parent.name)
        .find((each) => each.route.namespace === parent.namespace && each.route !== route);
      const beside = producer ? `, and ${nameOf(producer.route.manifest)} is there for them, too` : '';
      yield {
        ...{ manifest: route.manifest, path: ['spec', 'parentRefs', route.parents.indexOf(parent)] },
        message: `it holds for clients in ${route.namespace} only, not for others of ${parent.namespace}/${parent.name}${beside}`,
        ...(producer ? { related: [producer.route.manifest] } : { severity: 'info' }),
      };
    }
  },
};
