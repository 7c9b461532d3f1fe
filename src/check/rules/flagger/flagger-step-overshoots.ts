import type { Rule } from '../../rule';
import { analysisList, analysisNumber, canariesIn } from './canary';

/** A release that goes further than it says. */
export const flaggerStepOvershoots: Rule = {
  name: 'flagger-step-overshoots',
  severity: 'warning',
  summary: 'The steps of a Canary go past its `maxWeight`.',
  why: 'Flagger adds a step as long as the weight is below the maximum: 30 up to 50 reaches 60. With stepWeights, maxWeight is not read (Flagger 1.44, run).',
  fix: 'Choose a maximum that the step divides, or write stepWeights alone.',
  *check(context) {
    for (const canary of canariesIn(context)) {
      const [step = 0, max] = [analysisNumber(canary, 'stepWeight'), analysisNumber(canary, 'maxWeight')];
      const path = ['spec', 'analysis', 'maxWeight'];
      const weights = analysisList(canary, 'stepWeights');
      if (max === undefined) continue;
      const last = weights.at(-1);
      if (typeof last === 'number' && last !== max)
        yield { manifest: canary.manifest, path, message: `it is not read beside stepWeights, which end at ${last}` };
      else if (step > 0 && max <= 100 && max % step !== 0) {
        const reached = Math.min(100, Math.ceil(max / step) * step);
        yield {
          manifest: canary.manifest,
          path,
          message: `steps of ${step} reach ${reached}, not ${max}`,
          traffic: `${reached} % of requests reach the new version before it is promoted`,
        };
      }
    }
  },
};
