import type { Rule } from '../../rule';
import { attachmentsIn } from '../../traffic/outbound';

/** A backend whose namespace is taken from two places. */
export const backendNamespaceDiffers: Rule = {
  name: 'backend-namespace-differs',
  severity: 'warning',
  summary: 'A backend without a namespace is in a route beside its clients.',
  why: 'Linkerd sends to the Service beside the parent, but looks for it beside the route when it writes the status; the Gateway API means the one beside the route (Linkerd 2.20, run).',
  fix: 'Write the namespace of each backend.',
  *check({ state, mesh }) {
    for (const { route, parent } of attachmentsIn(state, mesh)) {
      if (route.namespace === parent.namespace || !mesh.hasProfiles) continue;
      for (const [index, { backends }] of route.rules.entries()) {
        for (const [at, { name, namespace }] of backends.entries()) {
          if (namespace !== undefined) continue;
          const path = ['spec', 'rules', index, 'backendRefs', at];
          yield {
            manifest: route.manifest,
            path,
            message: `${name} means ${parent.namespace}/${name} to the proxy, and ${route.namespace}/${name} in the status`,
          };
        }
      }
    }
  },
};
