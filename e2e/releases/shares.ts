import type { KubernetesObject } from '@kubernetes/client-node';
import type { State } from './recorder';

/** Who receives requests, from 0 to 1: a version, or a workload without one; `nothing` is what nobody receives. */
export type Shares = ReadonlyMap<string, number>;

interface Slice extends KubernetesObject {
  /** The API server writes `null` for none. */
  readonly endpoints:
    readonly { readonly conditions?: { readonly ready?: boolean }; readonly targetRef?: { readonly name?: string } }[] | null;
}

interface Split extends KubernetesObject {
  readonly spec: { readonly service: string; readonly backends: readonly { readonly service: string; readonly weight: number | string }[] };
}

interface Route extends KubernetesObject {
  readonly spec: {
    readonly parentRefs?: readonly { readonly name: string; readonly port?: number }[];
    readonly rules?: readonly { readonly backendRefs?: readonly { readonly name: string; readonly weight?: number }[] }[];
  };
}

/** The pods that a Service sends to, by name: those that its real EndpointSlices call ready. */
function readyPods(state: State, service: string): string[] {
  const slices = [...state.endpointslices.values()].filter(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === service);
  const ready = (slices as Slice[]).flatMap(({ endpoints }) => (endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false));
  return [...new Set(ready.flatMap(({ targetRef }) => targetRef?.name ?? []))].sort();
}

/** `webv1-5d4f7c-abcde` belongs to Deployment `webv1`. */
export const workloadOf = (pod: string): string => pod.replace(/-[a-z0-9]+-[a-z0-9]+$/, '');

/** Whose pods a Service sends to. */
export const workloadsBehind = (state: State, service: string): string[] => [...new Set(readyPods(state, service).map(workloadOf))].sort();

/** Who receives a plain request to the first port of a Service, by its route or split, or by its own endpoints. */
export function sharesAt(state: State, service: string, versionOf: (pod: string) => string): Shares {
  const weights = weightsFor(state, service) ?? new Map([[service, 1]]);
  const sum = [...weights.values()].reduce((total, weight) => total + weight, 0);
  const shares = new Map<string, number>();
  for (const [leaf, weight] of weights) {
    if (weight === 0) continue;
    const pods = state.services.has(leaf) ? readyPods(state, leaf) : [];
    const receivers = pods.length === 0 ? ['nothing'] : pods.map(versionOf);
    for (const who of receivers) shares.set(who, (shares.get(who) ?? 0) + weight / sum / receivers.length);
  }
  return shares;
}

/** Leaf → weight; undefined where nothing splits. */
function weightsFor(state: State, service: string): ReadonlyMap<string, number> | undefined {
  const split = ([...state.trafficsplits.values()] as Split[]).find(({ spec }) => spec.service === service);
  if (split) return new Map(split.spec.backends.map(({ service: leaf, weight }) => [leaf, Number(weight)]));
  const port = (state.services.get(service) as { spec?: { ports?: readonly { port: number }[] } } | undefined)?.spec?.ports?.[0]?.port;
  const route = ([...state.httproutes.values()] as Route[]).find(({ spec }) =>
    spec.parentRefs?.some((parent) => parent.name === service && (parent.port ?? port) === port),
  );
  const backends = route?.spec.rules?.[0]?.backendRefs;
  return backends && new Map(backends.map(({ name, weight = 1 }) => [name, weight]));
}
