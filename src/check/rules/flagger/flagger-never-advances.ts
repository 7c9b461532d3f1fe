import type { Rule } from '../../rule';
import { valueAt } from '../../data';
import { analysisList, analysisNumber, canariesIn } from './canary';

/** A release that stays where it is. */
export const flaggerNeverAdvances: Rule = {
  name: 'flagger-never-advances',
  severity: 'error',
  summary: 'The steps of a Canary do not lead to the end.',
  why: 'It stays at a weight for ever, without a failed check, so that it is not rolled back either (Flagger 1.44, run).',
  fix: 'Let weights rise from step to step, up to 100 at most.',
  *check(context) {
    for (const canary of canariesIn(context)) {
      const { manifest, provider } = canary;
      const at = (field: string) => ({ manifest, path: ['spec', 'analysis', field] });
      const [step, max] = [analysisNumber(canary, 'stepWeight'), analysisNumber(canary, 'maxWeight')];
      const weights = analysisList(canary, 'stepWeights').filter((each) => typeof each === 'number');
      if (step !== undefined && step <= 0) yield { ...at('stepWeight'), message: `with a stepWeight of ${step} it stays at 0 %` };
      if (max !== undefined && max > 100 && weights.length === 0)
        yield { ...at('maxWeight'), message: `a maxWeight of ${max} is never reached: it stays at 100 % without being promoted` };
      const stuck = weights.findIndex((weight, index) => index > 0 && weight <= (weights[index - 1] ?? 0));
      if (stuck > 0)
        yield { ...at('stepWeights'), message: `step ${stuck + 1} is not above the one before: it stays at ${weights[stuck - 1]} %` };
      const isMirrored = valueAt(manifest.object, 'spec', 'analysis', 'mirror') === true && provider !== 'istio';
      if (isMirrored && (step !== undefined || weights.length > 0))
        yield { ...at('mirror'), message: 'mirror together with weights stays at 0 %' };
    }
  },
};
