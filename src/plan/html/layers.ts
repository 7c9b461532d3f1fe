import type { Plan } from '../plan';
import { mainOf, type Receiver, type Receivers } from './receivers';
import { sizeOf } from './shares';

/** Where a receiver is drawn at a step: 0 is no requests, 1 is all of them. */
export interface Band {
  readonly from: number;
  readonly to: number;
}

/** A receiver over all steps. */
export interface Layer {
  readonly receiver: Receiver;
  /** One for each step; undefined where it gets nothing. */
  readonly bands: readonly (Band | undefined)[];
}

/** Shares on top of each other: what is new grows from the ground, and what is lost hangs from the top. */
export function layersOf({ steps }: Pick<Plan, 'steps'>, receivers: Receivers): Layer[] {
  const served = receivers.inSteps.filter(({ isLost }) => !isLost).reverse();
  const lost = receivers.inSteps.filter(({ isLost }) => isLost);
  const heights = steps.map(() => 0);
  return [...served, ...lost].map((receiver) => ({
    receiver,
    bands: steps.map((step, index) => {
      const size = sizeOf(receivers.shareOf(receiver, mainOf(step)));
      if (size === 0) return undefined;
      const from = heights[index] ?? 0;
      heights[index] = from + size;
      return { from, to: from + size };
    }),
  }));
}
