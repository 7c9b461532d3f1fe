import type { Rule } from '../../rule';

/** A split in which nobody receives anything. */
export const allZeroWeights: Rule = {
  name: 'all-zero-weights',
  severity: 'error',
  summary: 'All weights of a split or route are 0.',
  why:
    'By an HTTPRoute with several backends, the proxy of a new client resets every connection, and that of a client with traffic keeps its old shares and ignores every later change until it pauses. By a TrafficSplit or ' +
    'ServiceProfile, the Service itself receives everything, whatever it selects (Linkerd proxy, August 2026, measured).',
  fix: 'Give the version that serves now a weight above 0.',
  *check({ weightings }) {
    for (const { manifest, by, apex, path, targets } of weightings) {
      const isSingle = by === 'route' && targets.length === 1;
      if (targets.length === 0 || isSingle || targets.some(({ weight }) => weight !== 0n)) continue;
      const name = `${apex.namespace}/${apex.name}`;
      yield {
        ...{ manifest, path },
        message: `all ${targets.length} weights are 0`,
        traffic:
          by === 'route'
            ? `no request of a new client to ${name} is answered`
            : `100 % of requests to ${name} go to the pods that it selects itself`,
      };
    }
  },
};
