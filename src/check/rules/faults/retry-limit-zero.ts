import { textsAt } from '../../data';
import type { Rule } from '../../rule';

/** Retries that are not turned off. */
export const retryLimitZero: Rule = {
  name: 'retry-limit-zero',
  severity: 'warning',
  summary: 'The annotation `retry.linkerd.io/limit` is 0.',
  why: 'It counts as not set: beside another annotation for retries, a failed request is sent again once (Linkerd 2.20, run). Retries of a Service cannot be turned off for one route.',
  fix: 'Remove all annotations for retries.',
  *check({ state, mesh }) {
    if (!mesh.hasProfiles) return;
    for (const manifest of [...state.services, ...state.routes].map((each) => each.manifest)) {
      const annotations = textsAt(manifest.object, 'metadata', 'annotations');
      const name = 'retry.linkerd.io/limit';
      if (annotations.get(name) !== '0' || ![...annotations.keys()].some((each) => each.startsWith('retry.linkerd.io/') && each !== name))
        continue;
      yield {
        manifest,
        path: ['metadata', 'annotations', name],
        message: 'a limit of 0 counts as not set: failed requests are sent again once',
      };
    }
  },
};
