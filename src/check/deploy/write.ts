import { isDeepStrictEqual } from 'node:util';
import { identityOf, type Manifest } from '../manifest';

/** What a deploy tool does to an object. */
export interface Write {
  readonly verb: 'create' | 'update' | 'delete';
  /** As it will be; as it was, where it is deleted. */
  readonly manifest: Manifest;
  /** As it was; undefined where it is created. */
  readonly before?: Manifest;
}

/** Writes of which none waits for another: they arrive in any order. */
export interface Batch {
  readonly writes: readonly Write[];
  /** Whether pods of all earlier batches are ready before it begins. */
  readonly waits: boolean;
}

/** Two states of the objects that a tool looks after; each object once, in the order of their files. */
export interface Change {
  readonly before: readonly Manifest[];
  readonly after: readonly Manifest[];
}

/** All writes of a change: those of `after` in its order, then what is gone in the order of `before`. What stays as it is needs none. */
export function writesOf({ before, after }: Change): Write[] {
  const old = new Map(before.map((manifest) => [identityOf(manifest), manifest]));
  const kept = new Set(after.map(identityOf));
  const written = after.flatMap((manifest): Write[] => {
    const was = old.get(identityOf(manifest));
    if (!was) return [{ verb: 'create', manifest }];
    return isDeepStrictEqual(was.object, manifest.object) ? [] : [{ verb: 'update', manifest, before: was }];
  });
  const gone = before.filter((manifest) => !kept.has(identityOf(manifest)));
  return [...written, ...gone.map((manifest): Write => ({ verb: 'delete', manifest, before: manifest }))];
}

/** Writes one after the other. */
export const oneByOne = (writes: readonly Write[]): Batch[] => writes.map((write) => ({ writes: [write], waits: false }));

/** Batches of neighbours that have a key in common. */
export function together(writes: readonly Write[], keyOf: (write: Write) => string): Batch[] {
  const groups: Write[][] = [];
  let last: string | undefined;
  for (const write of writes) {
    const key = keyOf(write);
    if (key === last) groups.at(-1)?.push(write);
    else groups.push([write]);
    last = key;
  }
  return groups.map((group) => ({ writes: group, waits: false }));
}

/** Sorted by texts and numbers, the first of which that differ decide; stable. */
export function sortedBy<T>(items: readonly T[], keysOf: (item: T) => readonly (string | number)[]): T[] {
  return items
    .map((item) => ({ item, keys: keysOf(item) }))
    .sort((a, b) => {
      const at = a.keys.findIndex((key, index) => key !== b.keys[index]);
      const [one = 0, other = 0] = [a.keys[at], b.keys[at]];
      return at < 0 ? 0 : one < other ? -1 : 1;
    })
    .map(({ item }) => item);
}
