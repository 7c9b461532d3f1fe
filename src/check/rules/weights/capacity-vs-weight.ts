import { valueAt } from '../../data';
import { Fraction } from '../../fraction';
import type { Rule } from '../../rule';
import type { Workload } from '../../state/workload';
import { shareText } from '../../weighting';

/** More requests than a few pods can answer. */
export const capacityVsWeight: Rule = {
  name: 'capacity-vs-weight',
  severity: 'warning',
  summary: 'A Service has most of the requests and few of the pods.',
  why: 'Weights are not those of pods: each pod then gets four times the requests of an average one or more, as at a switch from 0 to 100 % whose replicas were forgotten (Kubernetes 1.34; Linkerd 2.20 balances among the pods of one Service only).',
  fix: 'Raise the replicas before the weight, or let an autoscaler do so at a smaller step.',
  *check({ state, weightings }) {
    for (const weighting of weightings.filter(({ targets }) => targets.length > 1)) {
      const leaves = weighting.targets.map((target) => {
        const leaf = state.service(target.namespace, target.service);
        const workloads = leaf ? state.workloadsOf(leaf) : [];
        return { target, leaf, workloads, pods: workloads.reduce((sum, { pods }) => sum + pods, 0) };
      });
      // Of these numbers, only those that somebody wrote mean something; and who selects the same pods shares them.
      const all = leaves.flatMap(({ workloads }) => workloads);
      if (!all.every(hasReplicas) || new Set(all).size !== all.length || leaves.some(({ pods }) => pods === 0)) continue;
      const total = leaves.reduce((sum, { pods }) => sum + pods, 0);
      for (const { target, leaf, pods } of leaves) {
        const asked = target.share.times(Fraction.of(total, pods));
        if (!target.share.isAtLeast(HALF) || !asked.isAtLeast(FACTOR)) continue;
        yield {
          ...{ manifest: weighting.manifest, path: target.path, related: leaf ? [leaf.manifest] : [] },
          message: `Service ${target.namespace}/${target.service} has ${pods} of ${total} pods`,
          traffic: `${shareText(weighting, target)} reach ${pods} of ${total} pods`,
        };
      }
    }
  },
};

/** How many times the requests of an average pod. */
const FACTOR = Fraction.of(4, 1);

const HALF = Fraction.of(1, 2);

const hasReplicas = ({ manifest: { object } }: Workload): boolean => typeof valueAt(object, 'spec', 'replicas') === 'number';
