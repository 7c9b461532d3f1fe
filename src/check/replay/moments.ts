import type { Batch, Write } from '../deploy/write';
import type { MeshModel } from '../mesh/mesh-model';

/** Writes that have had their effect, by number. */
export type Effects = ReadonlySet<number>;

/** A point between two states: what was written so far, and what of it has had its effect. */
export interface Moment {
  readonly written: Effects;
  readonly effective: Effects;
}

/** Batches of writes, each of which has a number. */
export interface NumberedBatch {
  readonly writes: readonly number[];
  readonly waits: boolean;
}

/** When the effect of a write comes. */
export type Lag = 'none' | 'pods' | 'controller';

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod', 'Rollout', 'HorizontalPodAutoscaler'];

/** Pods take their time to start, to be replaced and to end; and a TrafficSplit holds on Linkerd when its adaptor has copied it. */
export function lagOf({ manifest: { kind } }: Write, { hasProfiles }: MeshModel): Lag {
  if (WORKLOADS.includes(kind)) return 'pods';
  return kind === 'TrafficSplit' && hasProfiles ? 'controller' : 'none';
}

/** Sets larger than that are not tried in every combination: only those in which few, or all but few, are in. */
const MOST = 7;

/** All moments that a tool can pass through, the shortest first; the last one is when it has written everything, and its pods may still be on their way. */
export function momentsOf(batches: readonly NumberedBatch[], lags: readonly Lag[]): Moment[] {
  const moments = new Map<string, Moment>();
  let [before, settled]: [readonly number[], readonly number[]] = [[], []];
  for (const { writes, waits } of batches) {
    if (waits) settled = before;
    for (const some of subsetsOf(writes)) {
      const written = [...before, ...some];
      const pending = written.filter((write) => lags[write] === 'controller' || (lags[write] === 'pods' && !settled.includes(write)));
      for (const late of subsetsOf(pending)) {
        const effective = written.filter((write) => !late.includes(write));
        const key = [...effective].sort((a, b) => a - b).join();
        // With fewer writes the same effects say it shorter.
        if (!moments.has(key)) moments.set(key, { written: new Set(written), effective: new Set(effective) });
      }
    }
    before = [...before, ...writes];
  }
  return [...moments.values()];
}

/** All subsets, the small ones first. */
function subsetsOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length > MOST) {
    const few = [[], ...items.map((item) => [item])];
    return [...few, ...few.map((some) => items.filter((item) => !some.includes(item))).reverse()];
  }
  let subsets: T[][] = [[]];
  for (const item of items) subsets = [...subsets, ...subsets.map((some) => [...some, item])];
  return subsets.sort((a, b) => a.length - b.length);
}

/** The batches of some writes alone, with their numbers. */
export function numbered(batches: readonly Batch[], numberOf: (write: Write) => number | undefined): NumberedBatch[] {
  const all: NumberedBatch[] = [];
  let waits = false;
  for (const batch of batches) {
    waits ||= batch.waits;
    const writes = batch.writes.flatMap((write) => numberOf(write) ?? []);
    if (writes.length === 0) continue;
    all.push({ writes, waits });
    waits = false;
  }
  return all;
}
