import type { Rule } from '../../rule';
import { isService } from '../../traffic/attachment';

/** A route of a kind that the mesh does not follow. */
export const routeNotHonoured: Rule = {
  name: 'route-not-honoured',
  severity: 'error',
  summary: 'A route or split for the requests to a Service is of an API that the mesh does not follow.',
  why: 'It has no effect: Linkerd follows routes whose parent is a Service since 2.13, those of the Gateway API since 2.14 (release notes of Linkerd). The Gateway API has no TrafficSplit.',
  fix: 'Use an API that this mesh follows, or name the mesh that it is for (--mesh).',
  *check({ state, mesh }) {
    for (const { manifest, namespace, service } of mesh.splitApis.length === 0 ? state.splits : []) {
      yield {
        ...{ manifest, path: ['apiVersion'] },
        message: `${mesh.name} follows no TrafficSplits`,
        traffic: `requests to ${namespace}/${service} are not split by it`,
      };
    }
    for (const { manifest, parents } of state.routes) {
      const parent = parents.find((each) => isService(mesh, each));
      if (!parent || mesh.routeApis.includes(manifest.apiVersion)) continue;
      const known = mesh.routeApis.length === 0 ? 'no routes for Services' : mesh.routeApis.join(', ');
      yield {
        ...{ manifest, path: ['apiVersion'] },
        message: `${mesh.name} follows ${known}, and not ${manifest.apiVersion}`,
        traffic: `requests to ${parent.namespace}/${parent.name} do not take this route`,
      };
    }
  },
};
