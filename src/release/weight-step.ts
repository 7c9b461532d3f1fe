import { show } from '../mesh/input';
import type { Gate } from './gate';

/** A share of the traffic for the new version, and what must hold before the next one. */
export interface WeightStep<W extends number = number> {
  /** In whole percent. */
  readonly weight: W;
  /**
   * What must hold before the next step. That new pods are ready is always waited for.
   *
   * @default - none
   */
  readonly gates?: readonly Gate[];
}

/** The states of a canary release, by the names of their folders without the number. */
export type ReleaseStage<W extends number = number> =
  'baseline' | 'canary-0' | `canary-${W}` | 'canary-100' | 'promote' | 'cleanup' | 'rollback';

/**
 * The shares of a release, growing: 0 comes first and 100 last, whether they are named or not.
 *
 * @throws if one is no whole number from 0 to 100, or not larger than the one before
 */
export function weightSteps(steps: readonly (number | WeightStep)[]): WeightStep[] {
  const named = steps.map((step) => (typeof step === 'number' ? { weight: step } : step));
  for (const [index, { weight }] of named.entries()) {
    const before = named[index - 1]?.weight ?? -1;
    if (!Number.isInteger(weight) || weight < 0 || weight > 100)
      throw new Error(`a step must be a whole number of percent from 0 to 100, got ${show(weight)}`);
    if (weight <= before) throw new Error(`steps must grow, got ${weight} after ${before}; going back is what the folder rollback is for`);
  }
  return [...(named[0]?.weight === 0 ? [] : [{ weight: 0 }]), ...named, ...(named.at(-1)?.weight === 100 ? [] : [{ weight: 100 }])];
}
