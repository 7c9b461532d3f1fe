import { LINKERD } from '../../../facts/linkerd-versions';
import type { Rule } from '../../rule';

const POLICY = 'policy.linkerd.io';
const SERVER = 'policy.linkerd.io/v1beta3';

/** What there is a younger version of; by kind. */
const OLD: Readonly<Record<string, { readonly versions: readonly string[]; readonly instead: string }>> = {
  Server: { versions: ['v1alpha1', 'v1beta1', 'v1beta2'], instead: `${SERVER}, which has accessPolicy` },
  HTTPRoute: { versions: ['v1alpha1', 'v1beta1', 'v1beta2'], instead: 'policy.linkerd.io/v1beta3, or the HTTPRoute of the Gateway API' },
  ServerAuthorization: { versions: ['v1alpha1', 'v1beta1'], instead: 'an AuthorizationPolicy' },
};

/** An old version of a policy of Linkerd. */
export const deprecatedPolicyVersion: Rule = {
  name: 'deprecated-policy-version',
  severity: 'info',
  summary: 'An object of policy.linkerd.io in a version for which there is a younger one.',
  why:
    'Old versions are served and do what they did, but lack fields: v1alpha1 and v1beta1 of HTTPRoute have no weights, and none before v1beta3 has timeouts; a Server has accessPolicy since v1beta3 (CRDs of Linkerd 2.20). ' +
    'Linkerd calls v1alpha1 and v1beta1 of Server deprecated.',
  fix: 'Write what the message names. Of a Server or HTTPRoute only the apiVersion changes.',
  *check(context) {
    const facts = Object.entries(LINKERD).find(([version]) => context.mesh.name === `linkerd-${version}`)?.[1];
    if (facts?.serverApi !== SERVER) return;
    for (const [kind, { versions, instead }] of Object.entries(OLD)) {
      for (const manifest of context.ofKind(POLICY, kind)) {
        const version = manifest.apiVersion.slice(POLICY.length + 1);
        if (!versions.includes(version)) continue;
        yield { manifest, path: ['apiVersion'], message: `${manifest.apiVersion} ${kind} is old; ${context.mesh.name} has ${instead}` };
      }
    }
  },
};
