import { textsAt } from '../../data';
import type { Rule } from '../../rule';
import { canariesIn } from './canary';

/** A Service that loses its pods to Flagger. */
export const flaggerOrphanService: Rule = {
  name: 'flagger-orphan-service',
  severity: 'error',
  summary: 'A Service of another name selects the pods of a target of Flagger.',
  why: 'Flagger scales the target to 0 and serves by a copy, whose pods have other labels; only the Service of the Canary follows (Flagger 1.44, run; flagger#208).',
  fix: 'Let clients call the Service of the Canary, or name that Service in spec.service.name.',
  *check(context) {
    const { state } = context;
    for (const { manifest, apex, workload } of canariesIn(context)) {
      const labels = textsAt(workload?.object, 'spec', 'template', 'metadata', 'labels');
      if (!workload) continue;
      for (const service of state.servicesIn(manifest.namespace)) {
        const isOurs = [apex, `${apex}-canary`, `${apex}-primary`].includes(service.name);
        if (isOurs || !service.selector || ![...service.selector].every(([name, value]) => labels.get(name) === value)) continue;
        yield {
          ...{ manifest: service.manifest, path: ['spec', 'selector'], related: [manifest] },
          message: `it selects the pods of ${workload.kind} ${workload.name}, which Flagger scales to 0`,
          traffic: `100 % of requests to ${manifest.namespace}/${service.name} reach nothing once Flagger has begun`,
        };
      }
    }
  },
};
