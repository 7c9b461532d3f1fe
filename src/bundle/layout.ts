import { createHash } from 'node:crypto';
import { apiGroup, KubeObject } from './kube-object';
import { isKnownByKind, Rank } from './rank';
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
 * A file is named after its object alone, so that another object does not rename it, with one exception: once there are objects of
 * several namespaces, the names of all files hold the namespace.
 *
 * @throws if two objects are the same object for Kubernetes (API group, kind, namespace and name)
 */
export function place(objects: readonly RankedObject[]): PlacedObject[] {
  refuseSame(objects.map(({ object }) => object));
  const withNamespace = hasSeveralNamespaces(objects.map(({ object }) => object));

  const byFile = new Map<string, PlacedObject>();
  for (const ranked of objects) {
    const file = fileName(ranked, withNamespace);
    const other = byFile.get(file);
    if (other) throw new Error(`${label(other.object)} and ${label(ranked.object)} would share the file ${file}; give one another name`);
    byFile.set(file, { ...ranked, file });
  }
  return [...byFile.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** The files of a folder that any tool can apply as it is: one object per file, and a `Kustomization` that keeps their order. */
export function files(placed: readonly PlacedObject[]): BundleFile[] {
  return [
    ...placed.map(({ file, object }) => ({ name: file, text: toDocument(object) })),
    { name: 'Kustomization', text: toYaml(kustomization(placed.map(({ file }) => file)), '---') },
  ];
}

/**
 * An object as a YAML document with its leading `---`, so that documents can be put one after another.
 *
 * @throws if the object holds something that is no data
 */
export function toDocument(object: KubeObject): string {
  try {
    return toYaml(object, '---');
  } catch (error) {
    throw new Error(`${label(object)}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Without an extension `kubectl apply -f folder` passes it over; `fifo` keeps kustomize from sorting by kind, which would
 * apply Deployments before routes (kustomize 5).
 */
function kustomization(resources: readonly string[]) {
  return { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', sortOptions: { order: 'fifo' }, resources };
}

function refuseSame(objects: readonly KubeObject[]): void {
  const seen = new Set<string>();
  for (const object of objects) {
    const { apiVersion, kind, metadata } = object;
    const identity = JSON.stringify([apiGroup(apiVersion), kind, metadata.namespace, metadata.name]);
    if (seen.has(identity))
      throw new Error(`two objects are the same ${label(object)}; give one another name, or create it once and share it`);
    seen.add(identity);
  }
}

function label({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata.name}${metadata.namespace === undefined ? '' : ` in namespace ${metadata.namespace}`}`;
}

/** Objects without a namespace live in none, unless others of their kind have one: then theirs is the default one. */
function hasSeveralNamespaces(objects: readonly KubeObject[]): boolean {
  const namespaced = new Set(objects.filter(({ metadata }) => metadata.namespace !== undefined).map(({ kind }) => kind));
  return new Set(objects.filter(({ kind }) => namespaced.has(kind)).map(({ metadata }) => metadata.namespace)).size > 1;
}

/** File systems allow 255 bytes; some tools add a suffix of their own. */
const MAX_FILE_NAME = 200;

function fileName({ object, rank }: RankedObject, withNamespace: boolean): string {
  const kind = isKnownByKind(object) ? object.kind : `${object.kind}.${apiGroup(object.apiVersion)}`;
  const namespace = withNamespace && object.metadata.namespace !== undefined ? `${object.metadata.namespace}.` : '';
  const full = `${rank}-${kind.toLowerCase()}-${namespace}${object.metadata.name}`;
  // Kubernetes allows names that some file system refuses (`system:admin`) or takes for one and the same (`Admin`, `admin`).
  const safe = full.replace(/[^A-Za-z0-9._-]/g, '_');
  if (safe === full.toLowerCase() && safe.length <= MAX_FILE_NAME) return `${safe}.yaml`;
  const digest = createHash('sha256').update(full).digest('hex').slice(0, 8);
  return `${safe.slice(0, MAX_FILE_NAME)}-${digest}.yaml`;
}
