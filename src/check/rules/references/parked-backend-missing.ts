import type { Rule } from '../../rule';

/** A receiver of nothing that does not exist. */
export const parkedBackendMissing: Rule = {
  name: 'parked-backend-missing',
  severity: 'warning',
  summary: 'A split or route names a Service that does not exist, with the weight 0.',
  why: 'Nothing is lost as long as the weight is 0; the first change of it sends requests to nothing, with no other warning (SMI specification v1alpha4 lets a split name a leaf that is still to come).',
  fix: 'Create the Service before its weight is raised, or remove it from the list.',
  *check(context) {
    for (const { manifest, targets } of context.weightings) {
      if (targets.every(({ share }) => share.isZero)) continue;
      for (const { path, namespace, service, weight } of targets) {
        if (weight !== 0n || context.state.service(namespace, service)) continue;
        yield context.ifAbsent({ manifest, path, message: `there is no Service ${namespace}/${service}, which has the weight 0` });
      }
    }
  },
};
