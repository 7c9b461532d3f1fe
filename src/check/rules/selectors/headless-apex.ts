import type { Rule } from '../../rule';

/** A Service that cannot be split. */
export const headlessApex: Rule = {
  name: 'headless-apex',
  severity: 'error',
  summary: 'A split or route is for a Service without an address of its own.',
  why: 'Clients of a headless Service call its pods, and those of an ExternalName something outside: no route, TrafficSplit or ServiceProfile of it holds. A route says so in its status, the others say nothing (Linkerd 2.20, run).',
  fix: 'Remove `clusterIP: None`: address pods of a StatefulSet by a second Service.',
  *check({ state, weightings }) {
    const told = new Set<string>();
    for (const { manifest, apex } of weightings) {
      const service = state.service(apex.namespace, apex.name);
      const key = `${manifest.kind} ${manifest.namespace}/${manifest.name} ${apex.namespace}/${apex.name}`;
      if (!service || service.type === 'cluster-ip' || told.has(key)) continue;
      told.add(key);
      const what = service.type === 'headless' ? 'is headless' : 'is of type ExternalName';
      yield {
        ...{ manifest, path: [], related: [service.manifest] },
        message: `Service ${apex.namespace}/${apex.name} ${what}`,
        traffic: `0 % of requests to ${apex.namespace}/${apex.name} are split`,
      };
    }
  },
};
