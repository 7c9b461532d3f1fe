import type { Rule } from '../../rule';

/** Annotations that do not count beside a profile. */
export const profileHidesAnnotations: Rule = {
  name: 'profile-hides-annotations',
  severity: 'warning',
  summary: 'A Service has annotations for retries, timeouts or circuit breaking, and a ServiceProfile or TrafficSplit that decides.',
  why: 'They belong to the routing that a profile with routes or shares takes the place of, and are ignored (Linkerd proxy, `outbound/src/sidecar.rs`).',
  fix: 'Write retries and timeouts into the profile, or replace it by an HTTPRoute.',
  *check(context) {
    for (const service of context.state.services) {
      const profile = context.routingsOf(service)[0]?.profile;
      const annotation = [...service.annotations.keys()].find((name) => /^(retry|timeout|balancer)\.linkerd\.io\//.test(name));
      const owner = profile?.decides ? (profile.splits[0]?.manifest ?? profile.profile?.manifest) : undefined;
      if (!owner || annotation === undefined) continue;
      yield {
        ...{ manifest: service.manifest, path: ['metadata', 'annotations', annotation], related: [owner] },
        message: `${annotation} has no effect beside ${owner.kind} ${owner.namespace}/${owner.name}`,
      };
    }
  },
};
