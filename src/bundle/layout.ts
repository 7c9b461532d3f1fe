import { createHash } from 'node:crypto';
import { apiGroup, KubeObject } from './kube-object';
import { Rank } from './rank';
import { toYaml } from './yaml';

/** An object with its place in the order. */
export interface RankedObject {
  readonly object: KubeObject;
  readonly rank: Rank;
}

/** A file of a bundle: its name in the folder and its whole text. */
export interface BundleFile {
  readonly name: string;
  readonly text: string;
}

/** A ranked object with the name of its file. */
export interface PlacedObject extends RankedObject {
  readonly file: string;
}

/**
 * Puts objects in the order of their files: rank, kind, namespace, name. This is the order of `kubectl apply -f folder`, which
 * walks a folder by name, and of the `Kustomization` beside them.
 *
 * @throws if two objects are the same object for Kubernetes (API group, kind, namespace and name)
 */
export function place(objects: readonly RankedObject[]): PlacedObject[] {
  const namespaces = new Set(objects.map(({ object }) => object.metadata.namespace ?? ''));
  namespaces.delete('');
  const withNamespace = namespaces.size > 1;

  const byFile = new Map<string, PlacedObject>();
  for (const ranked of objects) {
    let file = fileName(ranked, withNamespace, false);
    const other = byFile.get(file);
    if (other) {
      refuseSame(other.object, ranked.object);
      file = fileName(ranked, withNamespace, true);
    }
    const clash = byFile.get(file);
    if (clash) refuseSame(clash.object, ranked.object);
    byFile.set(file, { ...ranked, file });
  }
  return [...byFile.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** The files of a folder that any tool can apply as it is: one object per file, and a `Kustomization` that keeps their order. */
export function files(placed: readonly PlacedObject[]): BundleFile[] {
  return [
    ...placed.map(({ file, object }) => ({ name: file, text: `---\n${toYaml(object)}` })),
    { name: 'Kustomization', text: `---\n${toYaml(kustomization(placed.map(({ file }) => file)))}` },
  ];
}

/**
 * Without an extension `kubectl apply -f folder` passes it over; `fifo` keeps kustomize from sorting by kind, which would
 * apply Deployments before routes (kustomize 5).
 */
function kustomization(resources: readonly string[]) {
  return { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', sortOptions: { order: 'fifo' }, resources };
}

/** File systems allow 255 bytes; some tools add a suffix of their own. */
const MAX_FILE_NAME = 200;

function fileName({ object, rank }: RankedObject, withNamespace: boolean, withGroup: boolean): string {
  const kind = object.kind.toLowerCase() + (withGroup ? `.${apiGroup(object.apiVersion) || 'core'}` : '');
  const namespace = withNamespace && object.metadata.namespace !== undefined ? `${object.metadata.namespace}.` : '';
  const full = `${rank}-${kind}-${namespace}${object.metadata.name}`;
  // Names of Kubernetes objects may hold characters that some file system refuses, such as the colon of `system:admin`.
  const safe = full.replace(/[^A-Za-z0-9._-]/g, '_');
  if (safe === full && safe.length <= MAX_FILE_NAME) return `${safe}.yaml`;
  const digest = createHash('sha256').update(full).digest('hex').slice(0, 8);
  return `${safe.slice(0, MAX_FILE_NAME)}-${digest}.yaml`;
}

function refuseSame(a: KubeObject, b: KubeObject): void {
  if (apiGroup(a.apiVersion) !== apiGroup(b.apiVersion)) return;
  const where = b.metadata.namespace === undefined ? '' : ` in namespace ${b.metadata.namespace}`;
  throw new Error(
    `two objects are the same ${b.kind} ${b.metadata.name}${where}; give one another name, or create it once and share it`,
  );
}
