import { lstatSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { BundleFile } from './layout';
import { checkPath, digestOf, formatLedger, LEDGER, Ledger, METADATA, parseLedger } from './ledger';

/** A folder of a bundle below the output folder, with its files. */
export interface BundleFolder {
  readonly name: string;
  readonly files: readonly BundleFile[];
}

/**
 * Writes folders below `outdir` and removes the files of an earlier run that are no longer wanted.
 *
 * Nothing that somebody else wrote is touched: a file that is in the way and not ours, or ours and changed since, stops the run
 * before the first write, and so does a symbolic link, which could lead out of the folder. Each file is replaced in one move, so a
 * reader sees the old text or the new one; a new folder appears with all of its files at once. A run that was interrupted is finished by the next one.
 *
 * @param metadata the text of `METADATA`, if it is wanted
 * @throws if something in the way is not ours or was changed by hand
 */
export function writeBundle(outdir: string, folders: readonly BundleFolder[], metadata?: string): void {
  const wanted = new Map(
    folders.flatMap(({ name, files }) => files.map((file) => [checkPath(`${name}/${file.name}`), file.text] as const)),
  );
  if (metadata !== undefined) wanted.set(METADATA, metadata);
  if (statSync(outdir, { throwIfNoEntry: false })?.isDirectory() === false) throw inTheWay(outdir, 'is no folder');
  const before = parseLedger(read(join(outdir, LEDGER)) ?? '');
  const stale = [...before.keys()].filter((path) => !wanted.has(path));

  const missing = missingFolders(outdir, [...wanted.keys(), ...stale]);
  const isNew = (path: string): boolean => missing.has(dirname(path));
  const changed = [...wanted].filter(([path, text]) => isNew(path) || mustWrite(outdir, path, text, before));
  const removable = stale.filter((path) => mustRemove(outdir, path, before));

  const after: Ledger = new Map([...wanted].map(([path, text]) => [path, new Set([digestOf(text)])]));
  mkdirSync(outdir, { recursive: true });
  // An interrupted run may have left it, or somebody a link.
  rmSync(join(outdir, TEMPORARY), { recursive: true, force: true });
  // Should the run be interrupted, the next one must know both the files that are still old and those that are new.
  if (changed.length > 0 || removable.length > 0) writeLedger(outdir, union(after, before));
  newFolders(missing, changed).forEach((texts, folder) => addFolder(outdir, folder, texts));
  changed.filter(([path]) => !isNew(path)).forEach(([path, text]) => replace(outdir, path, text));
  removable.forEach((path) => unlinkSync(join(outdir, path)));
  foldersOf(stale)
    .reverse()
    .forEach((folder) => removeEmpty(join(outdir, folder)));
  writeLedger(outdir, after);
}

/** The folders of files, outer ones first. */
function foldersOf(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  const add = (folder: string): void => {
    if (folder === '.' || folders.has(folder)) return;
    add(dirname(folder));
    folders.add(folder);
  };
  paths.forEach((path) => add(dirname(path)));
  return [...folders];
}

/** The folders of files that are not there yet, outer ones first. */
function missingFolders(outdir: string, paths: readonly string[]): ReadonlySet<string> {
  const missing = foldersOf(paths).filter((folder) => {
    const path = join(outdir, folder);
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats !== undefined && !stats.isDirectory()) throw inTheWay(path, stats.isSymbolicLink() ? 'is a symbolic link' : 'is no folder');
    return stats === undefined;
  });
  return new Set(missing);
}

/** Folder → text by file name, for the folders that files need and that are missing, outer ones first. */
function newFolders(missing: ReadonlySet<string>, files: readonly (readonly [string, string])[]): Map<string, Map<string, string>> {
  const needed = foldersOf(files.map(([path]) => path)).filter((folder) => missing.has(folder));
  const folders = new Map(needed.map((folder) => [folder, new Map<string, string>()]));
  for (const [path, text] of files) folders.get(dirname(path))?.set(basename(path), text);
  return folders;
}

function mustWrite(outdir: string, path: string, text: string, before: Ledger): boolean {
  const current = read(join(outdir, path));
  if (current === undefined) return true;
  if (current === text) return false;
  const digests = before.get(path);
  if (digests?.has(digestOf(current))) return true;
  throw inTheWay(join(outdir, path), digests ? CHANGED : `is none of the files that ${LEDGER} lists as written by cdk8s-mesh`);
}

function mustRemove(outdir: string, path: string, before: Ledger): boolean {
  const current = read(join(outdir, path));
  if (current === undefined) return false;
  if (before.get(path)?.has(digestOf(current))) return true;
  throw inTheWay(join(outdir, path), `is no longer part of the output, but ${CHANGED}`);
}

const CHANGED = 'was changed by hand since it was synthesized (put the change into the program, addJsonPatch can say anything)';

function inTheWay(path: string, why: string): Error {
  return new Error(`nothing was written, because ${path} ${why}; move it away, or choose another output folder`);
}

/** The text of a file, or nothing where there is none. Line ends are ours: git on Windows may have changed them. */
function read(path: string): string | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (!stats.isFile()) throw inTheWay(path, stats.isSymbolicLink() ? 'is a symbolic link' : 'is no file');
  return readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
}

function union(after: Ledger, before: Ledger): Ledger {
  const paths = new Set([...after.keys(), ...before.keys()]);
  return new Map([...paths].map((path) => [path, new Set([...(after.get(path) ?? []), ...(before.get(path) ?? [])])]));
}

function writeLedger(outdir: string, ledger: Ledger): void {
  const text = formatLedger(ledger);
  const current = read(join(outdir, LEDGER));
  if (text === '' && current !== undefined) unlinkSync(join(outdir, LEDGER));
  if (text !== '' && text !== current) replace(outdir, LEDGER, text);
}

/** A file or folder is complete when it gets its name: it is written under this one and then moved. */
const TEMPORARY = '.cdk8s-mesh-tmp';

function replace(outdir: string, path: string, text: string): void {
  moveInto(outdir, path, (temporary) => writeFileSync(temporary, text, { flag: 'wx' }));
}

/** One move for all files of a folder: a move takes as long as the writing of a file. */
function addFolder(outdir: string, folder: string, texts: ReadonlyMap<string, string>): void {
  moveInto(outdir, folder, (temporary) => {
    mkdirSync(temporary);
    texts.forEach((text, name) => writeFileSync(`${temporary}/${name}`, text));
  });
}

function moveInto(outdir: string, path: string, write: (temporary: string) => void): void {
  const temporary = join(outdir, TEMPORARY);
  try {
    write(temporary);
    renameSync(temporary, join(outdir, path));
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw error;
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Not empty: somebody's files, or ours still to go.
  }
}
