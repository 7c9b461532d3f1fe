import { textsAt, valueAt } from '../../data';
import type { Problem } from '../../problem';
import type { Rule } from '../../rule';
import type { Workload } from '../../state/workload';

/** Two Deployments that take each other's pods for their own. */
export const sharedSelector: Rule = {
  name: 'shared-selector',
  severity: 'error',
  summary: 'The selector of a Deployment also fits the pods of another one.',
  why: 'Each then counts the pods of the other: they are scaled and rolled out against each other, and versions mix (Kubernetes 1.34 documentation: selectors must not overlap). A selector cannot be changed later.',
  fix: 'Put the version into the selector of each, and create it anew.',
  *check(context) {
    for (const group of ['apps', 'argoproj.io']) {
      for (const kind of ['Deployment', 'StatefulSet', 'Rollout']) {
        for (const manifest of context.ofKind(group, kind)) {
          // A Rollout that takes its pods from a Deployment has its selector.
          if (valueAt(manifest.object, 'spec', 'workloadRef') !== undefined) continue;
          const labels = textsAt(manifest.object, 'spec', 'selector', 'matchLabels');
          const others = context.state
            .workloadsWith(manifest.namespace, labels)
            .filter((each) => each.manifest !== manifest && each.pods > 0 && OWNERS.includes(each.kind));
          yield* others.map((other) => problem(manifest, other));
        }
      }
    }
  },
};

const OWNERS = ['Deployment', 'StatefulSet', 'Rollout', 'DaemonSet'];

const problem = (manifest: Problem['manifest'], { kind, name, manifest: other }: Workload): Problem => ({
  ...{ manifest, path: ['spec', 'selector'], related: [other] },
  message: `it also fits the pods of ${kind} ${name}`,
});
