import { listAt, textAt, textsAt } from '../../data';
import type { Manifest } from '../../manifest';
import type { Rule } from '../../rule';

/** A way into the cluster that no split takes part in. */
export const bypassEntry: Rule = {
  name: 'bypass-entry',
  severity: 'warning',
  summary: 'An Ingress, or a Service of type LoadBalancer or NodePort, leads to pods past a split.',
  why:
    'A split is the work of the proxy of a client. What comes from outside has none, unless the ingress controller is meshed and calls the Service by its address: ingress-nginx calls pods itself, unless ' +
    '`nginx.ingress.kubernetes.io/service-upstream` is true (Linkerd documentation, ingress; linkerd2#11937).',
  fix: 'Put the ingress controller into the mesh and set service-upstream, or let a meshed gateway stand before the Service.',
  *check(context) {
    const split = new Map(context.weightings.map(({ manifest, apex }) => [`${apex.namespace}/${apex.name}`, manifest]));
    if (split.size === 0) return;
    for (const ingress of context.ofKind('networking.k8s.io', 'Ingress').filter(callsPods)) {
      for (const name of backendsOf(ingress)) {
        const related = split.get(`${ingress.namespace}/${name}`);
        if (related)
          yield {
            manifest: ingress,
            message: `it leads to ${ingress.namespace}/${name}, whose requests are split only for meshed clients that call the Service`,
            related: [related],
          };
      }
    }
    for (const { manifest, namespace, name } of context.state.services) {
      const related = split.get(`${namespace}/${name}`);
      const type = textAt(manifest.object, 'spec', 'type') ?? '';
      if (related && ['LoadBalancer', 'NodePort'].includes(type)) {
        yield {
          manifest,
          path: ['spec', 'type'],
          message: `what comes by the ${type} of ${namespace}/${name} is not split`,
          related: [related],
        };
      }
    }
  },
};

/** Controllers of other classes are left out: how they call is not known. */
function callsPods({ object }: Manifest): boolean {
  const annotations = textsAt(object, 'metadata', 'annotations');
  const name = textAt(object, 'spec', 'ingressClassName') ?? annotations.get('kubernetes.io/ingress.class') ?? '';
  const isMeshed =
    annotations.get('nginx.ingress.kubernetes.io/service-upstream') === 'true' || /l5d-dst-override/.test([...annotations.values()].join());
  return /nginx/.test(name) && !isMeshed;
}

const backendsOf = ({ object }: Manifest): Set<string> =>
  new Set(
    listAt(object, 'spec', 'rules')
      .flatMap((rule) => listAt(rule, 'http', 'paths'))
      .flatMap((path) => textAt(path, 'backend', 'service', 'name') ?? []),
  );
