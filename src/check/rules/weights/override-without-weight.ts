import type { Rule } from '../../rule';

/** A share that is not written. */
export const overrideWithoutWeight: Rule = {
  name: 'override-without-weight',
  severity: 'error',
  summary: 'An entry of `dstOverrides` has no weight.',
  why: 'It counts as 0, so it receives nothing; if none has a weight, the Service itself receives everything (Linkerd 2.20, run: the CRD does not ask for a weight).',
  fix: 'Write the weight.',
  *check({ state, mesh }) {
    if (!mesh.hasProfiles) return;
    for (const { manifest, overrides } of state.profiles) {
      for (const [index, { authority, weight }] of overrides.entries()) {
        if (weight === undefined)
          yield { manifest, path: ['spec', 'dstOverrides', index], message: `${authority} has no weight, and receives nothing` };
      }
    }
  },
};
