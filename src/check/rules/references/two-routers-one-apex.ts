import { nameOf } from '../../manifest';
import type { Problem } from '../../problem';
import type { Rule } from '../../rule';
import type { RuleContext } from '../../context';
import { CLUSTER_DOMAIN, splitsOf } from '../../traffic/profile-routing';

/** Two objects that each want to decide about one Service. */
export const twoRoutersOneApex: Rule = {
  name: 'two-routers-one-apex',
  severity: 'error',
  summary: 'Two TrafficSplits are for one Service, or a TrafficSplit and a ServiceProfile with shares of its own.',
  why:
    'The SMI adaptor writes each split into the same ServiceProfile: the one that it handles last holds, which changes by itself every ten minutes; when one is deleted, nothing is split. Shares written by hand are overwritten ' +
    '(linkerd-smi 0.2.7, run).',
  fix: 'Keep one of them.',
  *check(context) {
    if (!context.mesh.hasProfiles) return;
    const seen = new Set<string>();
    for (const { namespace, service } of context.state.splits) {
      const key = `${namespace}/${service}`;
      if (!seen.has(key)) yield* problemsOf(context, namespace, service);
      seen.add(key);
    }
  },
};

function* problemsOf({ state, mesh }: RuleContext, namespace: string, service: string): Generator<Problem> {
  const [first, ...others] = splitsOf(state, mesh, namespace, service);
  if (!first) return;
  for (const { manifest } of others) {
    yield {
      manifest,
      path: ['spec', 'service'],
      message: `${nameOf(first.manifest)} is for Service ${namespace}/${service}, too`,
      related: [first.manifest],
    };
  }
  const profile = state.profile(namespace, `${service}.${namespace}.svc.${CLUSTER_DOMAIN}`);
  if (!profile || profile.skipsAdaptor || profile.overrides.length === 0) return;
  const message = `${nameOf(first.manifest)} is for the same Service: these shares are overwritten by its own`;
  yield { manifest: profile.manifest, path: ['spec', 'dstOverrides'], message, related: [first.manifest] };
}
