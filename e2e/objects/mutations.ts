/** Data with one thing changed. */
export interface Mutation {
  /** Where and what, such as `spec.rules[0].name: null`. */
  readonly what: string;
  readonly value: unknown;
}

/** What is put in place of a value. */
export type Others = (value: unknown) => readonly unknown[];

const VALUES: readonly unknown[] = [
  ...[null, '', 'A b', '-1', 'x'.repeat(5000), 0, -1, 0.5, 65536, 2 ** 31, 1e21],
  ...[true, false, [], ['', ''], {}, { surprise: 1 }],
];

/** Values of all types, and out of most ranges. */
export const anyOther: Others = (value) => VALUES.filter((other) => JSON.stringify(other) !== JSON.stringify(value));

/** Those of them that have the type of the value: what TypeScript lets through. */
export const otherOfItsType: Others = (value) =>
  anyOther(value).filter((other) => typeof other !== 'object' && typeof other === typeof value);

/**
 * Every way to change one place of some data: to leave a field or an item out, to repeat an item, to put another value in, and, where values of other
 * types are, to add a field that nobody knows.
 */
export function mutations(data: unknown, others: Others): Mutation[] {
  return [...mutated(data, '', others)];
}

function* mutated(value: unknown, path: string, others: Others): Generator<Mutation> {
  if (path !== '') for (const other of others(value)) yield { what: `${path}: ${text(other)}`, value: other };
  if (Array.isArray(value)) yield* mutatedList(value, path, others);
  else if (isMap(value)) yield* mutatedMap(value, path, others);
}

function* mutatedList(list: readonly unknown[], path: string, others: Others): Generator<Mutation> {
  for (const [index, item] of list.entries()) {
    const place = `${path}[${index}]`;
    const changed = (...items: readonly unknown[]) => [...list.slice(0, index), ...items, ...list.slice(index + 1)];
    yield { what: `${place} twice`, value: changed(item, item) };
    yield { what: `${place} left out`, value: changed() };
    for (const { what, value } of mutated(item, place, others)) yield { what, value: changed(value) };
  }
}

function* mutatedMap(map: Readonly<Record<string, unknown>>, path: string, others: Others): Generator<Mutation> {
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  if (others === anyOther) yield { what: `${at('surprise')} added`, value: { ...map, surprise: 1 } };
  for (const [key, value] of Object.entries(map)) {
    const { [key]: _, ...rest } = map;
    yield { what: `${at(key)} left out`, value: rest };
    for (const change of mutated(value, at(key), others)) yield { what: change.what, value: { ...map, [key]: change.value } };
  }
}

/** Data, as opposed to what a class makes of it. */
const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const text = (value: unknown): string => {
  const json = JSON.stringify(value);
  return json.length > 40 ? `${json.slice(0, 37)}…` : json;
};
