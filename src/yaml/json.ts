/** Data as JSON has it. Keys such as `__proto__` are data like any other: read with `Object.hasOwn`, `Object.keys`, `Object.entries`. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** A JSON object, see `JsonValue`. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}
