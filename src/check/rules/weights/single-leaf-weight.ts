import type { Rule } from '../../rule';

/** One receiver, whose weight means something else than it looks. */
export const singleLeafWeight: Rule = {
  name: 'single-leaf-weight',
  severity: 'warning',
  summary: 'A split or route has one receiver, with a weight that looks like a share.',
  why:
    'A single backend of an HTTPRoute receives everything, even with the weight 0 (Linkerd proxy, August 2026, measured). A single backend of a TrafficSplit or ServiceProfile receives everything too, unless its weight ' +
    'is 0: then the Service itself does.',
  fix: 'Name the other receiver with its weight, or leave the weight out.',
  *check({ weightings, mesh }) {
    for (const { manifest, by, apex, path, targets } of weightings) {
      const [target] = targets;
      if (!target || targets.length > 1 || FULL.includes(target.weight)) continue;
      const isLost = target.weight === 0n && (by !== 'route' || mesh.singleZero === 'nothing');
      const who = isLost ? `not ${target.service}, but the pods that the Service selects itself` : target.service;
      yield {
        ...{ manifest, path: target.path.length > 0 ? target.path : path },
        message: `the weight ${Number(target.weight) / 1000} of a single receiver is no share`,
        traffic: `100 % of requests to ${apex.namespace}/${apex.name} reach ${who}`,
      };
    }
  },
};

/** One, a hundred percent, a thousand thousandths: what people write for all. */
const FULL = [1000n, 100_000n, 1_000_000n];
