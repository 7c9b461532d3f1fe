import type { Rule } from '../../rule';
import { LINKERD_POLICY } from '../../state/route';

/** A reference that means a Gateway, where a Service is meant. */
export const parentrefDefaults: Rule = {
  name: 'parentref-defaults',
  severity: 'error',
  summary: 'A route names a Service as its parent, and does not say that it is one.',
  why: "Without `kind` a parent is a Gateway, and without `group` one of the route's own group: the route is ignored, and has no status that says so (Linkerd 2.20, run).",
  fix: 'Write `kind: Service`, and `group: ""` or, on Linkerd, `group: core`.',
  *check(context) {
    const { state, mesh } = context;
    for (const route of state.routes.filter(({ manifest }) => mesh.routeApis.includes(manifest.apiVersion))) {
      for (const [index, { group, kind, namespace, name }] of route.parents.entries()) {
        const isMeant =
          (kind === 'Service' || kind === 'Gateway') && !mesh.coreGroups.includes(group) && state.service(namespace, name) !== undefined;
        const isGateway =
          kind === 'Gateway' &&
          context.ofKind('gateway.networking.k8s.io', 'Gateway').some((each) => each.namespace === namespace && each.name === name);
        if (!isMeant || isGateway || (kind === 'Gateway' && route.manifest.group === LINKERD_POLICY && group !== LINKERD_POLICY)) continue;
        yield {
          ...{ manifest: route.manifest, path: ['spec', 'parentRefs', index] },
          message: `this parent is the ${kind} ${namespace}/${name} of group ${group}, not the Service`,
          traffic: `requests to ${namespace}/${name} do not take this route`,
        };
      }
    }
  },
};
