import type { Rule } from '../../rule';
import { attachmentsIn } from '../../traffic/outbound';

/** A route for more ports than one. */
export const parentPortWide: Rule = {
  name: 'parent-port-wide',
  severity: 'info',
  summary: 'A route without a port is for a Service with several.',
  why: 'It takes the requests to all of them, those for metrics or administration, too (Linkerd 2.20, run).',
  fix: 'Name the port in `parentRefs`.',
  *check({ state, mesh }) {
    for (const { route, parent } of attachmentsIn(state, mesh)) {
      const service = state.service(parent.namespace, parent.name);
      if (!service || parent.port !== undefined || service.ports.length < 2 || !mesh.routeApis.includes(route.manifest.apiVersion))
        continue;
      const ports = service.ports.map(({ number }) => number).join(', ');
      const path = ['spec', 'parentRefs', route.parents.indexOf(parent)];
      yield { manifest: route.manifest, path, message: `it names no port, and is for all of ${parent.namespace}/${parent.name}: ${ports}` };
    }
  },
};
