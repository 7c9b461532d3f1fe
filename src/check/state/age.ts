import { textAt } from '../data';
import type { Manifest } from '../manifest';

interface Aged {
  readonly manifest: Manifest;
}

const created = ({ manifest }: Aged): number => Date.parse(textAt(manifest.object, 'metadata', 'creationTimestamp') ?? '');

/** The oldest first, and by name where that does not decide: in the files of a repository no age is known, so there it is the name. */
export function byAge<T extends Aged>(all: readonly T[]): T[] {
  const isKnown = agesAreKnown(all);
  return [...all].sort((a, b) => (isKnown ? created(a) - created(b) : 0) || compare(a.manifest, b.manifest));
}

/** Whether it is known which one is older. */
export const agesAreKnown = (all: readonly Aged[]): boolean => all.every((each) => !Number.isNaN(created(each)));

/** Text by its bytes, as Rust and Go compare it. */
const compare = (a: Manifest, b: Manifest): number =>
  Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)) || Buffer.compare(Buffer.from(a.namespace), Buffer.from(b.namespace));
