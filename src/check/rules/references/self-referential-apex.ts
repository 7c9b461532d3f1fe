import { Fraction } from '../../fraction';
import type { Rule } from '../../rule';

/** A split that sends back to its own Service, which also selects pods of another receiver. */
export const selfReferentialApex: Rule = {
  name: 'self-referential-apex',
  severity: 'warning',
  summary: 'A Service is among its own receivers, and its selector also covers the pods of another one.',
  why: 'The share of the Service itself is spread over all pods that it selects, so the other version receives more than its weight says (Linkerd 2.20, run: the Service is not split again).',
  fix: 'Send to a Service of the stable version instead, or let the selector of the Service ask for its version.',
  *check({ state, weightings }) {
    for (const { manifest, apex, targets } of weightings) {
      const service = state.service(apex.namespace, apex.name);
      const self = targets.find(
        ({ namespace, service: name, share }) => namespace === apex.namespace && name === apex.name && !share.isZero,
      );
      if (!service || !self) continue;
      const own = state.workloadsOf(service);
      const all = own.reduce((sum, { pods }) => sum + pods, 0);
      for (const other of targets.filter((each) => each !== self)) {
        const leaf = state.service(other.namespace, other.service);
        const shared = leaf ? state.workloadsOf(leaf).filter((workload) => own.includes(workload)) : [];
        const pods = shared.reduce((sum, each) => sum + each.pods, 0);
        if (pods === 0 || pods === all) continue;
        const real = other.share.plus(self.share.times(Fraction.of(pods, all)));
        yield {
          ...{ manifest, path: self.path },
          message: `Service ${apex.namespace}/${apex.name} also selects the pods of ${other.namespace}/${other.service}`,
          traffic: `${real.toPercent()} of requests to ${apex.namespace}/${apex.name} reach ${other.service}, whose weight says ${other.share.toPercent()}`,
        };
      }
    }
  },
};
