import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BundleFile } from './layout';

/** A folder of a bundle below the output folder, with its files. */
export interface BundleFolder {
  readonly name: string;
  readonly files: readonly BundleFile[];
}

/**
 * The list of files that we wrote, with a digest each, beside the folders. It has no extension: deploy tools that walk a folder
 * read `.yaml`, `.yml` and `.json`.
 */
const LEDGER = '.cdk8s-mesh-files';

/** Path below the output folder → digest of the text that we wrote. */
type Ledger = ReadonlyMap<string, string>;

/**
 * Writes folders below `outdir` and removes the files of an earlier run that are no longer wanted.
 *
 * Nothing that somebody else wrote is touched: a file that is in the way and not ours, or ours and changed since, stops the run
 * before the first write. Each file is replaced in one move, so a reader sees the old text or the new one.
 *
 * @throws if a file in the way is not ours or was changed by hand
 */
export function writeBundle(outdir: string, folders: readonly BundleFolder[]): void {
  const wanted = new Map<string, string>(folders.flatMap(({ name, files }) => files.map((file) => [`${name}/${file.name}`, file.text] as const)));
  const before = readLedger(outdir);
  const stale = [...before.keys()].filter((path) => !wanted.has(path));

  const changed: string[] = [];
  for (const [path, text] of wanted) if (mustWrite(outdir, path, text, before)) changed.push(path);
  const removable = stale.filter((path) => isUntouched(outdir, path, before));

  for (const { name } of folders) mkdirSync(join(outdir, name), { recursive: true });
  for (const path of changed) replace(outdir, path, wanted.get(path) ?? '');
  for (const path of removable) remove(outdir, path);
  writeLedger(outdir, wanted, before);
}

function mustWrite(outdir: string, path: string, text: string, before: Ledger): boolean {
  const current = read(join(outdir, path));
  if (current === undefined) return true;
  if (current === text) return false;
  if (before.get(path) === digest(current)) return true;
  const what = before.has(path) ? 'was changed since it was synthesized' : 'is not a file that cdk8s-mesh wrote';
  throw new Error(`will not overwrite ${join(outdir, path)}: it ${what}; move it away, or choose another output folder`);
}

function isUntouched(outdir: string, path: string, before: Ledger): boolean {
  const current = read(join(outdir, path));
  if (current === undefined) return false;
  if (before.get(path) === digest(current)) return true;
  throw new Error(
    `${join(outdir, path)} is no longer part of the output, but was changed since it was synthesized; delete it, or move your change`,
  );
}

/** A file is complete when it gets its name: it is written under this one and then moved. */
const TEMPORARY = '.cdk8s-mesh-tmp';

function replace(outdir: string, path: string, text: string): void {
  writeFileSync(join(outdir, TEMPORARY), text);
  renameSync(join(outdir, TEMPORARY), join(outdir, path));
}

function remove(outdir: string, path: string): void {
  unlinkSync(join(outdir, path));
  try {
    rmdirSync(dirname(join(outdir, path)));
  } catch {
    // Not empty: somebody's files, or ours still to go.
  }
}

function readLedger(outdir: string): Ledger {
  const text = read(join(outdir, LEDGER));
  const entries = (text ?? '').split('\n').map((line) => /^([0-9a-f]{64}) {2}([a-z0-9][^/\\]*\/[^/\\]+)$/.exec(line));
  return new Map<string, string>(entries.flatMap((entry) => (entry?.[1] && entry[2] ? [[entry[2], entry[1]] as const] : [])));
}

/** The format of `sha256sum`, so that `sha256sum -c` can check the files. */
function writeLedger(outdir: string, wanted: ReadonlyMap<string, string>, before: Ledger): void {
  const text = [...wanted].map(([path, content]) => `${digest(content)}  ${path}\n`).join('');
  if (wanted.size === 0 && before.size === 0) return;
  mkdirSync(outdir, { recursive: true });
  replace(outdir, LEDGER, text);
}

function read(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
