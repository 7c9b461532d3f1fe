import { HELM_INSTALL_ORDER, HELM_UNINSTALL_ORDER, type KindOrder } from './kind-order';
import { type Batch, type Change, oneByOne, sortedBy, together, type Write, writesOf } from './write';

/** Install and uninstall send what is of one kind together; an upgrade goes one by one, and deletes at its end without waiting (Helm 4.1, run). */
export function inHelmOrder(change: Change): Batch[] {
  const writes = writesOf(change);
  if (change.after.length === 0) return together(byKind(writes, HELM_UNINSTALL_ORDER), ({ manifest }) => manifest.kind);
  const ordered = byKind(writes, HELM_INSTALL_ORDER);
  if (change.before.length === 0) return together(ordered, ({ manifest }) => manifest.kind);
  return oneByOne([...ordered.filter(({ verb }) => verb !== 'delete'), ...ordered.filter(({ verb }) => verb === 'delete')]);
}

/** Kinds that are in no list stand last, by their name; the group does not count. */
const byKind = (writes: readonly Write[], order: KindOrder): Write[] => sortedBy(writes, ({ manifest: { kind } }) => [order(kind), kind]);
