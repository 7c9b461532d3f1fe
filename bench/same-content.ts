import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';

/** All objects that a program wrote to the folder `out` or to `out.yaml`, whatever their order and that of their fields. */
export function contentOf(out: string): string[] {
  const inFolder = existsSync(out) ? readdirSync(out, { recursive: true, encoding: 'utf8' }).map((name) => join(out, name)) : [];
  const files = [...inFolder, `${out}.yaml`].filter((file) => file.endsWith('.yaml') && existsSync(file));
  return files
    .flatMap((file) => loadAll(readFileSync(file, 'utf8')))
    .map((object) => JSON.stringify(sorted(object)))
    .sort();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, sorted(child)]),
  );
}

/**
 * Sees to it that only programs are compared that write the same objects.
 *
 * @throws with the first object that one has and the other has not
 */
export function requireSame(name: string, content: readonly string[], other: string, otherContent: readonly string[]): void {
  const missing = content.find((object) => !otherContent.includes(object));
  if (missing !== undefined) throw new Error(`${name} writes what ${other} does not:\n${missing}`);
  if (content.length !== otherContent.length) throw new Error(`${name} writes ${content.length} objects, ${other} ${otherContent.length}`);
}
