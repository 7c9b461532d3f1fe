import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** A kind that the server says it has. */
interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

const namespaced = (apiVersion: string, ...kinds: string[]): Kind[] => kinds.map((kind) => ({ apiVersion, kind, namespaced: true }));
const clusterWide = (apiVersion: string, ...kinds: string[]): Kind[] => kinds.map((kind) => ({ apiVersion, kind, namespaced: false }));

/** Kinds of Kubernetes 1.34 and of deploy tools, as far as constructs write them. */
const KNOWN: readonly Kind[] = [
  ...clusterWide('v1', 'Namespace'),
  ...namespaced('v1', 'ConfigMap', 'PersistentVolumeClaim', 'Pod', 'Secret', 'Service', 'ServiceAccount'),
  ...namespaced('apps/v1', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'),
  ...namespaced('autoscaling/v2', 'HorizontalPodAutoscaler'),
  ...namespaced('batch/v1', 'CronJob', 'Job'),
  ...namespaced('networking.k8s.io/v1', 'Ingress', 'NetworkPolicy'),
  ...namespaced('policy/v1', 'PodDisruptionBudget'),
  ...namespaced('rbac.authorization.k8s.io/v1', 'Role', 'RoleBinding'),
  ...clusterWide('rbac.authorization.k8s.io/v1', 'ClusterRole', 'ClusterRoleBinding'),
  ...namespaced('argoproj.io/v1alpha1', 'Application'),
  ...namespaced('helm.toolkit.fluxcd.io/v2', 'HelmRelease'),
  ...namespaced('source.toolkit.fluxcd.io/v1', 'HelmRepository', 'OCIRepository'),
];

/** Custom kinds: those of schemas/GROUP/KIND.VERSION.json. */
function customKinds(): Kind[] {
  const root = join(__dirname, '..', 'schemas');
  const groups = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const files = groups.flatMap(({ name }) => readdirSync(join(root, name)).map((file) => join(root, name, file)));
  return files.flatMap((file) => {
    const { properties } = JSON.parse(readFileSync(file, 'utf8')) as { properties: Record<'apiVersion' | 'kind', { const: string }> };
    return namespaced(properties.apiVersion.const, properties.kind.const);
  });
}

/** Where `kubectl` asks for an API version: the core of Kubernetes has a place of its own. */
const pathOf = (apiVersion: string): string => (apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`);

/** Path to answer, for all that a client asks who wants to know nothing but which kinds there are. */
function answers(kinds: readonly Kind[]): Map<string, object> {
  const apiVersions = [...new Set(kinds.map(({ apiVersion }) => apiVersion))];
  const groups = [...new Set(apiVersions.filter((apiVersion) => apiVersion.includes('/')).map((apiVersion) => apiVersion.split('/')[0]))];
  const versions = (group = '') =>
    apiVersions
      .filter((apiVersion) => apiVersion.startsWith(`${group}/`))
      .map((groupVersion) => ({ groupVersion, version: groupVersion.slice(group.length + 1) }));
  return new Map<string, object>([
    ['/api', { kind: 'APIVersions', versions: ['v1'] }],
    ['/apis', { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map((name) => ({ name, versions: versions(name) })) }],
    ...apiVersions.map((groupVersion): [string, object] => [
      pathOf(groupVersion),
      {
        kind: 'APIResourceList',
        apiVersion: 'v1',
        groupVersion,
        resources: kinds
          .filter(({ apiVersion }) => apiVersion === groupVersion)
          .map(({ kind, namespaced: inNamespace }) => ({
            name: `${kind.toLowerCase()}s`,
            singularName: kind.toLowerCase(),
            namespaced: inNamespace,
            kind,
            verbs: ['create', 'get'],
          })),
      },
    ]),
  ]);
}

/** An API server that knows which kinds there are and nothing else, so that `kubectl create --dry-run=client` runs without a cluster. */
export async function withDiscoveryServer<T>(use: (url: string) => Promise<T>): Promise<T> {
  const known = answers([...KNOWN, ...customKinds()]);
  const server = createServer((request, response) => {
    const answer = known.get(new URL(request.url ?? '/', 'http://localhost').pathname);
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
