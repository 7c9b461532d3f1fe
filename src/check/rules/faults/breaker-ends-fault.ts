import { failureAccrualOf } from '../../mesh/linkerd-annotations';
import type { Rule } from '../../rule';
import { experimentsIn } from './experiment';

/** A fault injection that ends by itself. */
export const breakerEndsFault: Rule = {
  name: 'breaker-ends-fault',
  severity: 'warning',
  summary: 'A share of the requests to a Service with circuit breaking is sent to a fault injector.',
  why: 'The breaker shuts the injector out after some failures: it was reached eleven times in 1,500 requests (Linkerd proxy, August 2026, measured).',
  fix: 'Take balancer.linkerd.io/failure-accrual from the Service while you inject faults.',
  *check(context) {
    for (const { weighting, target, apex } of experimentsIn(context)) {
      const read = failureAccrualOf(apex.annotations);
      if (!read || 'fault' in read || weighting.by !== 'route') continue;
      yield {
        ...{ manifest: weighting.manifest, path: target.path, related: [apex.manifest] },
        message: `${target.service} fails on purpose, and the circuit breaker of ${apex.namespace}/${apex.name} shuts it out after ${read.maxFailures} failures`,
      };
    }
  },
};
