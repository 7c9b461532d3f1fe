import { textAt, textsAt } from '../data';
import { identityOf, type Manifest } from '../manifest';
import { ARGO_ORDER } from './kind-order';
import { type Batch, type Change, sortedBy, type Write, writesOf } from './write';

/** A write, or an object that stays as it is: it takes its place in the order all the same. */
interface Task {
  readonly manifest: Manifest;
  readonly phase: Phase;
  readonly wave: number;
  readonly write?: Write;
}

/**
 * By phase, and in each by wave: its prunes together, then its objects by kind and name, and what is of one kind together; pods of a wave are ready before the next one (Argo CD's
 * engine, 2026-09, run). The waves of prunes are mirrored, and again each time that some are done, so that no numbers make all of them come late. A hook is made anew in each sync, which is
 * left out here as everything that changes nothing; and it is not pruned.
 */
export function inArgoOrder(change: Change): Batch[] {
  const writes = writesOf(change);
  const written = new Map(writes.map((write) => [identityOf(write.manifest), write]));
  let tasks = withEarlyNamespaces(
    change.after.flatMap((manifest): Task[] => {
      const write = written.get(identityOf(manifest));
      const phase = phaseOf(manifest);
      return phase === undefined ? [] : [{ manifest, phase, wave: waveOf(manifest), ...(write && { write }) }];
    }),
  );
  let prunes = writes.filter(({ verb, manifest }) => verb === 'delete' && hooksOf(manifest).length === 0);
  const highest = Math.max(0, ...tasks.map(({ wave }) => wave), ...prunes.map(({ manifest }) => waveOf(manifest)));
  const batches: Batch[] = [];
  for (let isFirst = true; tasks.some(({ write }) => write) || prunes.length > 0; isFirst = false) {
    const pruned = pruneTasks(prunes, highest);
    const [next] = sortedBy([...pruned, ...tasks.filter(({ write }) => write)], ({ phase, wave }) => [phase, wave]);
    const isNow = ({ phase, wave }: Task) => phase === next?.phase && wave === next.wave;
    const now = pruned.filter(isNow).flatMap(({ write }) => write ?? []);
    const groups = [now, ...groupsOf(tasks.filter(isNow))].filter((group) => group.length > 0);
    batches.push(...groups.map((group, index) => ({ writes: group, waits: index === 0 && !isFirst })));
    tasks = tasks.filter((task) => !isNow(task));
    prunes = prunes.filter((write) => !now.includes(write));
  }
  return batches;
}

/** PreSync, Sync and PostSync. */
type Phase = 0 | 1 | 2;

/** By the names of Argo CD, and by those of Helm. Other hooks are not applied by a sync that succeeds. */
const PHASES: Readonly<Record<string, Phase>> = {
  ...{ PreSync: 0, Sync: 1, PostSync: 2 },
  ...{ 'pre-install': 0, 'pre-upgrade': 0, 'post-install': 2, 'post-upgrade': 2 },
};

/** What an object says that it is a hook for; an object that is none says nothing. */
function hooksOf({ object }: Manifest): string[] {
  const annotations = textsAt(object, 'metadata', 'annotations');
  const names = annotations.get('argocd.argoproj.io/hook') ?? annotations.get('helm.sh/hook') ?? '';
  return names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** The first phase in which it is made; undefined where it is in none. */
function phaseOf(manifest: Manifest): Phase | undefined {
  const hooks = hooksOf(manifest);
  if (hooks.length === 0) return 1;
  const [first] = hooks.flatMap((hook) => (Object.hasOwn(PHASES, hook) ? (PHASES[hook] ?? []) : [])).sort((a, b) => a - b);
  return first;
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
    return { manifest, write, phase: 1, wave: isPruneLast(manifest) ? highest + 1 : mirrored };
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
