import { listAt, textAt, valueAt } from '../../data';
import type { Rule } from '../../rule';

/** An authorization for everybody. */
export const openAuthorization: Rule = {
  name: 'open-authorization',
  severity: 'warning',
  summary: 'An AuthorizationPolicy asks for no authentication, or a NetworkAuthentication takes every address.',
  why: 'It allows what it is for to everybody, meshed or not: the list of required authentications is empty, or every address is in it (Linkerd 2.20).',
  fix: 'Require a MeshTLSAuthentication that names those who may.',
  *check(context) {
    for (const manifest of context.ofKind('policy.linkerd.io', 'AuthorizationPolicy')) {
      const required = valueAt(manifest.object, 'spec', 'requiredAuthenticationRefs');
      if (!Array.isArray(required) || required.length > 0) continue;
      yield { manifest, path: ['spec', 'requiredAuthenticationRefs'], message: 'nothing is required, so that everybody may' };
    }
    for (const manifest of context.ofKind('policy.linkerd.io', 'NetworkAuthentication')) {
      for (const [index, network] of listAt(manifest.object, 'spec', 'networks').entries()) {
        const cidr = textAt(network, 'cidr') ?? '';
        // Kubelets have any address: a policy for probes is meant so.
        if (!['0.0.0.0/0', '::/0'].includes(cidr) || listAt(network, 'except').length > 0 || /probe|health/.test(manifest.name)) continue;
        yield { manifest, path: ['spec', 'networks', index, 'cidr'], message: `${cidr} is every address` };
      }
    }
  },
};
