import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CanaryState } from './canary-watch';
import type { RolloutState } from './rollout-watch';
import type { Backends } from './route-weights';
import type { Call } from './webhook-receiver';

/** Where runs of Flagger 1.44 and Argo Rollouts 1.9 are written down. */
export const OBSERVED = join(__dirname, 'observed');

/** What happened when objects were applied, and what when the image was changed. */
interface Recording {
  readonly steps: readonly {
    /** Of Flagger. */
    readonly canary?: readonly CanaryState[];
    readonly webhooks?: readonly ObservedCall[];
    /** Of Argo Rollouts: `null` where there is none yet; `c` is the share of the canary. */
    readonly rollout?: readonly (Record<'phase', string | null> &
      Pick<RolloutState, 'step' | 'abort'> & { readonly weights: { readonly c: number } | null })[];
    /** In a TrafficSplit shares are text. */
    readonly routes?: readonly { readonly backends: Readonly<Record<string, number | string>> }[];
  }[];
}

/** What is known of a call of a webhook. Calls of type `event` were not written down. */
export type ObservedCall = Pick<Call, 'hook' | 'answer' | 'phase'>;

/** A run that was written down, without its times. */
export interface ObservedRun {
  readonly canary: readonly CanaryState[];
  /** The backends of the route, or of its first rule. */
  readonly route: readonly Backends[];
  readonly webhooks: readonly ObservedCall[];
}

/** A run of Flagger by its name. */
export function observedRun(name: string): ObservedRun {
  const { steps } = read(name);
  return {
    canary: steps
      .flatMap(({ canary = [] }) => canary)
      // Before the first one there is no status.
      .filter(({ phase }) => phase !== '')
      .map(({ phase, canaryWeight, failedChecks, iterations }) => ({ phase, canaryWeight, failedChecks, iterations })),
    route: routesOf(steps),
    webhooks: steps.flatMap(({ webhooks = [] }) => webhooks.map(({ hook, answer, phase }) => ({ hook, answer, phase }))),
  };
}

/** A run of Argo Rollouts by its name. */
export function observedRollout(name: string): { readonly rollout: readonly RolloutState[]; readonly route: readonly Backends[] } {
  const { steps } = read(name);
  return {
    rollout: steps
      .flatMap(({ rollout = [] }) => rollout)
      .flatMap(({ phase, step, abort, weights }) =>
        phase === null ? [] : [{ phase, step, abort, ...(weights && { canaryWeight: weights.c }) }],
      ),
    route: routesOf(steps),
  };
}

const read = (name: string): Recording => JSON.parse(readFileSync(join(OBSERVED, `${name}.json`), 'utf8')) as Recording;

const routesOf = (steps: Recording['steps']): Backends[] =>
  steps.flatMap(({ routes = [] }) =>
    routes.map(({ backends }) => Object.fromEntries(Object.entries(backends).map(([backend, share]) => [backend, Number(share)]))),
  );
