import { nameOf, type Manifest } from '../../manifest';
import type { Rule } from '../../rule';
import { canariesIn } from './canary';

/** Two Canaries that release the same workload. */
export const flaggerTwoCanaries: Rule = {
  name: 'flagger-two-canaries',
  severity: 'error',
  summary: 'Two Canaries have the same target.',
  why: 'Both scale it and write the same route, against each other; Flagger only logs that bad things will happen (Flagger 1.44, run).',
  fix: 'Keep one of them.',
  *check(context) {
    const first = new Map<string, Manifest>();
    for (const { manifest, target } of canariesIn(context)) {
      const key = `${manifest.namespace} ${target.kind} ${target.name}`;
      const other = first.get(key);
      if (other) yield { manifest, path: ['spec', 'targetRef'], message: `${nameOf(other)} has the same target`, related: [other] };
      else first.set(key, manifest);
    }
  },
};
