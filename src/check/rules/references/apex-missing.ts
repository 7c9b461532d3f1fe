import type { Rule } from '../../rule';
import { attachmentsIn } from '../../traffic/outbound';

/** A split of something that does not exist. */
export const apexMissing: Rule = {
  name: 'apex-missing',
  severity: 'error',
  summary: 'The Service whose requests a split or route is for does not exist.',
  why: 'The object is accepted and has no effect: nobody can call a Service that is not there, and clients that call another name are not split (Linkerd 2.20 and linkerd-smi 0.2.7, run).',
  fix: 'Correct the name or namespace, or create the Service.',
  *check(context) {
    const { state, mesh } = context;
    for (const { route, parent } of attachmentsIn(state, mesh)) {
      if (!mesh.routeApis.includes(route.manifest.apiVersion) || state.service(parent.namespace, parent.name)) continue;
      const message = `there is no Service ${parent.namespace}/${parent.name}, whose requests it is for`;
      yield context.ifAbsent({ manifest: route.manifest, path: ['spec', 'parentRefs', route.parents.indexOf(parent)], message });
    }
    for (const { manifest, namespace, service } of state.splits) {
      // Names of another form have a rule of their own.
      if (!mesh.splitApis.includes(manifest.apiVersion) || /[./]/.test(service) || state.service(namespace, service)) continue;
      yield context.ifAbsent({
        manifest,
        path: ['spec', 'service'],
        message: `there is no Service ${namespace}/${service}, whose requests it is for`,
      });
    }
  },
};
