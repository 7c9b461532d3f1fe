import type { KubernetesObject } from '@kubernetes/client-node';
import { kubectlPath } from '../../scripts/kubectl';
import type { Cluster } from '../cluster/cluster';
import { type Manifest, manifestOf } from '../../src/check/manifest';
import type { JsonValue } from '../../src/yaml/read';
import type { DeployTool } from './tool';

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

/** What an object of a bundle is called in the audit log: `deployments.apps shop/web`. Throws if the cluster does not know its kind. */
export function idIn(
  resources: Resources,
  { apiVersion = '', kind = '', metadata: { name = '', namespace = '' } = {} }: KubernetesObject,
): string {
  const group = groupOf(apiVersion);
  const resource = resources.get(inGroup(kind, group));
  if (resource === undefined) throw new Error(`the cluster has no kind ${inGroup(kind, group)}, which ${name} is of`);
  return idOf({ resource, namespace, name });
}

/** What this package says that a tool will write, in the words of `deployed`. */
export function predicted(
  tool: DeployTool,
  before: readonly KubernetesObject[],
  after: readonly KubernetesObject[],
  resources: Resources,
): string[][] {
  const [old, now] = [before, after].map((objects) => objects.map(manifest));
  const batches = tool.predicts.batches({ before: old ?? [], after: now ?? [] });
  return batches.map(({ writes }) =>
    writes.map((write) => `${write.verb} ${idIn(resources, write.manifest.object as KubernetesObject)}`).sort(),
  );
}

function manifest(object: KubernetesObject): Manifest {
  const made = manifestOf(JSON.parse(JSON.stringify(object)) as JsonValue);
  if (!made) throw new Error(`an object must say what it is, got ${JSON.stringify(object)}`);
  return made;
}

/** What an object is called here, from what the audit log says of it. */
export const idOf = ({ resource, namespace = '', name }: { resource: string; namespace?: string; name: string }): string =>
  // The log says of a namespace that it is in itself.
  `${resource} ${namespace === '' || resource === 'namespaces' ? '' : `${namespace}/`}${name}`;

const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '');

const inGroup = (kind: string, group: string): string => (group === '' ? kind : `${kind}.${group}`);
