import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { KubeObject } from '../../src/bundle';

/** The labs' own manifests, where they are at hand. */
const FIXTURES = join(__dirname, '../../../shared/fixtures');

/** A place where what we emit is not what the lab has, and why. */
export interface Difference {
  /** Kind, name and field: `Deployment stockmanager spec.strategy`. What lies below it is meant too; `*` stands for any name of an object. */
  readonly at: string;
  readonly why: string;
}

/** Whether the labs' manifests are at hand; a test that compares with them says so and does nothing where they are not. */
export const hasLabs = existsSync(FIXTURES);

/** The objects of a file of the labs. `${…}` in it is replaced first, as its reader would. */
export function labObjects(file: string, replacements: Readonly<Record<string, string>> = {}): KubeObject[] {
  const text = Object.entries(replacements).reduce(
    (all, [from, to]) => all.replaceAll(from, to),
    readFileSync(join(FIXTURES, file), 'utf8'),
  );
  return (loadAll(text) as (KubeObject | null)[]).filter((object) => object !== null);
}

/**
 * What is wrong with a list of differences: differences that it does not explain, and explanations of differences that are not there.
 * Objects are compared by kind and name; `renamed` maps names of the lab to ours.
 */
export function unexplained(
  ours: readonly KubeObject[],
  lab: readonly KubeObject[],
  differences: readonly Difference[],
  renamed: Readonly<Record<string, string>> = {},
): string[] {
  const found = lab.flatMap((theirs) => {
    const name = renamed[theirs.metadata.name] ?? theirs.metadata.name;
    const id = `${theirs.kind} ${name}`;
    const own = ours.find((object) => object.kind === theirs.kind && object.metadata.name === name);
    return own ? compare(withoutIdentity(own), withoutIdentity(theirs), id) : [`${id} is missing`];
  });
  const unused = differences.filter(({ at }) => !found.some((difference) => covers(at, difference)));
  return [
    ...found.filter((difference) => !differences.some(({ at }) => covers(at, difference))),
    ...unused.map(({ at }) => `not different after all: ${at}`),
  ];
}

function withoutIdentity({ kind: _kind, metadata, ...rest }: KubeObject): Record<string, unknown> {
  // A reader of the labs applies everything with -n; names were matched already.
  const { name: _name, namespace: _namespace, ...meta } = metadata;
  return { ...rest, ...(Object.keys(meta).length > 0 ? { metadata: meta } : {}) };
}

function covers(at: string, difference: string): boolean {
  const pattern = at.replace(/[.\\+?^$()[\]{}|]/g, '\\$&').replaceAll('*', '\\S+');
  return new RegExp(`^${pattern}(?=$|[ .[])`).test(difference);
}

/** Every leaf that differs: `Kind name path: ours …, lab …`. */
function compare(ours: unknown, lab: unknown, id: string): string[] {
  const a = leaves(ours);
  const b = leaves(lab);
  const paths = [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path));
  return paths.map((path) => `${id} ${path} ours: ${a.get(path) ?? 'none'}, lab: ${b.get(path) ?? 'none'}`);
}

function leaves(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[path, JSON.stringify(value)]]);
  const entries = Array.isArray(value)
    ? value.map((child, index): [string, unknown] => [`${path}[${keyOf(child) ?? index}]`, child])
    : Object.entries(value).map(([key, child]): [string, unknown] => [path === '' ? key : `${path}.${key}`, child]);
  if (entries.length === 0) return new Map([[path, Array.isArray(value) ? '[]' : '{}']]);
  return new Map(entries.flatMap(([key, child]) => [...leaves(child, key)]));
}

/** Lists of Kubernetes are maps by name, where their entries have one. */
function keyOf(value: unknown): string | undefined {
  const { name, service, path } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return [name, service, path].find((key): key is string => typeof key === 'string');
}
