import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject } from '@kubernetes/client-node';
import { loadAll } from 'js-yaml';
import type { Cluster } from '../cluster/cluster';

/** The objects in the YAML files of a folder and those below it, in the order of file names; what is to be deleted is only the name of one. */
export function objectsIn(folder: string): KubernetesObject[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.ya?ml$/.test(name) && !/(^|\/)teardown\//.test(name),
  );
  return files.sort().flatMap((name) => loadAll(readFileSync(join(folder, name), 'utf8')) as KubernetesObject[]);
}

/** Namespaces that objects are in, or that objects are. */
export function namespacesOf(objects: readonly KubernetesObject[]): { readonly used: readonly string[]; readonly made: readonly string[] } {
  const unique = (names: (string | undefined)[]): string[] => [...new Set(names.filter((name) => name !== undefined))].sort();
  return {
    used: unique(objects.map(({ metadata }) => metadata?.namespace)),
    made: unique(objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata?.name)),
  };
}

/** Makes the namespaces that objects are in and that none of them makes, as their user has done before. */
export async function addMissingNamespaces(cluster: Cluster, objects: readonly KubernetesObject[]): Promise<void> {
  const { used, made } = namespacesOf(objects);
  for (const name of used.filter((each) => !made.includes(each))) await cluster.addNamespace(name);
}
