import type { V1Pod } from '@kubernetes/client-node';
import type { Cluster } from './cluster';
import { poll } from './poll';

/** The pods of a namespace, terminating ones left out. */
export async function pods(cluster: Cluster, namespace: string, labels: Readonly<Record<string, string>> = {}): Promise<V1Pod[]> {
  const { items } = await cluster.core.listNamespacedPod({ namespace, labelSelector: selector(labels) });
  return items.filter(({ metadata }) => metadata?.deletionTimestamp === undefined);
}

/** Whether a pod says that it is ready. */
export const isReady = ({ status }: V1Pod): boolean =>
  status?.conditions?.some(({ type, status: holds }) => type === 'Ready' && holds === 'True') ?? false;

/** Waits until all Deployments of a namespace have as many ready and up-to-date pods as they want, and no others. */
export async function deploymentsReady(cluster: Cluster, namespace: string, seconds = 60): Promise<void> {
  const waiting = async (): Promise<string[]> => {
    const { items } = await cluster.apps.listNamespacedDeployment({ namespace });
    return items.flatMap(({ metadata, spec, status }) => {
      const wanted = spec?.replicas ?? 1;
      const seen = status?.observedGeneration === metadata?.generation;
      const { updatedReplicas = 0, readyReplicas = 0, replicas = 0 } = status ?? {};
      const done = seen && updatedReplicas === wanted && readyReplicas === wanted && replicas === wanted;
      return done ? [] : [`${metadata?.name}: ${readyReplicas} of ${wanted} ready, ${updatedReplicas} updated, ${replicas} in all`];
    });
  };
  await poll(`the Deployments of ${namespace} to be ready`, async () => ((await waiting()).length === 0 ? true : undefined), {
    seconds,
    explain: async () => (await waiting()).join('\n'),
  });
}

/** Makes a pod that runs ready or unready, as its readiness probe would. */
export async function setReady(cluster: Cluster, pod: V1Pod, ready: boolean): Promise<void> {
  const { name = '', namespace = '' } = pod.metadata ?? {};
  const conditions = (pod.status?.conditions ?? []).map((condition) =>
    ['Ready', 'ContainersReady'].includes(condition.type) ? { ...condition, status: ready ? 'True' : 'False' } : condition,
  );
  await cluster.core.replaceNamespacedPodStatus({ name, namespace, body: { ...pod, status: { ...pod.status, conditions } } });
}

const selector = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
