import type { Cluster } from '../cluster/cluster';
import { type Backends, backendsOf, ROUTES } from './route-weights';
import { StateWatch } from './state-watch';

/** What the status of a Rollout says. */
export interface RolloutState {
  readonly phase: string;
  /** How many steps are done. */
  readonly step: number;
  readonly abort: boolean;
  /** The share of the new version; undefined before there is one. */
  readonly canaryWeight?: number;
}

/** A Rollout, as it can be seen from outside. */
export interface RolloutWatch {
  readonly rollout: StateWatch<RolloutState>;
  /** The share of each backend of its TrafficSplit. */
  readonly route: StateWatch<Backends>;
  /** Ends the watch. */
  stop(): void;
}

/** Watches a Rollout and the TrafficSplit that it writes. */
export async function watchRollout(
  cluster: Cluster,
  namespace: string,
  names: { readonly rollout: string; readonly trafficSplit: string },
): Promise<RolloutWatch> {
  const [rollout, route] = await Promise.all([
    StateWatch.start(cluster, { api: '/apis/argoproj.io/v1alpha1', resource: 'rollouts', namespace, name: names.rollout }, stateOf),
    StateWatch.start(cluster, { ...ROUTES.TrafficSplit, namespace, name: names.trafficSplit }, backendsOf),
  ]);
  return {
    rollout,
    route,
    stop: () => {
      rollout.stop();
      route.stop();
    },
  };
}

interface Rollout {
  readonly status?: {
    readonly phase?: string;
    readonly currentStepIndex?: number;
    readonly abort?: boolean;
    readonly canary?: { readonly weights?: { readonly canary: { readonly weight: number } } };
  };
}

/** Before the first one there is no status at all. */
function stateOf({ status }: Rollout): RolloutState | undefined {
  if (status?.phase === undefined) return undefined;
  const { phase, currentStepIndex: step = 0, abort = false, canary } = status;
  return { phase, step, abort, ...(canary?.weights && { canaryWeight: canary.weights.canary.weight }) };
}
