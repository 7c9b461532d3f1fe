import { show } from '../mesh/input';
import type { JsonObject, JsonValue } from '../yaml/read';

/** Methods that become routes, in the order in which `linkerd profile` writes them. TRACE is none of them. */
export const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;

/** An HTTP method that a route can have. */
export type OpenApiMethod = (typeof METHODS)[number];

/**
 * What Linkerd reads of an OpenAPI document, as its decoder reads it: go-openapi/spec 0.22 over Go's `encoding/json`
 * (`pkg/profiles/openapi.go`). Field names match in any case (`Paths`, `GET`); two spellings of one field are merged, in byte order;
 * `null` is as good as absent.
 */
export interface OpenApiDocument {
  /** `basePath` of Swagger 2. Nothing of OpenAPI 3 takes its place, `servers` neither. */
  readonly basePath: string;
  /** Sorted by the bytes of the key, as Go sorts strings. */
  readonly items: readonly OpenApiItem[];
  readonly root: JsonObject;
}

/** A path of the document. */
export interface OpenApiItem {
  /** The key below `paths`. It begins with "/": Linkerd ignores the others. */
  readonly key: string;
  readonly value: JsonObject;
  readonly operations: readonly OpenApiOperation[];
}

/** A method of a path. */
export interface OpenApiOperation {
  readonly method: OpenApiMethod;
  /** The operation; more than one object where the method is written in several spellings, the later on top. */
  readonly layers: Layers;
}

/** Objects that are merged, the later on top. */
export type Layers = readonly JsonObject[];

/**
 * Reads a parsed OpenAPI document.
 *
 * @throws if it is no object, has no `paths`, or something that must be an object is not
 */
export function readOpenApiDocument(document: JsonValue): OpenApiDocument {
  if (!isObject(document)) throw new Error(`must hold an object with a "paths" field, got ${kindOf(document)}`);
  if (fieldValues([document], 'paths').length === 0) {
    throw new Error(`must have a "paths" field, got ${fieldList(document)}; is it an OpenAPI 2 or 3 document?`);
  }
  const items = new Map<string, OpenApiItem>();
  for (const paths of objectField([document], 'paths', 'paths')) {
    for (const key of sortedKeys(paths)) if (key.startsWith('/')) items.set(key, readItem(key, paths[key] ?? null));
  }
  return { basePath: basePathOf(document), items: [...items.values()].sort((a, b) => compareBytes(a.key, b.key)), root: document };
}

function readItem(key: string, value: JsonValue): OpenApiItem {
  const where = `paths[${show(key)}]`;
  const item = objectOrNull(value, where) ?? {};
  const operations = METHODS.map((method) => ({ method, layers: objectField([item], method, `${where}.${method.toLowerCase()}`) }));
  return { key, value: item, operations: operations.filter(({ layers }) => layers.length > 0) };
}

function basePathOf(document: JsonObject): string {
  const value =
    fieldValues([document], 'basePath')
      .filter((candidate) => candidate !== null)
      .at(-1) ?? '';
  if (typeof value !== 'string') throw new Error(`must have text as basePath, got ${kindOf(value)}; put it in quotes`);
  return value;
}

/** The objects that a field holds, in all its spellings and all layers. A `null` empties what came before. */
export function objectField(parents: Layers, name: string, where: string): Layers {
  let layers: JsonObject[] = [];
  for (const value of fieldValues(parents, name)) {
    const object = objectOrNull(value, where);
    layers = object ? [...layers, object] : [];
  }
  return layers;
}

/** The value of an extension field. Its name has one spelling only, in lower case. */
export function extension(layers: Layers, name: `x-${string}`): JsonValue | undefined {
  return layers.filter((layer) => Object.hasOwn(layer, name)).at(-1)?.[name];
}

function fieldValues(parents: Layers, name: string): JsonValue[] {
  // Unicode's simple case folding, like Go's: the Kelvin sign is a "k" to both.
  const spelling = new RegExp(`^${name}$`, 'iu');
  return parents.flatMap((parent) => sortedKeys(parent).flatMap((key) => (spelling.test(key) ? [parent[key] ?? null] : [])));
}

/** `value`, which must be an object or null. */
export function objectOrNull(value: JsonValue, where: string): JsonObject | undefined {
  if (value === null) return undefined;
  if (!isObject(value)) throw new Error(`must have an object at ${where}, got ${kindOf(value)}`);
  return value;
}

/** Keys in the order of their bytes: the order of JSON that Go writes. */
export function sortedKeys(object: JsonObject): string[] {
  return Object.keys(object).sort(compareBytes);
}

/** Compares as Go does, by the bytes of UTF-8, not by UTF-16 units as JavaScript does. */
function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Whether `value` is a JSON object: no list, no null. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: JsonValue): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `the ${typeof value} ${show(value)}`;
}

function fieldList(object: JsonObject): string {
  const keys = Object.keys(object);
  return keys.length === 0 ? 'no field at all' : `the fields ${show(keys.join(', '))}`;
}
