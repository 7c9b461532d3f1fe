import { failureAccrualOf, retryOf, timeoutsOf } from '../../mesh/linkerd-annotations';
import type { Rule } from '../../rule';
import { faultIn } from '../../traffic/reliability';

/** Annotations that count as not there. */
export const badAnnotationDropsGroup: Rule = {
  name: 'bad-annotation-drops-group',
  severity: 'error',
  summary: 'An annotation of a Service for retries, timeouts or circuit breaking cannot be read.',
  why: 'Linkerd then ignores all annotations of that family on the Service, also those that are right, and only its log says so. Durations have one whole number and one unit, and lists have no spaces (Linkerd 2.20, run).',
  fix: 'Correct the value as the message says.',
  *check({ state, mesh }) {
    if (!mesh.hasProfiles) return;
    for (const { manifest, annotations } of state.services) {
      for (const read of [faultIn(retryOf(annotations)), faultIn(timeoutsOf(annotations)), faultIn(failureAccrualOf(annotations))]) {
        if (!read) continue;
        yield {
          ...{ manifest, path: ['metadata', 'annotations', read.annotation] },
          message: `${read.annotation} must be ${read.wanted}; got ${JSON.stringify(read.value)}`,
          traffic: `requests to ${manifest.namespace}/${manifest.name} go without any ${read.annotation.split('/')[0]} setting`,
        };
      }
    }
  },
};
