import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { statsOf } from './ours';

/** Places in the folder of a writer. Below `staged` and `aside`, a path is that below the output folder. */
export interface Workspace {
  readonly folder: string;
  /** What is new, complete before anything is moved. */
  readonly staged: string;
  /** Top-level folders that were moved aside: old ones whose place is taken, or will be in an instant. */
  readonly aside: string;
  /** What is to be deleted and never comes back. */
  readonly trash: string;
  /** The place of a file that is to be deleted. */
  readonly removed: string;
  readonly ledgerBefore: string;
  readonly ledgerAfter: string;
}

/** The places in the folder of a writer. */
export function workspaceIn(folder: string): Workspace {
  return {
    folder,
    staged: join(folder, 'new'),
    aside: join(folder, 'old'),
    trash: join(folder, 'trash'),
    removed: join(folder, 'removed'),
    ledgerBefore: join(folder, 'ledger-before'),
    ledgerAfter: join(folder, 'ledger-after'),
  };
}

/**
 * Ends what a writer began that was stopped in between: a folder that was moved aside comes back if nothing has its place yet. Everything else
 * in the folder of that writer goes.
 */
export function recover(outdir: string, workspace: Workspace): void {
  const { folder, aside } = workspace;
  for (const name of namesIn(aside)) {
    if (statsOf(join(outdir, name)) === undefined) renameSync(join(aside, name), join(outdir, name));
  }
  discardOld(workspace);
  for (const name of namesIn(folder)) rmSync(join(folder, name), { recursive: true, force: true });
}

/** Deletes the folders that were moved aside. They are put into the trash first, so that none of them comes back in part. */
export function discardOld({ aside, trash }: Workspace): void {
  rmSync(trash, { recursive: true, force: true });
  if (statsOf(aside) === undefined) return;
  renameSync(aside, trash);
  rmSync(trash, { recursive: true, force: true });
}

/** What is in a folder: nothing if it is none, or a link, which could lead anywhere. */
function namesIn(folder: string): string[] {
  return statsOf(folder)?.isDirectory() === true ? readdirSync(folder) : [];
}
