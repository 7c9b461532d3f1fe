import type { Rule } from '../../rule';
import { serviceOfAuthority } from '../../traffic/profile-routing';

/** A receiver whose name cannot be looked up. */
export const overrideNotAService: Rule = {
  name: 'override-not-a-service',
  severity: 'error',
  summary: 'An entry of `dstOverrides` is no full name of a Service.',
  why: 'The destination controller takes `<service>.<namespace>.svc.<cluster domain>` only, with or without a port; a short name is no Service to it (Linkerd 2.20, run).',
  fix: 'Write the full name.',
  *check({ state, mesh }) {
    if (!mesh.hasProfiles) return;
    for (const { manifest, overrides } of state.profiles) {
      for (const [index, { authority, weight }] of overrides.entries()) {
        const isFull = /^[^.:]+\.[^.:]+\.svc\.[^:]+(:\d+)?$/.test(authority) || serviceOfAuthority(authority) !== undefined;
        if (isFull || weight === 0 || weight === '0') continue;
        yield {
          manifest,
          path: ['spec', 'dstOverrides', index],
          message: `${JSON.stringify(authority)} is no <service>.<namespace>.svc.<cluster domain>`,
        };
      }
    }
  },
};
