import { createHash } from 'node:crypto';

/**
 * The list of files that we wrote, beside the folders, with a digest each. It has no extension: deploy tools that walk a folder
 * read `.yaml`, `.yml` and `.json`.
 */
export const LEDGER = '.cdk8s-mesh-files';

/** Path below the output folder → digests of the texts that we wrote there. There are several only while a run is under way. */
export type Ledger = ReadonlyMap<string, ReadonlySet<string>>;

/** A folder or file name that means the same on every system: no `..`, no hidden file, no separator of Windows. */
const NAME = '[A-Za-z0-9][A-Za-z0-9._-]*';

/** The only file of ours beside the folders: where `cdk8s synth` looks for the constructs of objects (cdk8s-cli 2.207). */
export const METADATA = 'construct-metadata.json';

const FILE = `(?:${NAME}(?:/${NAME})+|${METADATA.replace('.', '\\.')})`;
const PATH = new RegExp(`^${FILE}$`);
const LINE = new RegExp(`^([0-9a-f]{64}) {2}(${FILE})$`);

/**
 * A path of a file in a folder below the output folder, or `METADATA`.
 *
 * @throws if it could lead anywhere else
 */
export function checkPath(path: string): string {
  if (PATH.test(path)) return path;
  throw new Error(`a file must be named by letters, digits, ".", "_" and "-" in a folder named so, got ${JSON.stringify(path)}`);
}

/** Lines that are no entries, such as those of a merge conflict, name no file of ours. */
export function parseLedger(text: string): Ledger {
  const ledger = new Map<string, Set<string>>();
  for (const line of text.split('\n')) {
    const [, digest, path] = LINE.exec(line) ?? [];
    if (digest === undefined || path === undefined) continue;
    ledger.set(path, (ledger.get(path) ?? new Set()).add(digest));
  }
  return ledger;
}

/** In the format of `sha256sum`, so that `sha256sum -c` can check the files. */
export function formatLedger(ledger: Ledger): string {
  return [...ledger].flatMap(([path, digests]) => [...digests].map((digest) => `${digest}  ${path}\n`)).join('');
}

/** The digest of a text, as it stands in a ledger. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The ledger of a run that is under way: should it be interrupted, the next one must know both the files that are still old and those that are new. */
export function union(after: Ledger, before: Ledger): Ledger {
  const paths = new Set([...after.keys(), ...before.keys()]);
  return new Map([...paths].map((path) => [path, new Set([...(after.get(path) ?? []), ...(before.get(path) ?? [])])]));
}
