import type { Cluster } from '../cluster/cluster';
import { poll } from '../cluster/poll';

/** Makes a namespace unless it is there. */
export async function ensureNamespace(cluster: Cluster, name: string): Promise<void> {
  if (!(await namespaces(cluster)).includes(name)) await cluster.addNamespace(name);
}

/** Has namespaces removed with all that is in them, and does not wait: the API server takes five seconds and more. Those that are not there count as removed. */
export async function beginRemoval(cluster: Cluster, names: readonly string[]): Promise<void> {
  const there = await namespaces(cluster);
  for (const namespace of names.filter((name) => there.includes(name))) {
    // A namespace waits for half the time that its pods may take to end, so they go first, and at once.
    await cluster.apps.deleteCollectionNamespacedDeployment({ namespace });
    await cluster.apps.deleteCollectionNamespacedReplicaSet({ namespace });
    await cluster.core.deleteCollectionNamespacedPod({ namespace, gracePeriodSeconds: 0 });
    await cluster.core.deleteNamespace({ name: namespace });
  }
}

/** Waits until namespaces are gone. */
export async function removed(cluster: Cluster, names: readonly string[]): Promise<void> {
  await poll(`the namespaces ${names.join(', ')} to be gone`, async () =>
    (await namespaces(cluster)).some((name) => names.includes(name)) ? undefined : true,
  );
}

const namespaces = async (cluster: Cluster): Promise<string[]> =>
  (await cluster.core.listNamespace()).items.map(({ metadata }) => metadata?.name ?? '');
