import { FLUX_ORDER } from './kind-order';
import { type Batch, type Change, oneByOne, sortedBy, type Write, writesOf } from './write';

/** All writes by kind, then all deletes in the reverse order, before anything is waited for (kustomize-controller 1.9, run). */
export function inFluxOrder(change: Change): Batch[] {
  const writes = sortedBy(writesOf(change), ({ manifest: { group, kind, namespace, name } }) => [
    FLUX_ORDER(kind),
    group,
    kind,
    namespace,
    name,
  ]);
  const isDelete = ({ verb }: Write) => verb === 'delete';
  return oneByOne([...writes.filter((write) => !isDelete(write)), ...writes.filter(isDelete).reverse()]);
}
