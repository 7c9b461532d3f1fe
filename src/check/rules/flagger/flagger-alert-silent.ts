import { textAt } from '../../data';
import type { Rule } from '../../rule';
import { analysisList, canariesIn } from './canary';

/** An alert that never comes. */
export const flaggerAlertSilent: Rule = {
  name: 'flagger-alert-silent',
  severity: 'warning',
  summary: 'An alert of a Canary has no severity.',
  why: 'The documentation takes that for info; Flagger then sends nothing at all (Flagger 1.44, run: `pkg/controller/events.go`).',
  fix: 'Write severity: info, or error.',
  *check(context) {
    for (const canary of canariesIn(context)) {
      for (const [index, alert] of analysisList(canary, 'alerts').entries()) {
        if ((textAt(alert, 'severity') ?? '') !== '') continue;
        yield {
          manifest: canary.manifest,
          path: ['spec', 'analysis', 'alerts', index],
          message: `the alert ${textAt(alert, 'name') ?? ''} has no severity, and is never sent`,
        };
      }
    }
  },
};
