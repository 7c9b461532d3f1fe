import { type Batch, type Change, oneByOne, sortedBy, type Write, writesOf } from './write';
import { KUSTOMIZE_ORDER } from './kind-order';

/** `kubectl apply -f` and, with `order: fifo`, `-k`: in the order of files and documents; nothing is ever deleted (kubectl 1.34, run). */
export const inFileOrder = (change: Change): Batch[] => oneByOne(taken(kept(change)));

/** `kubectl apply -k`: by kind, then by group, version and name (kustomize 5.7, run). */
export function inKustomizeOrder(change: Change): Batch[] {
  const writes = sortedBy(kept(change), ({ manifest: { apiVersion, group, kind, namespace, name } }) => {
    const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
    return [KUSTOMIZE_ORDER(kind), `${group === '' ? '~G' : group}_${version}_${kind}`, namespace, name];
  });
  return oneByOne(taken(writes));
}

const kept = (change: Change): Write[] => writesOf(change).filter(({ verb }) => verb !== 'delete');

/** What belongs to a Namespace that is created later in the same run is refused, and stays missing. */
function taken(writes: readonly Write[]): Write[] {
  const created = new Map(
    writes.flatMap(({ verb, manifest }, index) =>
      verb === 'create' && manifest.kind === 'Namespace' ? [[manifest.name, index] as const] : [],
    ),
  );
  return writes.filter(({ manifest: { kind, namespace } }, index) => kind === 'Namespace' || index >= (created.get(namespace) ?? 0));
}
