import { textAt, textsAt } from '../data';
import { identityOf, type Manifest } from '../manifest';
import { ARGO_ORDER } from './kind-order';
import { type Batch, type Change, sortedBy, type Write, writesOf } from './write';

/** A write, or an object that stays as it is: it takes its place in the order all the same. */
interface Task {
  readonly manifest: Manifest;
  readonly wave: number;
  readonly write?: Write;
}

/**
 * By wave: in each its prunes together, then its objects by kind and name, and what is of one kind together; pods of a wave are ready before the next one (Argo CD's
 * engine, 2026-09, run). The waves of prunes are mirrored, and again each time that some are done, so that no numbers make all of them come late.
 */
export function inArgoOrder(change: Change): Batch[] {
  const writes = writesOf(change);
  const written = new Map(writes.map((write) => [identityOf(write.manifest), write]));
  let tasks = withEarlyNamespaces(
    change.after.map((manifest): Task => {
      const write = written.get(identityOf(manifest));
      return { manifest, wave: waveOf(manifest), ...(write && { write }) };
    }),
  );
  let prunes = writes.filter(({ verb }) => verb === 'delete');
  const highest = Math.max(0, ...tasks.map(({ wave }) => wave), ...prunes.map(({ manifest }) => waveOf(manifest)));
  const batches: Batch[] = [];
  for (let isFirst = true; tasks.some(({ write }) => write) || prunes.length > 0; isFirst = false) {
    const pruned = pruneTasks(prunes, highest);
    const wave = Math.min(...pruned.map((task) => task.wave), ...tasks.filter(({ write }) => write).map((task) => task.wave));
    const now = pruned.filter((task) => task.wave === wave).flatMap(({ write }) => write ?? []);
    const groups = [now, ...groupsOf(tasks.filter((task) => task.wave === wave))].filter((group) => group.length > 0);
    batches.push(...groups.map((group, index) => ({ writes: group, waits: index === 0 && !isFirst })));
    tasks = tasks.filter((task) => task.wave !== wave);
    prunes = prunes.filter((write) => !now.includes(write));
  }
  return batches;
}

/** A wave that is no whole number counts as that of Helm's hooks, or 0. */
function waveOf({ object }: Manifest): number {
  const annotations = textsAt(object, 'metadata', 'annotations');
  const numbers = ['argocd.argoproj.io/sync-wave', 'helm.sh/hook-weight'].map((name) => annotations.get(name) ?? '');
  return Number(numbers.find((text) => /^[+-]?\d+$/.test(text)) ?? 0);
}

const isPruneLast = ({ object }: Manifest): boolean =>
  (textsAt(object, 'metadata', 'annotations').get('argocd.argoproj.io/sync-options') ?? '')
    .split(',')
    .map((option) => option.trim())
    .includes('PruneLast=true');

/** The lowest wave changes places with the highest, and so on; what is to be pruned last goes behind everything. */
function pruneTasks(prunes: readonly Write[], highest: number): Task[] {
  const waves = [...new Set(prunes.map(({ manifest }) => waveOf(manifest)))].sort((a, b) => a - b);
  return prunes.map((write) => {
    const { manifest } = write;
    const mirrored = waves[waves.length - 1 - waves.indexOf(waveOf(manifest))] ?? 0;
    return { manifest, write, wave: isPruneLast(manifest) ? highest + 1 : mirrored };
  });
}

/** A Namespace, or the definition of a kind, is not later than the first object that needs it. */
function withEarlyNamespaces(tasks: readonly Task[]): Task[] {
  return tasks.map((task) => {
    if (!['Namespace', 'CustomResourceDefinition'].includes(task.manifest.kind)) return task;
    return {
      ...task,
      wave: Math.min(task.wave, ...tasks.filter(({ manifest }) => needs(manifest, task.manifest)).map(({ wave }) => wave)),
    };
  });
}

const needs = ({ kind, group, namespace }: Manifest, first: Manifest): boolean =>
  first.kind === 'Namespace'
    ? kind !== 'Namespace' && namespace === first.name
    : group === textAt(first.object, 'spec', 'group') && kind === textAt(first.object, 'spec', 'names', 'kind');

/** Of one kind and next to each other: together. Equal in rank and name: in any order. */
function groupsOf(tasks: readonly Task[]): Write[][] {
  const ordered = sortedBy(tasks, ({ manifest: { kind, name } }) => [ARGO_ORDER(kind), name]);
  const groups: { readonly writes: Write[]; last: Manifest }[] = [];
  for (const { manifest, write } of ordered) {
    const group = groups.at(-1);
    const isTie = group !== undefined && group.last.name === manifest.name && ARGO_ORDER(group.last.kind) === ARGO_ORDER(manifest.kind);
    const into = group && (group.last.kind === manifest.kind || isTie) ? group : { writes: [], last: manifest };
    if (into !== group) groups.push(into);
    if (write) into.writes.push(write);
    into.last = manifest;
  }
  return groups.map(({ writes }) => writes);
}
