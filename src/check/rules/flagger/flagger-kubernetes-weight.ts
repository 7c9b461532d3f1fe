import type { Rule } from '../../rule';
import { analysisList, analysisNumber, canariesIn } from './canary';

/** Weights that a provider cannot set. */
export const flaggerKubernetesWeight: Rule = {
  name: 'flagger-kubernetes-weight',
  severity: 'warning',
  summary: 'A Canary of the provider kubernetes has weights or a match.',
  why: 'It can only turn the Service round: it makes ten iterations of the weights, and then sends everything to the new version at once (Flagger 1.44, run).',
  fix: 'Write iterations, or use a provider with routes.',
  *check(context) {
    for (const canary of canariesIn(context)) {
      if (canary.provider !== 'kubernetes') continue;
      const field =
        analysisNumber(canary, 'stepWeight') !== undefined
          ? 'stepWeight'
          : ['stepWeights', 'match'].find((each) => analysisList(canary, each).length > 0);
      if (field !== undefined)
        yield {
          manifest: canary.manifest,
          path: ['spec', 'analysis', field],
          message: `${field} has no effect with this provider: the Service turns from 0 to 100 %`,
        };
    }
  },
};
