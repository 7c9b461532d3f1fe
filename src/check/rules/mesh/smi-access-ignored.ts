import type { Rule } from '../../rule';

/** An access rule that nobody keeps. */
export const smiAccessIgnored: Rule = {
  name: 'smi-access-ignored',
  severity: 'warning',
  summary: 'A TrafficTarget or HTTPRouteGroup is written for Linkerd.',
  why: 'No controller of Linkerd reads access.smi-spec.io or specs.smi-spec.io: it forbids and allows nothing (linkerd2, 2.10 to 2.20, source).',
  fix: 'Use Server and AuthorizationPolicy of policy.linkerd.io.',
  *check(context) {
    if (!context.mesh.hasProfiles) return;
    for (const [group, kind] of [
      ['access.smi-spec.io', 'TrafficTarget'],
      ['specs.smi-spec.io', 'HTTPRouteGroup'],
    ] as const) {
      for (const manifest of context.ofKind(group, kind)) yield { manifest, message: `Linkerd does not read a ${kind}` };
    }
  },
};
