import type { Cluster } from '../cluster/cluster';

/** A Warning event about an object. */
export interface Warned {
  readonly message: string;
  /** How often it was said. */
  readonly count: number;
}

/** The Warning events of a namespace that are about a Canary. */
export async function canaryWarnings(cluster: Cluster, namespace: string): Promise<Warned[]> {
  const { items } = await cluster.core.listNamespacedEvent({ namespace, fieldSelector: 'involvedObject.kind=Canary,type=Warning' });
  return items.map(({ message = '', count = 1 }) => ({ message, count }));
}
