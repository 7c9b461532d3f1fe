import { numberAt, textAt } from '../../data';
import type { Rule } from '../../rule';

/** Pods that are there twice. */
export const rolloutWorkloadDoubled: Rule = {
  name: 'rollout-workload-doubled',
  severity: 'warning',
  summary: 'A Rollout takes its pods from a Deployment that keeps its own.',
  why: 'Without scaleDown the Deployment keeps its pods beside those of the Rollout, and Services reach both; with it, each apply of its replicas brings them back (Argo Rollouts 1.9, run).',
  fix: 'Set workloadRef.scaleDown: onsuccess, and leave replicas out of the Deployment.',
  *check(context) {
    for (const manifest of context.ofKind('argoproj.io', 'Rollout')) {
      const reference = ['spec', 'workloadRef'];
      const name = textAt(manifest.object, ...reference, 'name');
      if (name === undefined) continue;
      const scaleDown = textAt(manifest.object, ...reference, 'scaleDown') ?? 'never';
      if (scaleDown === 'never')
        yield { manifest, path: reference, message: `Deployment ${name} keeps its pods beside those of the Rollout` };
      const deployment = context.ofKind('apps', 'Deployment').find((each) => each.namespace === manifest.namespace && each.name === name);
      const replicas = numberAt(deployment?.object, 'spec', 'replicas') ?? 0;
      if (deployment && scaleDown !== 'never' && replicas > 0) {
        yield {
          manifest: deployment,
          path: ['spec', 'replicas'],
          message: `each apply brings ${replicas} pods back, which Rollout ${manifest.name} has taken over`,
          related: [manifest],
        };
      }
    }
  },
};
