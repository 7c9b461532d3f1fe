import { lstatSync, readdirSync, readFileSync, Stats } from 'node:fs';
import { join } from 'node:path';
import { digestOf, LEDGER, Ledger } from './ledger';
import { TEMPORARY } from './lock';

/** The error for what is in the way: it stops a run before anything is written. */
export function inTheWay(path: string, why: string): Error {
  return new Error(`nothing was written, because ${path} ${why}; move it away, or choose another output folder`);
}

/** What is at a path; of a link the link itself. */
export function statsOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

/**
 * Whether a folder is there.
 *
 * @throws if something else has its place
 */
export function isFolder(path: string): boolean {
  const stats = statsOf(path);
  if (stats === undefined || stats.isDirectory()) return stats !== undefined;
  throw inTheWay(path, stats.isSymbolicLink() ? 'is a symbolic link' : 'is no folder');
}

/**
 * The text of a file, or nothing where there is none. Line ends are ours: git on Windows may have changed them.
 *
 * @throws if something else has its place
 */
export function textOf(path: string): string | undefined {
  const stats = statsOf(path);
  if (stats === undefined) return undefined;
  if (!stats.isFile()) throw inTheWay(path, stats.isSymbolicLink() ? 'is a symbolic link' : 'is no file');
  return readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
}

/**
 * Whether a file is missing or has another text than is wanted.
 *
 * @throws if we may not replace it
 */
export function mustWrite(outdir: string, path: string, text: string, before: Ledger): boolean {
  const current = textOf(join(outdir, path));
  if (current === undefined) return true;
  if (current === text) return false;
  const digests = before.get(path);
  if (digests?.has(digestOf(current))) return true;
  throw inTheWay(join(outdir, path), digests ? CHANGED : `is none of the files that ${LEDGER} lists as written by cdk8s-mesh`);
}

/**
 * Whether a file that is no longer wanted is still there.
 *
 * @throws if we may not remove it
 */
export function mustRemove(outdir: string, path: string, before: Ledger): boolean {
  const current = textOf(join(outdir, path));
  if (current === undefined) return false;
  if (before.get(path)?.has(digestOf(current))) return true;
  throw inTheWay(join(outdir, path), `is no longer part of the output, but ${CHANGED}`);
}

const CHANGED = 'was changed by hand since it was synthesized (put the change into the program, addJsonPatch can say anything)';

/** What may be below a top-level folder without being somebody else's. */
export interface Ours {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

/** Whether there is anything in a folder, or in the folders in it, that is not ours. */
export function hasOthers(outdir: string, folder: string, ours: Ours): boolean {
  return readdirSync(join(outdir, folder), { withFileTypes: true }).some((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return !ours.folders.has(path) || hasOthers(outdir, path, ours);
    return !ours.files.has(path) && entry.name !== TEMPORARY;
  });
}
