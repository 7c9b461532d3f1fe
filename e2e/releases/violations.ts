import type { PlanStep } from '../../src/plan/plan';
import type { State } from './recorder';
import { type Shares, sharesAt, workloadOf, workloadsBehind } from './shares';

/** Rounding of shares that are sums of thirds. */
const EPSILON = 1e-9;

/**
 * What is wrong with a state on the way from one step to the next: a share that reaches nothing, a version that receives more than before and after, a Service with pods that it has in
 * neither.
 */
export function violationsIn(state: State, service: string, before: PlanStep, after: PlanStep): string[] {
  const shares = sharesAt(state, service, (pod) => versionOf(state, pod));
  const [old, now] = [before, after].map(plannedShares);
  const tooMuch = [...shares]
    .filter(([who, share]) => share > Math.max(old?.get(who) ?? 0, now?.get(who) ?? 0) + EPSILON)
    .map(([who, share]) => `${(share * 100).toFixed(1)} % reach ${who}`);
  const blended = [...state.services.keys()].flatMap((name) => {
    const allowed = [before, after].flatMap(({ services }) =>
      services.filter((each) => each.name === name).flatMap(({ pods }) => pods.map(({ workload }) => workload)),
    );
    const others = workloadsBehind(state, name).filter((workload) => !allowed.includes(workload));
    return others.map((workload) => `Service ${name} sends to ${workload}`);
  });
  return [...tooMuch, ...blended];
}

/** The label of the pod, or the workload that it belongs to, as the plan calls them. */
function versionOf({ pods }: State, pod: string): string {
  return pods.get(pod)?.metadata?.labels?.version ?? workloadOf(pod);
}

function plannedShares({ traffic }: PlanStep): Shares {
  const shares = new Map<string, number>();
  for (const { who, share } of traffic[0]?.to ?? []) {
    const [part = 0, whole = 1] = share.split('/').map(Number);
    shares.set(who, (shares.get(who) ?? 0) + part / whole);
  }
  return shares;
}
