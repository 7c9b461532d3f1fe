import type { Rule } from '../../rule';
import { listensAt } from '../../state/workload';
import { shareText } from '../../weighting';

/** A receiver that does not have the port that is called. */
export const leafLacksApexPort: Rule = {
  name: 'leaf-lacks-apex-port',
  severity: 'error',
  summary: 'A Service in a TrafficSplit or in `dstOverrides` lacks a port of the Service that is split.',
  why:
    'Neither names ports, so the port that is called is used: where the receiver lacks it, the proxy calls its pods at that very number. What does not listen there answers with a refused connection, ' +
    'and its share is never given to others: 502 for good (Linkerd proxy, August 2026, measured).',
  fix: 'Give the receiver the same port numbers; `targetPort` may differ. Or use an HTTPRoute, whose backends name a port.',
  *check({ state, weightings }) {
    for (const weighting of weightings.filter(({ by }) => by !== 'route')) {
      const apex = state.service(weighting.apex.namespace, weighting.apex.name);
      for (const target of weighting.targets) {
        const leaf = state.service(target.namespace, target.service);
        if (!apex || !leaf || leaf.type === 'external-name' || target.share.isZero || target.port !== undefined) continue;
        for (const { number } of apex.ports.filter((port) => leaf.ports.every((each) => each.number !== port.number))) {
          const listens = state.workloadsOf(leaf).some((workload) => listensAt(workload, number));
          yield {
            ...{ manifest: weighting.manifest, path: target.path, related: [leaf.manifest] },
            message: `Service ${target.namespace}/${target.service} has no port ${number}, as ${weighting.apex.name} has: its pods are called at ${number}`,
            ...(listens
              ? { severity: 'warning' }
              : { traffic: `${shareText(weighting, target)}:${number} reach nothing, unless its pods listen there` }),
          };
        }
      }
    }
  },
};
