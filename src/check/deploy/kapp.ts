import { textsAt } from '../data';
import type { Manifest } from '../manifest';
import { type Batch, type Change, type Write, writesOf } from './write';

/** What must be there before the rest, by kind (kapp 0.64, its default change rules). */
const FIRST: readonly (readonly string[])[] = [
  ['CustomResourceDefinition'],
  ['Namespace'],
  ['StorageClass', 'PersistentVolume', 'PersistentVolumeClaim', 'ServiceAccount', 'ConfigMap', 'Secret', 'Role', 'ClusterRole'],
  ['RoleBinding', 'ClusterRoleBinding'],
];

const RULE = /^(upsert|delete) (before|after) (upserting|deleting) (\S+)$/;

/** By change groups and rules; everything else at once. kapp waits until what others wait for is ready (kapp 0.64, run). */
export function inKappOrder(change: Change): Batch[] {
  const writes = writesOf(change);
  const earlier = new Map(writes.map((write) => [write, new Set<Write>()]));
  for (const [first, second] of pairsOf(writes)) earlier.get(second)?.add(first);
  // What comes before one of those that come before, comes before, too.
  for (const [through, before] of earlier)
    for (const all of earlier.values()) if (all.has(through)) for (const each of before) all.add(each);
  return inSeries(writes, (write) => earlier.get(write) ?? new Set());
}

/** Which write comes before which. */
function* pairsOf(writes: readonly Write[]): Generator<readonly [Write, Write]> {
  for (const write of writes) {
    const rank = rankOf(write);
    if (write.verb !== 'delete') for (const other of writes) if (other.verb !== 'delete' && rankOf(other) < rank) yield [other, write];
    for (const [, verb, side, action, group] of rulesOf(write.manifest)) {
      if (verb !== actionOf(write)) continue;
      for (const other of writes.filter((each) => each !== write && DOING[actionOf(each)] === action && isIn(each, group ?? '')))
        yield side === 'after' ? [other, write] : [write, other];
    }
  }
}

const DOING = { upsert: 'upserting', delete: 'deleting' } as const;

const actionOf = ({ verb }: Write): 'upsert' | 'delete' => (verb === 'delete' ? 'delete' : 'upsert');

function rankOf({ manifest: { kind } }: Write): number {
  const at = FIRST.findIndex((kinds) => kinds.includes(kind));
  return at < 0 ? FIRST.length : at;
}

/** The values of an annotation that may stand several times, with a suffix. */
const valuesOf = ({ object }: Manifest, name: string): string[] =>
  [...textsAt(object, 'metadata', 'annotations')]
    .filter(([key]) => key === name || key.startsWith(`${name}.`))
    .map(([, value]) => value.trim());

const rulesOf = (manifest: Manifest): RegExpExecArray[] =>
  valuesOf(manifest, 'kapp.k14s.io/change-rule').flatMap((rule) => [RULE.exec(rule)].filter((match) => match !== null));

const isIn = ({ manifest }: Write, group: string): boolean => valuesOf(manifest, 'kapp.k14s.io/change-group').includes(group);

/** Batches that claim no more than is known: a new one begins where everything so far comes before all that is left. */
function inSeries(writes: readonly Write[], earlierThan: (write: Write) => ReadonlySet<Write>): Batch[] {
  const batches: Batch[] = [];
  let batch: Write[] = [];
  const ordered = [...writes].sort((a, b) => earlierThan(a).size - earlierThan(b).size);
  for (const [index, write] of ordered.entries()) {
    const isCut =
      index > 0 && ordered.slice(index).every((each) => ordered.slice(0, index).every((before) => earlierThan(each).has(before)));
    if (isCut) {
      batches.push({ writes: batch, waits: batches.length > 0 });
      batch = [];
    }
    batch.push(write);
  }
  return batch.length > 0 ? [...batches, { writes: batch, waits: batches.length > 0 }] : batches;
}
