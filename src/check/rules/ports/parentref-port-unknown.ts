import type { Rule } from '../../rule';
import { attachmentsIn } from '../../traffic/outbound';

/** A route for a port that does not exist. */
export const parentrefPortUnknown: Rule = {
  name: 'parentref-port-unknown',
  severity: 'error',
  summary: 'A route is for a port that its Service does not have, or names a section of it.',
  why: 'The route has no effect, and its status says Accepted all the same. `sectionName` is not read: the route is for all ports then (Linkerd 2.20, run).',
  fix: 'Name the number of a port of the Service in `port`.',
  *check({ state, mesh }) {
    for (const { route, parent } of attachmentsIn(state, mesh)) {
      const service = state.service(parent.namespace, parent.name);
      if (!service || service.type === 'external-name' || !mesh.routeApis.includes(route.manifest.apiVersion)) continue;
      const path = ['spec', 'parentRefs', route.parents.indexOf(parent)];
      const { port, sectionName } = parent;
      if (port !== undefined && service.ports.every(({ number }) => number !== port)) {
        const ports = service.ports.map(({ number }) => number).join(', ');
        yield {
          ...{ manifest: route.manifest, path: [...path, 'port'], related: [service.manifest] },
          message: `Service ${parent.namespace}/${parent.name} has no port ${port}; it has ${ports}`,
          traffic: `requests to ${parent.namespace}/${parent.name} do not take this route`,
        };
      }
      if (sectionName !== undefined && mesh.hasProfiles) {
        yield {
          manifest: route.manifest,
          path: [...path, 'sectionName'],
          severity: 'warning',
          message: `the section ${sectionName} is not read: use port`,
        };
      }
    }
  },
};
