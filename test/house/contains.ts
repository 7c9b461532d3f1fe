/** Whether data holds all that a part of it says: of a map some keys, of a list some entries, in order. */
export function contains(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part)) return Array.isArray(whole) && containsEntries(whole, part);
  if (typeof part !== 'object' || part === null) return whole === part;
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) return false;
  return Object.entries(part).every(([key, wanted]) => Object.hasOwn(whole, key) && contains(Reflect.get(whole, key), wanted));
}

function containsEntries(whole: readonly unknown[], part: readonly unknown[]): boolean {
  let from = 0;
  return part.every((wanted) => {
    const found = whole.findIndex((entry, index) => index >= from && contains(entry, wanted));
    from = found + 1;
    return found >= 0;
  });
}
