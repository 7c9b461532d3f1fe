/** Things by namespace and name; several may have the same. */
export class ByName<T> {
  private readonly namespaces = new Map<string, Map<string, T[]>>();

  constructor(all: readonly T[], nameOf: (each: T) => { readonly namespace: string; readonly name: string }) {
    for (const each of all) {
      const { namespace, name } = nameOf(each);
      const names = this.namespaces.get(namespace) ?? new Map<string, T[]>();
      this.namespaces.set(namespace, names);
      const others = names.get(name);
      if (others) others.push(each);
      else names.set(name, [each]);
    }
  }

  get(namespace: string, name: string): readonly T[] {
    return this.namespaces.get(namespace)?.get(name) ?? [];
  }

  /** Everything of a namespace. */
  in(namespace: string): readonly T[] {
    return [...(this.namespaces.get(namespace)?.values() ?? [])].flat();
  }
}
