import type { Manifest } from '../manifest';

/** Reads each manifest once, however many states it is in: a replay tries thousands of them. */
export function once<T>(read: (manifest: Manifest) => T): (manifest: Manifest) => T {
  const known = new WeakMap<Manifest, { readonly value: T }>();
  return (manifest) => {
    const found = known.get(manifest) ?? { value: read(manifest) };
    known.set(manifest, found);
    return found.value;
  };
}
