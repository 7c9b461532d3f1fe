import type { KubernetesObject } from '@kubernetes/client-node';
import { kubectlPath } from '../../scripts/kubectl';
import type { Cluster } from '../cluster/cluster';
import type { BundleObject } from './order';

/** How the audit log calls the kinds of a cluster: `Deployment.apps` → `deployments.apps`. */
export type Resources = ReadonlyMap<string, string>;

/** Asks the API server which kinds it has. */
export async function resourcesOf(cluster: Cluster): Promise<Resources> {
  const { stdout } = await cluster.run(kubectlPath(), ['api-resources', '--no-headers'], { user: 'harness' });
  const rows = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/ +/));
  return new Map(
    rows.map((row) => {
      const [version = '', , kind = ''] = row.slice(-3);
      return [inGroup(kind, groupOf(version)), inGroup(row[0] ?? '', groupOf(version))];
    }),
  );
}

/** Objects of a bundle; they are called as in the audit log: `deployments.apps shop/web`. Throws if the cluster does not know a kind. */
export const bundleObjects = (objects: readonly KubernetesObject[], resources: Resources): BundleObject[] =>
  objects.map(({ apiVersion = '', kind = '', metadata: { name = '', namespace = '', annotations = {} } = {} }) => {
    const group = groupOf(apiVersion);
    const resource = resources.get(inGroup(kind, group));
    if (resource === undefined) throw new Error(`the cluster has no kind ${inGroup(kind, group)}, which ${name} is of`);
    return {
      id: idOf({ resource, namespace, name }),
      group,
      kind,
      name,
      namespace,
      wave: Number(annotations['argocd.argoproj.io/sync-wave'] ?? 0),
    };
  });

/** What an object is called here, from what the audit log says of it. */
export const idOf = ({ resource, namespace = '', name }: { resource: string; namespace?: string; name: string }): string =>
  // The log says of a namespace that it is in itself.
  `${resource} ${namespace === '' || resource === 'namespaces' ? '' : `${namespace}/`}${name}`;

const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '');

const inGroup = (kind: string, group: string): string => (group === '' ? kind : `${kind}.${group}`);
