import { listAt, valueAt } from '../../data';
import type { Fraction } from '../../fraction';
import type { Rule } from '../../rule';
import type { Workload } from '../../state/workload';
import { isInjector } from '../faults/injector';

/** Pods that say that they are ready before they are. */
export const canaryNoReadiness: Rule = {
  name: 'canary-no-readiness',
  severity: 'warning',
  summary: 'Pods that a split or route gives no more than an equal share have no readiness probe.',
  why: 'They count as ready as soon as they run, so that each start of one costs the requests that it cannot answer yet, and nothing that waits for readiness waits for them (Kubernetes 1.34).',
  fix: 'Give the container a readinessProbe that fails until it can answer.',
  *check(context) {
    const { state, weightings } = context;
    const told = new Set<Workload>();
    for (const { manifest, targets } of weightings.filter((each) => each.targets.length > 1)) {
      // The one with the largest share has been running for long.
      const [settled] = [...targets].sort((a, b) => Number(b.weight - a.weight));
      for (const { namespace, service, share } of targets.filter((target) => target !== settled)) {
        const leaf = state.service(namespace, service);
        for (const workload of leaf && !share.isZero ? state.workloadsOf(leaf) : []) {
          // Requests to what fails on purpose may fail.
          if (told.has(workload) || workload.pods === 0 || hasProbe(workload) || isInjector(context, workload)) continue;
          told.add(workload);
          yield {
            manifest: workload.manifest,
            message: `the pods of ${workload.kind} ${workload.name}, which receive ${shareBy(workload, share)}${manifest.kind} ${manifest.name}, have no readiness probe`,
            related: [manifest],
          };
        }
      }
    }
  },
};

/** Argo Rollouts changes the selectors of its Services, so that a Rollout stands for several versions. */
const shareBy = ({ kind }: Workload, share: Fraction): string => (kind === 'Rollout' ? 'requests by ' : `${share.toPercent()} by `);

function hasProbe({ kind, manifest: { object } }: Workload): boolean {
  const path = kind === 'Pod' ? ['spec', 'containers'] : ['spec', 'template', 'spec', 'containers'];
  return listAt(object, ...path).some((container) => valueAt(container, 'readinessProbe') !== undefined);
}
