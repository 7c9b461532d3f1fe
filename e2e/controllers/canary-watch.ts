import type { Cluster } from '../cluster/cluster';
import { type Backends, backendsOf, ROUTES, type RouteKind } from './route-weights';
import { StateWatch } from './state-watch';

/** What the status of a Canary says. */
export interface CanaryState {
  readonly phase: string;
  readonly canaryWeight: number;
  readonly failedChecks: number;
  readonly iterations: number;
}

/** Whether a release is over, one way or the other. */
export const hasEnded = ({ phase }: CanaryState): boolean => phase === 'Succeeded' || phase === 'Failed';

/** The release of a Canary, as it can be seen from outside. */
export interface CanaryWatch {
  readonly canary: StateWatch<CanaryState>;
  /** The share of each backend of the route that Flagger writes. */
  readonly route: StateWatch<Backends>;
  /** Ends the watch. */
  stop(): void;
}

/** Watches a Canary and the route of the same name. */
export async function watchCanary(cluster: Cluster, namespace: string, name: string, route: RouteKind): Promise<CanaryWatch> {
  const [canary, routed] = await Promise.all([
    StateWatch.start(cluster, { api: '/apis/flagger.app/v1beta1', resource: 'canaries', namespace, name }, stateOf),
    StateWatch.start(cluster, { ...ROUTES[route], namespace, name }, backendsOf),
  ]);
  return {
    canary,
    route: routed,
    stop: () => {
      canary.stop();
      routed.stop();
    },
  };
}

/** Before the first one there is no status at all. */
function stateOf({ status }: { readonly status?: Partial<CanaryState> }): CanaryState | undefined {
  if (!status?.phase) return undefined;
  const { phase, canaryWeight = 0, failedChecks = 0, iterations = 0 } = status;
  return { phase, canaryWeight, failedChecks, iterations };
}
