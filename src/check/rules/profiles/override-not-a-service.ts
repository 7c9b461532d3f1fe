import { milliValue } from '../../../facts/quantity';
import type { Rule } from '../../rule';
import { profilesIn } from './conditions';
import { toFullName } from './full-name';

/** A receiver whose name cannot be looked up. */
export const overrideNotAService: Rule = {
  name: 'override-not-a-service',
  severity: 'error',
  summary: 'An entry of `dstOverrides` is no full name of a Service.',
  why: 'The destination controller takes `<service>.<namespace>.svc.<cluster domain>` only, with or without a port; a short name is no Service to it (Linkerd 2.20, run).',
  fix: 'Write the full name.',
  *check(context) {
    for (const { manifest, namespace, overrides } of profilesIn(context)) {
      for (const [index, { authority, weight = 0 }] of overrides.entries()) {
        const isFull = /^[^.:]+\.[^.:]+\.svc\.[^:]+(:\d+)?$/.test(authority);
        // Without a weight, nothing is sent there.
        if (isFull || milliValue(weight) === 0n) continue;
        const path = ['spec', 'dstOverrides', index];
        yield {
          ...{ manifest, path },
          ...toFullName(context, namespace, [...path, 'authority'], authority),
          message: `${JSON.stringify(authority)} is no <service>.<namespace>.svc.<cluster domain>`,
        };
      }
    }
  },
};
