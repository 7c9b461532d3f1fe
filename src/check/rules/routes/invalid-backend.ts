import { Fraction } from '../../fraction';
import type { MeshModel } from '../../mesh/mesh-model';
import type { Problem } from '../../problem';
import type { Rule } from '../../rule';
import type { BackendRef, Route } from '../../state/route';
import { isService } from '../../traffic/attachment';

/** A backend that the mesh cannot send to. */
export const invalidBackend: Rule = {
  name: 'invalid-backend',
  severity: 'error',
  summary: 'A backend of a route is no Service, or has a filter that the mesh does not know.',
  why: 'Its share is answered by 500 (Linkerd 2.20, run; Gateway API 1.2 asks for that).',
  fix: 'Send to a Service, and put filters other than header modifiers into the rule or leave them out.',
  *check({ state, mesh }) {
    for (const route of state.routes) if (mesh.routeApis.includes(route.manifest.apiVersion)) yield* problemsIn(route, mesh);
  },
};

function* problemsIn({ manifest, parents, rules }: Route, mesh: MeshModel): Generator<Problem> {
  const parent = parents.find((each) => isService(mesh, each));
  if (!parent) return;
  for (const [index, { backends }] of rules.entries()) {
    const total = backends.reduce((sum, { weight }) => sum + weight, 0);
    for (const [at, backend] of backends.entries()) {
      const fault = faultOf(backend, mesh);
      if (fault === undefined || backend.weight <= 0) continue;
      const share = Fraction.of(Math.trunc(backend.weight), Math.trunc(total));
      yield {
        ...{ manifest, path: ['spec', 'rules', index, 'backendRefs', at], message: fault },
        traffic: `${share.toPercent()} of requests to ${parent.namespace}/${parent.name} are answered by 500`,
      };
    }
  }
}

/** Linkerd sends to what is outside of the cluster by a kind of its own, EgressNetwork. */
function faultOf({ group, kind, name, filters }: BackendRef, { coreGroups, backendFilters }: MeshModel): string | undefined {
  const filter = filters.find((each) => !backendFilters.includes(each));
  if (filter !== undefined) return `the filter ${filter} of ${name} is not supported`;
  const isKnown = kind === 'EgressNetwork' || (kind === 'Service' && coreGroups.includes(group));
  return isKnown ? undefined : `${name} is a ${kind} of group ${JSON.stringify(group)}, and no Service`;
}
