import type { Rule } from '../../rule';

/** A fallback that is none. */
export const backupWeightZero: Rule = {
  name: 'backup-weight-zero',
  severity: 'info',
  summary: 'A Service that is called a fallback has the weight 0.',
  why: 'A backend of weight 0 receives nothing, even when all others are gone (Linkerd proxy, August 2026, measured).',
  fix: 'Let linkerd-failover change the weights, or give it a weight above 0.',
  *check({ weightings }) {
    for (const { manifest, targets } of weightings) {
      if (targets.length < 2) continue;
      for (const { path, service, weight } of targets) {
        if (weight === 0n && NAMES.test(service))
          yield { manifest, path, message: `${service} has the weight 0, and takes nothing over when others fail` };
      }
    }
  },
};

const NAMES = /(^|-)(backup|fallback|standby|failover|secondary)(-|$)/;
