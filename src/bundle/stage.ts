import { accessSync, chmodSync, constants, copyFileSync, linkSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { attempt } from './attempt';
import { statsOf } from './ours';
import { foldersOf } from './paths';
import { Change, Plan } from './changes';
import { Workspace } from './workspace';

/** Writes all that is new into the folder of the writer, complete: after that files are only moved. */
export function stage(outdir: string, { changes, ledgerBefore, ledgerAfter }: Plan, workspace: Workspace): void {
  for (const change of changes) refuseReadOnly(outdir, change);
  mkdirSync(workspace.staged);
  for (const change of changes) stageChange(outdir, change, workspace.staged);
  if (changes.some(({ isWhole }) => isWhole)) mkdirSync(workspace.aside);
  if (ledgerBefore) writeFileSync(workspace.ledgerBefore, ledgerBefore);
  if (ledgerAfter) writeFileSync(workspace.ledgerAfter, ledgerAfter);
}

/**
 * A move would fail half-way in a folder that may not be written to. Exchanged with the folder that it is in, it would not, but it could not be
 * deleted then, and whoever protects a folder does not want it exchanged.
 *
 * @throws if there is one in which something is to change
 */
function refuseReadOnly(outdir: string, { write, keep, remove, targets, isWhole }: Change): void {
  const folders = isWhole ? foldersOf([...write.keys(), ...keep, ...remove]) : new Set([...targets, ...remove].map(dirname));
  for (const folder of folders) attempt(() => accessSync(join(outdir, folder), constants.W_OK), MISSING);
}

const MISSING = new Set(['ENOENT']);

function stageChange(outdir: string, { write, keep, isWhole }: Change, staged: string): void {
  const kept = isWhole ? keep : [];
  const folders = foldersOf([...write.keys(), ...kept]);
  for (const folder of folders) mkdirSync(`${staged}/${folder}`);
  for (const [path, text] of write) writeFileSync(`${staged}/${path}`, text);
  for (const path of kept) link(join(outdir, path), join(staged, path));
  if (isWhole) for (const folder of folders.reverse()) copyMode(join(outdir, folder), join(staged, folder));
}

/** One file under two names: it is not written again, and stays the same for who watches it. */
function link(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // Some file systems have no links, and some users may not link to what others own.
    copyFileSync(from, to);
  }
}

function copyMode(from: string, to: string): void {
  const mode = statsOf(from)?.mode;
  if (mode !== undefined && mode !== statSync(to).mode) chmodSync(to, (mode & 0o7777) | 0o700);
}
