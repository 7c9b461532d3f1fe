import { numberAt, textAt } from '../../data';
import { goDuration } from '../../../facts/go-duration';
import type { Rule } from '../../rule';
import { profilesIn } from './conditions';

/** A budget that the proxy does not take. */
export const retryBudgetInert: Rule = {
  name: 'retry-budget-inert',
  severity: 'warning',
  summary: 'The retry budget of a ServiceProfile is out of the range that the proxy takes.',
  why: 'With a ratio above 1000, or a ttl below one second or above one minute, the proxy does not retry at all, and says nothing (linkerd2-proxy, `linkerd/service-profiles/src/proto.rs`).',
  fix: 'Use a ratio such as 0.2, and a ttl from 1s to 60s.',
  *check(context) {
    for (const { manifest } of profilesIn(context)) {
      const path = ['spec', 'retryBudget'];
      const ratio = numberAt(manifest.object, ...path, 'retryRatio');
      const ttl = textAt(manifest.object, ...path, 'ttl');
      const nanoseconds = ttl === undefined ? undefined : goDuration(ttl);
      if (ratio !== undefined && ratio > 1000)
        yield { manifest, path: [...path, 'retryRatio'], message: `the ratio ${ratio} is above 1000: nothing is retried` };
      if (nanoseconds !== undefined && (nanoseconds < 1e9 || nanoseconds > 60e9)) {
        yield { manifest, path: [...path, 'ttl'], message: `the ttl ${ttl} is not from 1s to 60s: nothing is retried` };
      }
    }
  },
};
