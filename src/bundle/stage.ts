import { chmodSync, copyFileSync, linkSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { statsOf } from './ours';
import { foldersOf } from './paths';
import { Change, Plan } from './changes';
import { Workspace } from './workspace';

/** Writes all that is new into the folder of the writer, complete: after that files are only moved. */
export function stage(outdir: string, { changes, ledgerBefore, ledgerAfter }: Plan, workspace: Workspace): void {
  mkdirSync(workspace.staged);
  for (const change of changes) stageChange(outdir, change, workspace.staged);
  if (changes.some(({ isWhole }) => isWhole)) mkdirSync(workspace.aside);
  if (ledgerBefore) writeFileSync(workspace.ledgerBefore, ledgerBefore);
  if (ledgerAfter) writeFileSync(workspace.ledgerAfter, ledgerAfter);
}

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
  if (mode !== undefined && mode !== statSync(to).mode) chmodSync(to, mode & 0o7777);
}
