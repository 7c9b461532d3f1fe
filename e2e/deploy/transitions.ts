import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A release of an application, with its state before and after. What each tool was seen to write elsewhere is compared with what we predict in `test/check/deploy`. */
export interface Transition {
  readonly name: string;
  /** Folders. */
  readonly before: string;
  readonly after: string;
}

const FOLDER = join(__dirname, '../../test/check/truth/deploy-orders');

/** Those whose states have objects, and of kinds that this bench has. */
const NAMES = ['canary-install', 'promote', 'remove-canary-at-weight', 'waves-canary-install', 'waves-remove-canary-hpa', 'weight-shift'];

/** Releases that were observed elsewhere, too. */
export const transitions = (): Transition[] =>
  NAMES.map((name) => ({ name, before: join(FOLDER, name, 'before'), after: join(FOLDER, name, 'after') }));

/** How a copy of a folder differs from it. */
interface CopyOptions {
  /** The namespace that another takes the place of. @default 'shop' */
  readonly old?: string;
  /** @default - all */
  readonly isWanted?: (file: string) => boolean;
}

/** A copy of a folder, whose objects are in another namespace, with a Kustomization that keeps their order. Returns the copy. */
export function inNamespace(
  namespace: string,
  folder: string,
  copy: string,
  { old = 'shop', isWanted = () => true }: CopyOptions = {},
): string {
  mkdirSync(copy, { recursive: true });
  const resources = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml') && isWanted(file))
    .sort();
  for (const file of resources) {
    const text = readFileSync(join(folder, file), 'utf8');
    writeFileSync(join(copy, file), text.replaceAll(`namespace: ${old}\n`, `namespace: ${namespace}\n`));
  }
  writeFileSync(join(copy, 'Kustomization'), JSON.stringify({ resources, sortOptions: { order: 'fifo' } }));
  return copy;
}
