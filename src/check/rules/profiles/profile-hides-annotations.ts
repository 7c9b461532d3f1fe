import type { Rule } from '../../rule';
import { decidedIn } from './deciding';

/** Annotations that do not count beside a profile. */
export const profileHidesAnnotations: Rule = {
  name: 'profile-hides-annotations',
  severity: 'warning',
  summary: 'A Service has annotations for retries, timeouts or circuit breaking, and a ServiceProfile or TrafficSplit that decides.',
  why: 'They belong to the routing that a profile with routes or shares takes the place of, and are ignored (Linkerd proxy, `outbound/src/sidecar.rs`).',
  fix: 'Write retries and timeouts into the profile, or replace it by an HTTPRoute.',
  *check(context) {
    const told = new Set<string>();
    for (const { routing, owner } of decidedIn(context)) {
      const { service, client } = routing.apex;
      const names = [...service.annotations.keys()].filter((name) => /^(retry|timeout|balancer(\.alpha)?)\.linkerd\.io\//.test(name));
      const [annotation] = names;
      const key = `${service.namespace}/${service.name} ${client}`;
      if (annotation === undefined || told.has(key)) continue;
      told.add(key);
      const clients = client === service.namespace ? '' : ` for clients in ${client}`;
      yield {
        ...{ manifest: service.manifest, path: ['metadata', 'annotations', annotation], related: [owner] },
        message: `${names.join(', ')} ${names.length > 1 ? 'have' : 'has'} no effect${clients} beside ${owner.kind} ${owner.namespace}/${owner.name}`,
      };
    }
  },
};
