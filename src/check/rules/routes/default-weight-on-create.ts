import { listAt, valueAt } from '../../data';
import type { Rule } from '../../rule';

/** A weight that is not written, beside others. */
export const defaultWeightOnCreate: Rule = {
  name: 'default-weight-on-create',
  severity: 'warning',
  summary: 'Several backends of a rule have no weight.',
  why: 'Each then counts as 1, so that all receive equal shares from the moment the route exists, also before a controller writes weights (Gateway API 1.2).',
  fix: 'Write the weights: 100 for the stable version and 0 for a new one.',
  *check({ weightings }) {
    for (const { manifest, by, apex, path, targets } of weightings) {
      const written = listAt(listAt(manifest.object, 'spec', 'rules')[Number(path[2])], 'backendRefs').map((each) =>
        valueAt(each, 'weight'),
      );
      const without = targets.filter((_, index) => written[index] === undefined);
      if (by !== 'route' || targets.length < 2 || without.length === 0) continue;
      const shares = targets.map(({ service, share }) => `${service} ${share.toPercent()}`).join(', ');
      yield {
        ...{ manifest, path },
        message: `${without.map(({ service }) => service).join(', ')} ${without.length === 1 ? 'has' : 'have'} no weight, which counts as 1`,
        traffic: `requests to ${apex.namespace}/${apex.name} go to ${shares}`,
      };
    }
  },
};
