import type { Rule } from '../../rule';

/** A name of an annotation that Linkerd does not know. */
export const unknownAnnotation: Rule = {
  name: 'unknown-annotation',
  severity: 'warning',
  summary: 'An annotation for retries, timeouts or circuit breaking has a name that Linkerd does not know.',
  why: 'It is only text: what it was to do is not done (Linkerd 2.20).',
  fix: 'Use one of the names in the message.',
  *check({ annotated, mesh }) {
    if (!mesh.hasProfiles) return;
    for (const { manifest, path, annotations } of annotated) {
      for (const name of annotations.keys()) {
        const [group = '', rest = ''] = name.split('/');
        const known = Object.hasOwn(KNOWN, group) ? KNOWN[group] : undefined;
        if (!known || known.includes(rest)) continue;
        yield { manifest, path: [...path, name], message: `there is no ${name}; there are ${known.join(', ')}` };
      }
    }
  },
};

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  'retry.linkerd.io': ['http', 'grpc', 'limit', 'timeout'],
  'timeout.linkerd.io': ['request', 'response', 'idle'],
  'balancer.linkerd.io': [
    'failure-accrual',
    ...['max-failures', 'min-penalty', 'max-penalty', 'jitter-ratio'].map((end) => `failure-accrual-consecutive-${end}`),
  ],
};
