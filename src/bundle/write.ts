import { lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, explain } from './attempt';
import { commit, commitLedger } from './commit';
import { BundleFile } from './layout';
import { checkPath, digestOf, LEDGER, METADATA } from './ledger';
import { lock, pause, removePrepared, unlock } from './lock';
import { inTheWay } from './ours';
import { isUpToDate, Plan, planChanges, Wanted } from './changes';
import { stage } from './stage';
import { discardOld, recover, Workspace, workspaceIn } from './workspace';

/** A folder of a bundle below the output folder, with its files. */
export interface BundleFolder {
  readonly name: string;
  readonly files: readonly BundleFile[];
}

/**
 * Writes folders below `outdir` and removes the files of an earlier run that are no longer wanted.
 *
 * - Nothing that somebody else wrote is touched. A file that is in the way and not ours, or ours and changed since, stops the run before the
 *   first write, and so does a symbolic link, which could lead out of the folder.
 * - All that is new is written to a temporary folder first: if that fails, as on a full disk, the output is as it was.
 * - Each top-level folder is then exchanged as a whole, so it is the old one or the new one even if the process is killed. Should that
 *   happen in the instant in which it has no place, the next run puts it back. Only in a folder in which somebody else has files, or which the
 *   system does not let move, files are moved one by one, so that a killed run leaves some old and some new ones until the next run.
 * - A second writer waits until the first is done.
 *
 * @param metadata the text of `METADATA`, if it is wanted
 * @throws if something in the way is not ours or was changed by hand, another writer does not finish, or the system refuses to write
 */
export function writeBundle(outdir: string, folders: readonly BundleFolder[], metadata?: string): void {
  const wanted = wantedOf(folders, metadata);
  if (statSync(outdir, { throwIfNoEntry: false })?.isDirectory() === false) throw inTheWay(outdir, 'is no folder');
  if (isUpToDate(outdir, wanted)) return;
  for (let left = ATTEMPTS; ; left -= 1) {
    try {
      return run(outdir, wanted);
    } catch (error) {
      // The `cdk8s synth` of somebody else may empty the output folder at any time.
      if (left === 1 || codeOf(error) !== 'ENOENT') throw error;
      pause();
    }
  }
}

/** How often a run begins anew whose files were deleted under it. */
const ATTEMPTS = 10;

function wantedOf(folders: readonly BundleFolder[], metadata?: string): Wanted {
  const texts = new Map(folders.flatMap(({ name, files }) => files.map((file) => [checkPath(`${name}/${file.name}`), file.text] as const)));
  if (metadata !== undefined) texts.set(METADATA, metadata);
  return { texts, ledger: new Map([...texts].map(([path, text]) => [path, new Set([digestOf(text)])])) };
}

function run(outdir: string, wanted: Wanted): void {
  const unchanged = (why: string): string =>
    `nothing was changed in ${outdir}, because ${why}; solve that, or choose another output folder`;
  const folder = explain(unchanged, () => lock(outdir));
  try {
    const workspace = workspaceIn(folder);
    const plan = explain(unchanged, () => prepare(outdir, wanted, workspace));
    putInPlace(outdir, plan, workspace);
    // Both are gone if the output folder was emptied meanwhile.
    if (wanted.texts.size > 0) lstatSync(join(outdir, LEDGER));
    lstatSync(folder);
  } catch (error) {
    giveUp(outdir, folder);
    throw error;
  }
  unlock(outdir, folder);
}

function prepare(outdir: string, wanted: Wanted, workspace: Workspace): Plan {
  removePrepared(outdir);
  recover(outdir, workspace);
  const plan = planChanges(outdir, wanted);
  stage(outdir, plan, workspace);
  return plan;
}

function putInPlace(outdir: string, { changes, ours, ledgerBefore, ledgerAfter }: Plan, workspace: Workspace): void {
  let done = 0;
  const stopped = (why: string): string =>
    `synthesis to ${outdir} stopped after ${done} of ${changes.length} folders, because ${why}; solve that and synthesize again, which does the rest`;
  explain(stopped, () => {
    commitLedger(outdir, ledgerBefore, workspace.ledgerBefore, workspace);
    for (const change of changes) {
      commit(outdir, change, ours, workspace);
      done += 1;
    }
    // While they are there, they might come back, so the ledger still has to know them.
    discardOld(workspace);
    commitLedger(outdir, ledgerAfter, workspace.ledgerAfter, workspace);
  });
}

/** Leaves each folder old or new, and lets the next writer in. If that fails, the next one does it: then the lock stays until this process ends. */
function giveUp(outdir: string, folder: string): void {
  try {
    recover(outdir, workspaceIn(folder));
    unlock(outdir, folder);
  } catch {
    // The first error says more.
  }
}
