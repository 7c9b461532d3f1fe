import { ApiObject, JsonPatch } from 'cdk8s';
import { IConstruct } from 'constructs';
import { fieldAt, podTemplatePath } from './pod-template';

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
  const template = podTemplatePath(object.kind);
  const metadata = template === undefined ? object.metadata : podMetadata(object, target);
  if (metadata) Object.entries(annotations).forEach(([key, value]) => metadata.addAnnotation(key, value));
  else if (template !== undefined && Object.keys(annotations).length > 0) patchTemplate(object, template, annotations);
}

/**
 * The metadata of pods that a workload of cdk8s-plus offers, found by its shape: it is written when the app is synthesized, so annotations
 * that its owner adds later stay, which a patch could not promise.
 */
function podMetadata(object: ApiObject, target: IConstruct): Annotatable | undefined {
  const owner = [target, object.node.scope].find(
    (construct) => construct !== undefined && 'podMetadata' in construct && ApiObject.of(construct) === object,
  );
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
function patchTemplate(object: ApiObject, path: readonly string[], annotations: Readonly<Record<string, string>>): void {
  const template = fieldAt(object.toJson(), path);
  if (template === undefined) throw new Error(`${object.kind} ${object.name} must have ${path.join('.')} to be annotated, but has none`);
  const add = (keys: readonly string[], value: unknown): void => object.addJsonPatch(JsonPatch.add(pointer([...path, ...keys]), value));
  if (fieldAt(template, ['metadata']) === undefined) add(['metadata'], { annotations: { ...annotations } });
  else if (fieldAt(template, ['metadata', 'annotations']) === undefined) add(['metadata', 'annotations'], { ...annotations });
  else Object.entries(annotations).forEach(([key, value]) => add(['metadata', 'annotations', key], value));
}

/** A JSON pointer (RFC 6901). */
function pointer(keys: readonly string[]): string {
  return keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
