import { valueAt } from '../../data';
import type { Rule } from '../../rule';
import { canariesIn } from './canary';

/** What is left when a Canary goes. */
export const flaggerDeletionOrphans: Rule = {
  name: 'flagger-deletion-orphans',
  severity: 'info',
  summary: 'A Canary takes over a Service that is written by hand, and does not give it back.',
  why: 'When the Canary is deleted, the Service keeps selecting the copy, which goes with it, and the target stays at 0 pods (Flagger 1.44, run).',
  fix: 'Set revertOnDeletion: true.',
  *check(context) {
    for (const { manifest, apex } of canariesIn(context)) {
      const service = context.state.service(manifest.namespace, apex);
      if (!service || valueAt(manifest.object, 'spec', 'revertOnDeletion') === true) continue;
      yield {
        manifest,
        path: ['spec'],
        message: `Service ${manifest.namespace}/${apex} is left without pods when this Canary is deleted`,
        related: [service.manifest],
      };
    }
  },
};
