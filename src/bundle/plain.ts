/**
 * Whether a value is a record, as opposed to an array or an instance of a class. Records of another realm count: a test runner has its own
 * `Object`, and `structuredClone` gives records of Node's.
 */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** What a value is called in an error that is no text: `a function`, `a Date`, `a list`, `the number NaN`. */
export function nameOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (Array.isArray(value)) return 'a list';
  if (isRecord(value)) return 'an object';
  const type: unknown = Reflect.get(Object.getPrototypeOf(value) as object, 'constructor');
  return `a ${typeof type === 'function' && type.name !== '' ? type.name : 'class instance'}`;
}
