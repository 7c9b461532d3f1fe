import { ApiObject, ApiObjectMetadata, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { checkRank, defaultRank, KubeObject, Rank } from '../bundle';
import { objectName } from './input';
import { resolveObject } from './resolve';

/** A manifest of a known type that says what it is and has a name: what a `MeshObject` is made of. */
export type Manifest<T extends object = object> = Omit<T, 'apiVersion' | 'kind' | 'metadata'> & {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ApiObjectMetadata & { readonly name: string };
};

/** Kinds that live in no namespace; a namespace of the chart does not apply to them. */
const CLUSTER_SCOPED = new Set([
  'Namespace',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleBinding',
  'PersistentVolume',
  'StorageClass',
  'PriorityClass',
  'IngressClass',
  'GatewayClass',
]);

const ranks = new WeakMap<ApiObject, Rank>();

/**
 * A Kubernetes object made by this library: a cdk8s `ApiObject` with all of its escape hatches (`addJsonPatch`,
 * `metadata.addLabel`, `ApiObject.of`), whose type is that of the manifest.
 */
export class MeshObject<T extends object = object> extends ApiObject {
  private readonly manifest: Manifest<T>;
  private readonly jsonPatches: JsonPatch[] = [];

  /** @throws if the name is none that Kubernetes accepts */
  constructor(scope: Construct, id: string, manifest: Manifest<T>) {
    objectName(`name of ${manifest.kind}`, manifest.metadata.name);
    super(scope, id, manifest);
    this.manifest = manifest;
  }

  /** Applies RFC 6902 patches to the object when it is synthesized; they reach the YAML whatever they add. */
  public override addJsonPatch(...ops: JsonPatch[]): void {
    this.jsonPatches.push(...ops);
  }

  /**
   * The object as plain data, patched, its fields in the order in which a person would write them.
   *
   * @throws if it holds something that is no data, or a patch does not fit
   */
  public override toJson(): KubeObject {
    const { apiVersion, kind, metadata: _, ...body } = this.manifest;
    const json = resolveObject(this, { apiVersion, kind, metadata: this.metadataFields(), ...body }) as KubeObject;
    if (this.jsonPatches.length === 0) return json;
    try {
      return JsonPatch.apply(json, ...this.jsonPatches) as KubeObject;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`[${this.node.path}] a JSON patch does not fit the object (${reason}); does the parent of its path exist?`);
    }
  }

  private metadataFields(): object {
    const { metadata } = this;
    const namespace = CLUSTER_SCOPED.has(this.kind) ? undefined : metadata.namespace;
    if (!METADATA_FIELDS.every((field) => field in metadata)) return { ...(metadata.toJson() as object), namespace };
    const [labels, annotations, finalizers, ownerReferences, others] = METADATA_FIELDS.map((field) =>
      unlessEmpty(Reflect.get(metadata, field)),
    );
    const known = { name: this.name, namespace, labels, annotations, finalizers, ownerReferences };
    // Twice: the first sets the order of the fields, the second wins over what the constructor was given.
    return { ...known, ...others, ...known };
  }
}

/**
 * Private fields of cdk8s's metadata (cdk8s 2.70). `metadata.toJson()` would do, but for a label or annotation with the key `constructor`
 * it throws, and it takes most of the time of synthesis; so it is for a cdk8s that has other fields.
 */
const METADATA_FIELDS = ['labels', 'annotations', 'finalizers', 'ownerReferences', '_additionalAttributes'] as const;

function unlessEmpty(value: unknown): object | undefined {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0 ? value : undefined;
}

/** The place of an object in its chart's order: what `setRank` gave it, or what its kind says. */
export function rankOf(object: ApiObject): Rank {
  return ranks.get(object) ?? defaultRank(object);
}

/**
 * Moves an object in the order of its chart, for instance a custom object of yours that must be there before the Services (rank
 * 2000). Works on any `ApiObject`, or construct with a default child.
 *
 * @throws if the rank is no whole number from 1000 to 9999
 */
export function setRank(construct: Construct, rank: number): void {
  ranks.set(ApiObject.of(construct), checkRank(rank));
}
