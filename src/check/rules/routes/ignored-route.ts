import type { Rule } from '../../rule';
import { dropReason } from '../../traffic/outbound';
import { isService } from '../../traffic/attachment';

/** A route that the mesh ignores with all its rules. */
export const ignoredRoute: Rule = {
  name: 'ignored-route',
  severity: 'error',
  summary: 'A route holds something for which the mesh ignores all of it.',
  why:
    'Linkerd knows the filters RequestHeaderModifier, ResponseHeaderModifier and RequestRedirect. With another one, or a retry or timeout annotation that it cannot read, it drops the whole route; the requests go to ' +
    'the Service itself, and the status still says Accepted (Linkerd 2.20, run).',
  fix: 'Remove it, or put it into a route of its own for another parent.',
  *check({ state, mesh }) {
    for (const route of state.routes) {
      const parent = route.parents.find((each) => isService(mesh, each));
      const reason = parent && mesh.routeApis.includes(route.manifest.apiVersion) ? dropReason(mesh, route) : undefined;
      if (reason === undefined || !parent) continue;
      yield {
        ...{ manifest: route.manifest, path: ['spec', 'rules'] },
        message: `all of it is ignored, because ${reason}`,
        traffic: `requests to ${parent.namespace}/${parent.name} do not take this route`,
      };
    }
  },
};
