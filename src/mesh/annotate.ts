import { ApiObject, JsonPatch } from 'cdk8s';
import { IConstruct } from 'constructs';

/** Where a kind of workload keeps the template of its pods. */
const TEMPLATES: ReadonlyMap<string, string> = new Map([
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job', 'Rollout'].map((kind) => [kind, '/spec/template'] as const),
  ['CronJob', '/spec/jobTemplate/spec/template'],
]);

interface Annotatable {
  addAnnotation(key: string, value: string): void;
}

/**
 * Adds annotations to the pods of a workload, and to the object itself where it is no workload. Other annotations stay; of two values for
 * one key the later one counts.
 *
 * @throws if a workload has no template of pods
 */
export function annotatePods(target: IConstruct, annotations: Readonly<Record<string, string>>): void {
  const object = ApiObject.of(target);
  const template = TEMPLATES.get(object.kind);
  const metadata = template === undefined ? object.metadata : podMetadata(object, target);
  if (metadata) Object.entries(annotations).forEach(([key, value]) => metadata.addAnnotation(key, value));
  else if (template !== undefined && Object.keys(annotations).length > 0) patchTemplate(object, template, annotations);
}

/** Whether a kind of object makes pods from a template. */
export function hasPodTemplate(kind: string): boolean {
  return TEMPLATES.has(kind);
}

/**
 * The metadata of pods that a workload of cdk8s-plus offers, found by its shape: it is written when the app is synthesized, so annotations
 * that its owner adds later stay, which a patch could not promise.
 */
function podMetadata(object: ApiObject, target: IConstruct): Annotatable | undefined {
  const owner = [target, object.node.scope].find((construct) => construct !== undefined && 'podMetadata' in construct && ApiObject.of(construct) === object);
  const metadata: unknown = owner && Reflect.get(owner, 'podMetadata');
  return isAnnotatable(metadata) ? metadata : undefined;
}

function isAnnotatable(value: unknown): value is Annotatable {
  return typeof value === 'object' && value !== null && 'addAnnotation' in value && typeof value.addAnnotation === 'function';
}

/**
 * RFC 6902 adds a field only to a parent that is there, and adding the parent would wipe out what is in it; so the patch depends on what
 * the object looks like now.
 */
function patchTemplate(object: ApiObject, path: string, annotations: Readonly<Record<string, string>>): void {
  const template = field(object.toJson(), path.slice(1).split('/'));
  if (template === undefined) throw new Error(`${object.kind} ${object.name} must have ${path.slice(1).replaceAll('/', '.')} to be annotated, but has none`);
  const metadata = field(template, ['metadata']);
  if (metadata === undefined) object.addJsonPatch(JsonPatch.add(`${path}/metadata`, { annotations: { ...annotations } }));
  else if (field(metadata, ['annotations']) === undefined) object.addJsonPatch(JsonPatch.add(`${path}/metadata/annotations`, { ...annotations }));
  else object.addJsonPatch(...Object.entries(annotations).map(([key, value]) => JsonPatch.add(`${path}/metadata/annotations/${pointer(key)}`, value)));
}

function field(value: unknown, path: readonly string[]): unknown {
  return path.reduce((inner, key) => (typeof inner === 'object' && inner !== null ? (Reflect.get(inner, key) as unknown) : undefined), value);
}

/** A key as a step of a JSON pointer (RFC 6901). */
function pointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
