import { nameOf } from '../../manifest';
import type { Rule } from '../../rule';
import { SELECTOR_LABELS } from '../../../facts/flagger';
import { canariesIn, selectorLabel } from './canary';

/** Releases that Flagger cannot tell apart. */
export const flaggerLabelCollapse: Rule = {
  name: 'flagger-label-collapse',
  severity: 'error',
  summary: 'The target of a Canary has no label that Flagger selects by, or shares it with another target.',
  why:
    'Flagger selects pods by one label alone: the first of app, name and app.kubernetes.io/name in the selector of the target. Without one it never initialises; where two targets have the same value, each Service reaches ' +
    'the pods of both (Flagger 1.44, run; flagger#1257).',
  fix: 'Give the selector of each target a label app with a value of its own.',
  *check(context) {
    const owners = new Map<string, string>();
    for (const { manifest, workload } of canariesIn(context)) {
      if (!workload) continue;
      const label = selectorLabel(workload);
      const path = ['spec', 'targetRef', 'name'];
      if (!label) {
        yield {
          manifest,
          path,
          message: `the selector of ${nameOf(workload)} has none of ${SELECTOR_LABELS.join(', ')}: it stays Initializing`,
          related: [workload],
        };
        continue;
      }
      const key = `${manifest.namespace} ${label.join('=')}`;
      const other = owners.get(key);
      if (other !== undefined && other !== nameOf(workload))
        yield { manifest, path, message: `${nameOf(workload)} and ${other} are both selected by ${label.join('=')}`, related: [workload] };
      owners.set(key, nameOf(workload));
    }
  },
};
