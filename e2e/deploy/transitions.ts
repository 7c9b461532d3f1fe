import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Batches } from './order';

/** A release of an application, with what each tool was seen to write. */
export interface Transition {
  readonly name: string;
  /** The folder of the state before, and that of the state after. */
  readonly before: string;
  readonly after: string;
  /** Name of the tool → writes in words, of objects in the namespace `shop`. */
  readonly observed: ReadonlyMap<string, Batches<string>>;
}

const FOLDER = join(__dirname, 'observed');

/** Releases that were observed elsewhere; observed/README.md says how. */
export const transitions = (): Transition[] =>
  readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      name,
      before: join(FOLDER, name, 'before'),
      after: join(FOLDER, name, 'after'),
      observed: new Map(
        Object.entries(JSON.parse(readFileSync(join(FOLDER, name, 'observed.json'), 'utf8')) as Record<string, Batches<string>>),
      ),
    }));

/** A copy of a folder, whose objects are in another namespace than `shop`. Returns the copy. */
export function inNamespace(namespace: string, folder: string, copy: string): string {
  cpSync(folder, copy, { recursive: true });
  for (const file of readdirSync(copy)) {
    const path = join(copy, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('namespace: shop\n', `namespace: ${namespace}\n`));
  }
  return copy;
}
