import { textAt, valueAt } from '../../data';
import type { Rule } from '../../rule';
import { analysisList, canariesIn } from './canary';

/** A release that nothing can stop. */
export const flaggerVacuousAnalysis: Rule = {
  name: 'flagger-vacuous-analysis',
  severity: 'warning',
  summary: 'Nothing in the analysis of a Canary can fail.',
  why: 'Without a metric that has a bound, and without a webhook that is asked, every new version is promoted, whatever it does (Flagger 1.44, run: a success rate without thresholdRange passes at 50 %).',
  fix: 'Add a metric with thresholdRange, or a webhook that tests the new version.',
  *check(context) {
    for (const canary of canariesIn(context)) {
      const { manifest } = canary;
      const path = ['spec', 'analysis'];
      if (valueAt(manifest.object, 'spec', 'skipAnalysis') === true) {
        yield { manifest, path: ['spec', 'skipAnalysis'], message: 'skipAnalysis is true: every version is promoted at once' };
        continue;
      }
      const metrics = analysisList(canary, 'metrics').filter(
        (metric) => valueAt(metric, 'thresholdRange') !== undefined || valueAt(metric, 'threshold') !== undefined,
      );
      const hooks = analysisList(canary, 'webhooks').filter(
        (hook) => ASKED.includes(textAt(hook, 'type') ?? 'rollout') && !/cmd|hey|wrk|ghz/.test(textAt(hook, 'metadata', 'cmd') ?? ''),
      );
      if (metrics.length === 0 && hooks.length === 0) yield { manifest, path, message: 'no metric has a bound, and no webhook can fail' };
    }
  },
};

const ASKED = ['pre-rollout', 'rollout', 'confirm-rollout', 'confirm-promotion', 'confirm-traffic-increase'];
