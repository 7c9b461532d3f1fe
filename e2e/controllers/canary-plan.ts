import type { CanaryState } from './canary-watch';
import type { Backends } from './route-weights';

/** What a Canary with steps of weights says of a release, as it is in the cluster. */
export interface Analysis {
  readonly threshold: number;
  readonly stepWeight?: number;
  readonly maxWeight?: number;
  readonly stepWeights?: readonly number[];
}

/** The share of the canary at each step that the plan names. */
export function plannedWeights({ stepWeights, stepWeight = 0, maxWeight = 100 }: Analysis): readonly number[] {
  if (stepWeights) return stepWeights;
  if (!(stepWeight > 0)) throw new Error(`the plan must have stepWeights or a stepWeight, got ${stepWeight}`);
  return Array.from({ length: maxWeight / stepWeight }, (_, index) => (index + 1) * stepWeight);
}

/** The shares of both versions, as the route of a Service has them. */
const shares = (service: string, canary: number): Backends => ({
  [`${service}-primary`]: 100 - canary,
  [`${service}-canary`]: canary,
});

const state = (phase: string, canaryWeight = 0, failedChecks = 0): CanaryState => ({ phase, canaryWeight, failedChecks, iterations: 0 });

/** What Flagger does when a Canary is new. */
export const BEGINNING: readonly CanaryState[] = [state('Initializing'), state('Initialized')];

/** A release whose checks all pass: every step, then the promotion. */
export function promotion(analysis: Analysis): readonly CanaryState[] {
  const weights = plannedWeights(analysis);
  return [
    ...[0, ...weights].map((weight) => state('Progressing', weight)),
    state('Promoting', weights.at(-1)),
    state('Finalising'),
    state('Succeeded'),
  ];
}

/** A release whose checks all fail once some have passed: the last step reached is kept until as many have failed as the plan allows. */
export function rollback(analysis: Analysis, passed: number): readonly CanaryState[] {
  const reached = plannedWeights(analysis).slice(0, passed + 1);
  const failures = Array.from({ length: analysis.threshold }, (_, index) => index + 1);
  return [
    ...[0, ...reached].map((weight) => state('Progressing', weight)),
    ...failures.map((count) => state('Progressing', reached.at(-1), count)),
    state('Failed'),
  ];
}

/** The shares of the route from the beginning to the end of a release, which leaves all traffic with the primary. */
export function routeShares(service: string, states: readonly CanaryState[]): readonly Backends[] {
  const weights = states.filter(({ phase }) => phase === 'Progressing').map(({ canaryWeight }) => canaryWeight);
  return [...new Set([0, ...weights]), 0].map((weight) => shares(service, weight));
}
