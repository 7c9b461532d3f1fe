import type { Rule } from '../../rule';

/** A circuit breaker that nobody asks. */
export const breakerOnLeaf: Rule = {
  name: 'breaker-on-leaf',
  severity: 'warning',
  summary: 'A receiver of a route has an annotation for circuit breaking.',
  why: 'For requests to a Service with a route, the annotations of that Service count, and those of its receivers do not (Linkerd proxy, August 2026, measured).',
  fix: 'Put it on the Service that clients call.',
  *check({ state, weightings, mesh }) {
    if (!mesh.hasProfiles) return;
    const told = new Set<string>();
    for (const { manifest, by, apex, targets } of weightings) {
      for (const { namespace, service } of by === 'route' ? targets : []) {
        const leaf = state.service(namespace, service);
        const name = [...(leaf?.annotations.keys() ?? [])].find((each) => each.startsWith('balancer.linkerd.io/failure-accrual'));
        const isApex = namespace === apex.namespace && service === apex.name;
        if (!leaf || name === undefined || isApex || told.has(`${namespace}/${service}`)) continue;
        told.add(`${namespace}/${service}`);
        yield {
          ...{ manifest: leaf.manifest, path: ['metadata', 'annotations', name], related: [manifest] },
          message: `it does not count for requests to ${apex.namespace}/${apex.name}, of which this Service receives a share`,
          // Those who call it by its name have it.
          severity: 'warning',
        };
      }
    }
  },
};
