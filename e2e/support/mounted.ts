import type { V1ConfigMap, V1Pod } from '@kubernetes/client-node';
import type { Cluster } from '../cluster/cluster';

/** The files that the first container of a pod finds where ConfigMaps are mounted, as a kubelet puts them there: path → content. */
export async function mountedFiles(cluster: Cluster, { metadata, spec }: V1Pod): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const { name, mountPath, subPath } of spec?.containers[0]?.volumeMounts ?? []) {
    const source = spec?.volumes?.find((volume) => volume.name === name)?.configMap;
    if (!source) continue;
    const configMap = await cluster.core.readNamespacedConfigMap({ name: source.name ?? '', namespace: metadata?.namespace ?? '' });
    for (const [path, content] of projected(configMap, source.items)) {
      if (subPath === undefined) found.set(`${mountPath}/${path}`, content);
      else if (subPath === path) found.set(mountPath, content);
    }
  }
  return found;
}

/** All keys by their names, or those that are chosen. Throws if a chosen one is missing, where a kubelet would not start the container. */
function projected(
  { metadata, data = {} }: V1ConfigMap,
  items?: readonly { readonly key: string; readonly path: string }[],
): [string, string][] {
  return (items ?? Object.keys(data).map((key) => ({ key, path: key }))).map(({ key, path }) => {
    const content = data[key];
    if (content === undefined)
      throw new Error(`a pod mounts ${key} of ConfigMap ${metadata?.name}, which has ${Object.keys(data).join(', ')}`);
    return [path, content];
  });
}
