import { constants, copyFileSync, lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { attempt } from './attempt';
import { LEDGER } from './ledger';
import { TEMPORARY } from './lock';
import { hasOthers, Ours, statsOf } from './ours';
import { Change } from './changes';
import { Workspace } from './workspace';

/**
 * Moves what is staged of one top-level folder into place, and what is no longer wanted away. If one move does it, or the folder holds nothing of
 * somebody else, it is old or new as a whole at any time. (Between two moves it may be missing; `recover` puts it back.) Otherwise each file is.
 */
export function commit(outdir: string, change: Change, ours: Ours, workspace: Workspace): void {
  const isWhole = change.isWhole && !hasOthers(outdir, change.unit, ours);
  if (!isWhole || !exchange(outdir, change, workspace)) moveEach(outdir, change, workspace);
}

/** Puts a staged ledger into place, or removes the one that is there if the text is empty. */
export function commitLedger(outdir: string, text: string | undefined, staged: string, workspace: Workspace): void {
  if (text === '') remove(join(outdir, LEDGER), workspace);
  else if (text !== undefined) renameSync(staged, join(outdir, LEDGER));
}

/** A folder that is a mount point, or lies in a lower layer of an overlay, cannot be moved; on Windows one in which a file is open. */
const UNMOVABLE = new Set(['EBUSY', 'EXDEV', 'EPERM']);

/** Puts the new folder into the place of the old one. `false` if the folder cannot be moved. */
function exchange(outdir: string, { unit, write, keep }: Change, { staged, aside }: Workspace): boolean {
  const place = join(outdir, unit);
  const old = join(aside, unit);
  if (!attempt(() => renameSync(place, old), UNMOVABLE)) return false;
  if (write.size + keep.length === 0) return true;
  if (attempt(() => renameSync(join(staged, unit), place), UNMOVABLE)) return true;
  renameSync(old, place);
  return false;
}

function moveEach(outdir: string, { targets, remove: removed, left }: Change, workspace: Workspace): void {
  for (const path of targets) move(join(workspace.staged, path), join(outdir, path));
  for (const path of removed) remove(join(outdir, path), workspace);
  for (const folder of left) attempt(() => rmdirSync(join(outdir, folder)), LEFT);
}

/** Why a folder stays: somebody's files or ours are in it, it is gone already, or the system does not let go of it. */
const LEFT = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT', 'EBUSY', 'EPERM', 'EACCES']);

/** Where two folders are on different file systems, as below a mount point, there is no move from one to the other. */
const ELSEWHERE = new Set(['EXDEV']);

function remove(path: string, { removed }: Workspace): void {
  if (!attempt(() => renameSync(path, removed), ELSEWHERE)) unlinkSync(path);
}

function move(from: string, to: string): void {
  if (attempt(() => renameSync(from, to), ELSEWHERE)) return;
  if (lstatSync(from).isDirectory()) {
    if (statsOf(to) === undefined) mkdirSync(to);
    for (const name of readdirSync(from)) move(join(from, name), join(to, name));
    return;
  }
  const beside = join(dirname(to), TEMPORARY);
  rmSync(beside, { recursive: true, force: true });
  copyFileSync(from, beside, constants.COPYFILE_EXCL);
  renameSync(beside, to);
}
