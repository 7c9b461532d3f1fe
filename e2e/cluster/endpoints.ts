import type { Cluster } from './cluster';

/** Who receives the connections to a Service: names of ready pods, sorted. */
export async function endpoints(cluster: Cluster, namespace: string, service: string): Promise<string[]> {
  const { items } = await cluster.discovery.listNamespacedEndpointSlice({
    namespace,
    labelSelector: `kubernetes.io/service-name=${service}`,
  });
  const ready = items.flatMap((slice) => slice.endpoints.filter(({ conditions }) => conditions?.ready !== false));
  return [...new Set(ready.map(({ targetRef }) => targetRef?.name ?? ''))].sort();
}
