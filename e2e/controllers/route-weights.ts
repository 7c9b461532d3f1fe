/** The kinds of route that controllers write. */
export type RouteKind = 'HTTPRoute' | 'TrafficSplit';

/** Name of each backend → its share. */
export type Backends = Readonly<Record<string, number>>;

/** Where the API server has each kind. */
export const ROUTES: Readonly<Record<RouteKind, { readonly api: string; readonly resource: string }>> = {
  HTTPRoute: { api: '/apis/gateway.networking.k8s.io/v1', resource: 'httproutes' },
  TrafficSplit: { api: '/apis/split.smi-spec.io/v1alpha1', resource: 'trafficsplits' },
};

interface HttpRoute {
  readonly spec: { readonly rules?: readonly { readonly backendRefs?: readonly { readonly name: string; readonly weight?: number }[] }[] };
}

interface TrafficSplit {
  readonly spec: { readonly backends: readonly { readonly service: string; readonly weight: number | string }[] };
}

/** The shares in the first rule of an HTTPRoute, or in a TrafficSplit, where v1alpha1 has them as text. */
export function backendsOf({ spec }: HttpRoute | TrafficSplit): Backends {
  const pairs =
    'backends' in spec
      ? spec.backends.map(({ service, weight }) => [service, Number(weight)] as const)
      : (spec.rules?.[0]?.backendRefs ?? []).map(({ name, weight = 1 }) => [name, weight] as const);
  return Object.fromEntries(pairs);
}
