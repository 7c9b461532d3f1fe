import { Fraction } from '../../fraction';
import type { Rule } from '../../rule';

/** A Service that is split, and whose own selector covers several versions. */
export const apexCoversCanary: Rule = {
  name: 'apex-covers-canary',
  severity: 'warning',
  summary: 'A Service that is split selects the pods of several of its receivers itself.',
  why:
    'Whoever is not split reaches all of them: clients without a proxy, an Ingress, everybody before the split is in force and after it is gone. Helm, Argo CD and Flux apply Deployments before splits and routes, and ' +
    'busy clients take up a first TrafficSplit only after a pause (Linkerd proxy, August 2026, measured; SMI specification, Workflow).',
  fix: 'Let the Service select the stable version only, as a split then takes nothing away when it is missing.',
  *check({ state, weightings }) {
    for (const { manifest, apex, targets } of weightings) {
      const service = state.service(apex.namespace, apex.name);
      if (!service || service.type === 'external-name') continue;
      const own = state.workloadsOf(service).filter(({ pods }) => pods > 0);
      const all = own.reduce((sum, { pods }) => sum + pods, 0);
      const leaves = targets.filter(({ namespace, service: name }) => namespace === apex.namespace && name !== apex.name);
      const covered = leaves.flatMap((target) => {
        const leaf = state.service(target.namespace, target.service);
        const pods = leaf
          ? state
              .workloadsOf(leaf)
              .filter((each) => own.includes(each))
              .reduce((sum, each) => sum + each.pods, 0)
          : 0;
        return pods === 0 ? [] : [{ target, share: Fraction.of(pods, all) }];
      });
      // The one with the least weight is the new one.
      const [least] = [...covered].sort((a, b) => (a.target.weight < b.target.weight ? -1 : 1));
      if (!least || covered.length < 2 || least.share.equals(Fraction.ONE)) continue;
      const names = covered.map(({ target }) => target.service).join(', ');
      yield {
        ...{ manifest, path: [], related: [service.manifest] },
        message: `Service ${apex.namespace}/${apex.name} itself selects the pods of ${names}`,
        traffic: `${least.share.toPercent()} of requests that are not split reach ${least.target.service}, whose weight says ${least.target.share.toPercent()}`,
      };
    }
  },
};
