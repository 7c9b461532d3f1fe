import { listAt } from '../../data';
import type { Rule } from '../../rule';
import { LINKERD_POLICY } from '../../state/route';

/** An authentication that every proxy passes. */
export const wildcardIdentity: Rule = {
  name: 'wildcard-identity',
  severity: 'info',
  summary: 'A MeshTLSAuthentication for the identity `*`.',
  why: 'Every client with a proxy has an identity, from whatever namespace it is; `*` keeps out only those without (Linkerd 2.20 documentation of MeshTLSAuthentication).',
  fix: 'Name service accounts in `identityRefs`, if not every meshed client is meant.',
  *check(context) {
    if (!context.mesh.hasProfiles) return;
    for (const manifest of context.ofKind(LINKERD_POLICY, 'MeshTLSAuthentication')) {
      const index = listAt(manifest.object, 'spec', 'identities').indexOf('*');
      if (index >= 0) yield { manifest, path: ['spec', 'identities', index], message: 'it passes every meshed client of the cluster' };
    }
  },
};
