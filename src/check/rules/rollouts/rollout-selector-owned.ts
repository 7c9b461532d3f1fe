import { textAt } from '../../data';
import type { Rule } from '../../rule';
import { CANARY } from './rollout';

/** A selector that the controller completes. */
export const rolloutSelectorOwned: Rule = {
  name: 'rollout-selector-owned',
  severity: 'info',
  summary: 'Argo Rollouts changes the selector of a Service in the input.',
  why: 'It adds the hash of the pods to the stable and canary Service. Each apply takes it away again, and outside of a release it comes back only after up to 15 minutes (Argo Rollouts 1.9, run).',
  fix: 'With Argo CD, ignore differences of spec.selector of these Services.',
  *check(context) {
    if (context.target !== 'argocd' && context.target !== 'flux') return;
    for (const manifest of context.ofKind('argoproj.io', 'Rollout')) {
      for (const field of ['stableService', 'canaryService']) {
        const service = context.state.service(manifest.namespace, textAt(manifest.object, ...CANARY, field) ?? '');
        if (service)
          yield {
            manifest: service.manifest,
            path: ['spec', 'selector'],
            message: `Rollout ${manifest.name} adds the hash of its pods to this selector`,
            related: [manifest],
          };
      }
    }
  },
};
