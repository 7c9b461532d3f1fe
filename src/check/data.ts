import type { JsonObject, JsonValue } from '../yaml/read';

/** Whether data has fields. */
export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at the end of a path; undefined where there is none, or it is null, which Kubernetes takes for absent. */
export function valueAt(data: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  let value = data;
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value ?? undefined;
}

/** The text at the end of a path; undefined where there is something else. */
export function textAt(data: JsonValue | undefined, ...path: readonly string[]): string | undefined {
  const value = valueAt(data, ...path);
  return typeof value === 'string' ? value : undefined;
}

/** The number at the end of a path; undefined where there is something else. */
export function numberAt(data: JsonValue | undefined, ...path: readonly string[]): number | undefined {
  const value = valueAt(data, ...path);
  return typeof value === 'number' ? value : undefined;
}

/** The list at the end of a path; empty where there is something else. */
export function listAt(data: JsonValue | undefined, ...path: readonly string[]): readonly JsonValue[] {
  const value = valueAt(data, ...path);
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** The texts in the object at the end of a path, such as labels; empty where there is something else. */
export function textsAt(data: JsonValue | undefined, ...path: readonly string[]): ReadonlyMap<string, string> {
  const value = valueAt(data, ...path);
  const entries = isObject(value) ? Object.entries(value) : [];
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
