import { numberAt, textAt, textsAt, valueAt } from '../../data';
import type { Manifest } from '../../manifest';
import type { Rule } from '../../rule';

/** A Server that nobody may call. */
export const serverDenies: Rule = {
  name: 'server-denies',
  severity: 'warning',
  summary: 'A Server of Linkerd covers pods, and nothing allows requests to it.',
  why: 'From the moment that it exists, the proxies of these pods refuse every request to that port that no policy allows; `accessPolicy` is deny unless it is written (Linkerd 2.20).',
  fix: 'Write the AuthorizationPolicy first, or set accessPolicy to audit until it is there.',
  *check(context) {
    const allowed = new Set(
      POLICIES.flatMap(([kind, path]) => context.ofKind('policy.linkerd.io', kind).flatMap((each) => targetOf(each, path))),
    );
    const wide = new Set(
      context
        .ofKind('policy.linkerd.io', 'AuthorizationPolicy')
        .filter(({ object }) => textAt(object, 'spec', 'targetRef', 'kind') !== 'Server')
        .map(({ namespace }) => namespace),
    );
    for (const manifest of context.ofKind('policy.linkerd.io', 'Server')) {
      const policy = textAt(manifest.object, 'spec', 'accessPolicy') ?? 'deny';
      const labels = textsAt(manifest.object, 'spec', 'podSelector', 'matchLabels');
      // A policy for a route or a namespace may be for it, and selectors of Servers are not followed.
      const isOpen =
        policy !== 'deny' ||
        allowed.has(`${manifest.namespace}/${manifest.name}`) ||
        allowed.has(`${manifest.namespace}/*`) ||
        wide.has(manifest.namespace);
      if (isOpen || context.state.workloadsWith(manifest.namespace, labels).length === 0) continue;
      const port = numberAt(manifest.object, 'spec', 'port') ?? textAt(manifest.object, 'spec', 'port') ?? '';
      yield context.ifAbsent({
        manifest,
        message: `nothing allows requests to port ${port} of the pods that it selects`,
        traffic: `100 % of requests to that port are refused`,
      });
    }
  },
};

const POLICIES = [
  ['AuthorizationPolicy', ['spec', 'targetRef', 'name']],
  ['ServerAuthorization', ['spec', 'server', 'name']],
] as const;

function targetOf({ namespace, object }: Manifest, path: readonly string[]): string[] {
  const name = textAt(object, ...path);
  if (name !== undefined) return [`${namespace}/${name}`];
  return valueAt(object, 'spec', 'server', 'selector') === undefined ? [] : [`${namespace}/*`];
}
