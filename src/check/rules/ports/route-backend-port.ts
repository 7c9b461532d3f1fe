import type { Rule } from '../../rule';
import { listensAt } from '../../state/workload';
import { shareText } from '../../weighting';

/** A port of a receiver that it does not have. */
export const routeBackendPort: Rule = {
  name: 'route-backend-port',
  severity: 'error',
  summary: 'A route or override names a port that the Service does not have, or none.',
  why:
    'The proxy then calls the pods of that Service at that very number: 502 for good where nothing listens there, and the share is never given to others. The status of the route says that all is resolved (Linkerd proxy, ' +
    'August 2026, measured). Without a port, the share is answered by 500.',
  fix: 'Name a port of the Service, and let its targetPort be one at which the pods listen.',
  *check({ state, mesh, weightings }) {
    for (const weighting of weightings) {
      for (const target of weighting.targets) {
        const leaf = state.service(target.namespace, target.service);
        const { port, path, share } = target;
        if (!leaf || leaf.type === 'external-name' || share.isZero || leaf.ports.some(({ number }) => number === port)) continue;
        if (port === undefined && weighting.by !== 'route') continue;
        const ports = leaf.ports.map(({ number }) => number).join(', ');
        const name = `Service ${target.namespace}/${target.service}`;
        const isPod = port !== undefined && state.workloadsOf(leaf).some((workload) => listensAt(workload, port));
        const fails = port === undefined ? 'are answered by 500' : 'reach nothing, unless its pods listen there';
        yield {
          ...{ manifest: weighting.manifest, path: port === undefined ? path : [...path, 'port'], related: [leaf.manifest] },
          message: port === undefined ? `the backend names no port of ${name}` : `${name} has no port ${port}; it has ${ports}`,
          ...(isPod && mesh.hasProfiles ? { severity: 'warning' } : { traffic: `${shareText(weighting, target)} ${fails}` }),
        };
      }
    }
  },
};
