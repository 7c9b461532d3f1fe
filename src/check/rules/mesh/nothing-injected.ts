import { textsAt } from '../../data';
import type { Rule } from '../../rule';

/** A split without proxies. */
export const nothingInjected: Rule = {
  name: 'nothing-injected',
  severity: 'warning',
  summary: 'There are splits, routes or profiles for Linkerd, and nothing in the input is injected.',
  why: 'The proxy of a client decides who receives its request: clients without one call the Service itself, whatever a split says (Linkerd 2.20).',
  fix: 'Annotate the Namespace or the pods of the clients with linkerd.io/inject: enabled, unless `linkerd inject` does it later.',
  *check(context) {
    const { state, mesh, annotated, weightings } = context;
    const [weighting] = weightings;
    const hasPods = state.manifests.some(({ kind, namespace }) => kind === 'Deployment' && namespace === weighting?.apex.namespace);
    if (!mesh.hasProfiles || !weighting || !hasPods) return;
    const isInjected =
      annotated.some(({ annotations }) => annotations.has('linkerd.io/inject')) ||
      // Already injected: the output of `linkerd inject --manual`, or a dump of live pods.
      state.manifests.some(({ object }) => textsAt(object, 'metadata', 'annotations').has('linkerd.io/proxy-version'));
    if (isInjected) return;
    const { manifest, apex } = weighting;
    yield context.ifAbsent({
      manifest,
      message: 'no Namespace and no pod of the input asks for a proxy',
      traffic: `requests to ${apex.namespace}/${apex.name} go to the pods that the Service selects itself`,
    });
  },
};
