import { admit } from '../admission/admission';
import type { DeployTool } from '../deploy/deploy-tool';
import type { Batch, Change, Write } from '../deploy/write';
import { identityOf, type Manifest } from '../manifest';
import type { MeshModel } from '../mesh/mesh-model';
import { ClusterState } from '../state/cluster-state';
import { lagOf, type Moment, momentsOf, numbered } from './moments';
import { type Fault, Part } from './part';
import { partsOf } from './parts';
import { stickyFaults } from './sticky';

/** When a fault can be met. */
export interface UnsafeMoment {
  /** On the way, on the way back from there, or with a client that was busy all the time. */
  readonly when: 'forward' | 'back' | 'first-split' | 'kind-switch';
  readonly fault: Fault;
  /** Whose effect makes it. */
  readonly exposing: Write;
  /** What had its effect until then, in order. */
  readonly effective: readonly Write[];
  /** What was written, and had not. */
  readonly pending: readonly Write[];
}

/** What a tool does, and what can be met in between. */
export interface Replay {
  readonly batches: readonly Batch[];
  /** The shortest way to each. */
  readonly moments: readonly UnsafeMoment[];
  /** What is no longer wanted, and stays: the tool does not delete. */
  readonly left: readonly Manifest[];
}

/** What is to be known of the cluster. */
export interface ReplayOptions {
  readonly mesh: MeshModel;
  readonly tool: DeployTool;
  /** Whether the objects are all that there are. @default false */
  readonly isComplete?: boolean;
}

/** Passes through every state that the requests to a Service can meet while a tool makes a change. Takes time in proportion to the number of independent Services. */
export function replay(given: Change, { mesh, tool, isComplete = false }: ReplayOptions): Replay {
  const change = accepted(given, mesh);
  const batches = tool.batches(change);
  const states = [change.before, change.after].map((manifests) => new ClusterState(manifests, isComplete));
  const populated = new Set(states.flatMap((state) => state.namespacesWithPods));
  const numbers = partsOf(states, mesh);
  const partOf = (manifest: Manifest): number => numbers.get(identityOf(manifest)) ?? -1;
  const [before, after] = [grouped(change.before, partOf), grouped(change.after, partOf)];
  const written = grouped(
    batches.flatMap(({ writes }) => writes),
    ({ manifest }) => partOf(manifest),
  );
  const inPart = groupedBatches(batches, ({ manifest }) => partOf(manifest));
  const moments = [...written]
    .filter(([number]) => number >= 0)
    .flatMap(([number, writes]) => {
      const part = new Part(before.get(number) ?? [], writes, { mesh, isComplete, populated });
      const own: Change = { before: before.get(number) ?? [], after: after.get(number) ?? [] };
      return unsafeIn(part, own, tool.isLocal ? tool.batches(own) : (inPart.get(number) ?? []), { mesh, tool });
    });
  const kept = new Set(change.after.map(identityOf));
  const left = tool.prunes ? [] : change.before.filter((manifest) => !kept.has(identityOf(manifest)));
  return { batches, moments, left };
}

/** What the API server takes. What it refuses stays as it was. */
function accepted({ before, after }: Change, mesh: MeshModel): Change {
  const acceptedOf = (manifests: readonly Manifest[]) => new ClusterState(admit(manifests, mesh).accepted).manifests;
  const [old, takes] = [acceptedOf(before), new Set(acceptedOf(after))];
  const was = new Map(old.map((manifest) => [identityOf(manifest), manifest]));
  const kept = after.flatMap((manifest) => (takes.has(manifest) ? manifest : (was.get(identityOf(manifest)) ?? [])));
  return { before: old, after: [...new Map(kept.map((manifest) => [identityOf(manifest), manifest])).values()] };
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** For each part the batches in which something of it is written. */
function groupedBatches(batches: readonly Batch[], keyOf: (write: Write) => number): Map<number, Batch[]> {
  const groups = new Map<number, Batch[]>();
  // How many gates there were before each batch, and before the last one of each part.
  const gates = new Map<number, number>();
  let passed = 0;
  for (const { writes, waits } of batches) {
    if (waits) passed += 1;
    for (const [key, own] of grouped(writes, keyOf)) {
      const batch: Batch = { writes: own, waits: (gates.get(key) ?? passed) < passed };
      gates.set(key, passed);
      groups.set(key, [...(groups.get(key) ?? []), batch]);
    }
  }
  return groups;
}

function unsafeIn(
  part: Part,
  change: Change,
  batches: readonly Batch[],
  { mesh, tool }: { mesh: MeshModel; tool: DeployTool },
): UnsafeMoment[] {
  const numberOf = new Map(part.writes.map((write, index) => [identityOf(write.manifest), index]));
  const lags = part.writes.map((write) => lagOf(write, mesh));
  const order = numbered(batches, ({ manifest }) => numberOf.get(identityOf(manifest)));
  const found = new Map<string, UnsafeMoment>();
  const tell = (when: UnsafeMoment['when'], { written, effective }: Moment, faults: readonly Fault[]): void => {
    for (const fault of faults) {
      const { namespace, service, port } = fault.question;
      const key = [namespace, service, port, fault.kind, fault.version].join(' ');
      const done = part.writes.filter((_, index) => effective.has(index));
      const exposing = done.at(-1) ?? part.writes.find((_, index) => written.has(index));
      if (found.has(key) || !exposing) continue;
      const pending = part.writes.filter((_, index) => written.has(index) && !effective.has(index));
      found.set(key, { when, fault, exposing, effective: done, pending });
    }
  };
  const forward = momentsOf(order, lags).sort((a, b) => a.effective.size - b.effective.size);
  for (const moment of forward) tell('forward', moment, part.faultsWith(moment.effective));
  for (const { when, moment, faults } of stickyFaults(part, mesh)) tell(when, moment, faults);
  for (const moment of backFrom(forward, part, change, { tool, lags, numberOf })) tell('back', moment, part.faultsWith(moment.effective));
  return [...found.values()];
}

/** What can be met when, at some moment, the state before is deployed again. */
function* backFrom(
  forward: readonly Moment[],
  part: Part,
  { before }: Change,
  { tool, lags, numberOf }: { tool: DeployTool; lags: Parameters<typeof momentsOf>[1]; numberOf: ReadonlyMap<string, number> },
): Generator<Moment> {
  const begun = new Set<string>();
  for (const { written } of forward) {
    const key = [...written].sort((a, b) => a - b).join();
    if (begun.has(key)) continue;
    begun.add(key);
    const undone = numbered(tool.batches({ before: part.objectsWith(written), after: before }), ({ manifest }) =>
      numberOf.get(identityOf(manifest)),
    );
    for (const { effective } of momentsOf(undone, lags))
      yield { written, effective: new Set([...written].filter((write) => !effective.has(write))) };
  }
}
