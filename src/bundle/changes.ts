import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatLedger, LEDGER, Ledger, parseLedger, union } from './ledger';
import { hasOthers, isFolder, mustRemove, mustWrite, Ours, textOf } from './ours';
import { foldersOf, unitOf } from './paths';
import { TEMPORARY } from './lock';

/** What the output is to be: text by path, and the ledger that says so. */
export interface Wanted {
  readonly texts: ReadonlyMap<string, string>;
  readonly ledger: Ledger;
}

/** What is to be done to one top-level folder, or to a file beside them. */
export interface Change {
  readonly unit: string;
  /** Text by path of the files that are missing or have another text. */
  readonly write: ReadonlyMap<string, string>;
  /** The files that stay as they are. */
  readonly keep: readonly string[];
  /** The files that are there and no longer wanted. */
  readonly remove: readonly string[];
  /** The folders of all that is no longer wanted, inner ones first: they go, too, if they are empty then. */
  readonly left: readonly string[];
  /** What is moved into place if each thing is moved on its own: files, and folders that are not there yet. */
  readonly targets: readonly string[];
  /** Whether the folder is built anew and exchanged, because one move on its own is not enough and all that is in it is ours. */
  readonly isWhole: boolean;
}

/** What a run has to do. A text of a ledger is empty where there shall be none, and left out where it is there already. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly ours: Ours;
  readonly ledgerBefore?: string;
  readonly ledgerAfter?: string;
}

/**
 * Whether nothing is to be done. It looks at the files only if the ledger says so, and never fails: what is in the way of that look is in the
 * way of the plan.
 */
export function isUpToDate(outdir: string, { texts, ledger }: Wanted): boolean {
  try {
    return (
      !readdirSync(outdir).some((name) => name.startsWith(TEMPORARY)) &&
      (textOf(join(outdir, LEDGER)) ?? '') === formatLedger(ledger) &&
      foldersOf(texts.keys()).every((folder) => isFolder(join(outdir, folder))) &&
      [...texts].every(([path, text]) => textOf(join(outdir, path)) === text)
    );
  } catch {
    return false;
  }
}

/**
 * Compares what is there with what is wanted.
 *
 * @throws if something in the way is not ours or was changed by hand
 */
export function planChanges(outdir: string, { texts, ledger }: Wanted): Plan {
  const current = textOf(join(outdir, LEDGER)) ?? '';
  const before = parseLedger(current);
  const stale = [...before.keys()].filter((path) => !texts.has(path));
  const folders = foldersOf([...texts.keys(), ...stale]);
  const missing = new Set(folders.filter((folder) => !isFolder(join(outdir, folder))));
  const ours = { files: new Set([...texts.keys(), ...stale]), folders: new Set(folders) };

  const drafts = new Map<string, Draft>();
  for (const [path, text] of texts) {
    const draft = draftOf(drafts, path);
    if (missing.has(dirname(path)) || mustWrite(outdir, path, text, before)) draft.write.set(path, text);
    else draft.keep.push(path);
  }
  for (const path of stale) {
    const draft = draftOf(drafts, path);
    draft.stale.push(path);
    if (mustRemove(outdir, path, before)) draft.remove.push(path);
  }
  const changes = [...drafts]
    .filter(([, { write, stale }]) => write.size > 0 || stale.length > 0)
    .map(([unit, draft]) => changeOf(outdir, unit, draft, missing, ours));

  const after = formatLedger(ledger);
  const during = changes.length > 0 ? formatLedger(union(ledger, before)) : current;
  return {
    changes,
    ours,
    ledgerBefore: during === current ? undefined : during,
    ledgerAfter: after === during ? undefined : after,
  };
}

interface Draft {
  readonly write: Map<string, string>;
  readonly keep: string[];
  readonly stale: string[];
  readonly remove: string[];
}

function draftOf(drafts: Map<string, Draft>, path: string): Draft {
  const unit = unitOf(path);
  const draft = drafts.get(unit) ?? { write: new Map<string, string>(), keep: [], stale: [], remove: [] };
  drafts.set(unit, draft);
  return draft;
}

function changeOf(outdir: string, unit: string, draft: Draft, missing: ReadonlySet<string>, ours: Ours): Change {
  const { write, keep, stale, remove } = draft;
  const targets = [...new Set([...write.keys()].map((path) => targetOf(path, missing)))];
  const isOne = targets.length + remove.length < 2 && !remove.some((path) => isLast(path, [...keep, ...write.keys()]));
  return { unit, write, keep, remove, left: foldersOf(stale).reverse(), targets, isWhole: !isOne && !hasOthers(outdir, unit, ours) };
}

/** The outermost folder of a file that is not there yet, or the file itself. */
function targetOf(path: string, missing: ReadonlySet<string>): string {
  if (!missing.has(dirname(path))) return path;
  return foldersOf([path]).find((folder) => missing.has(folder)) ?? path;
}

/** Whether a folder goes with this file. */
function isLast(path: string, others: readonly string[]): boolean {
  const folder = dirname(path);
  return folder !== '.' && !others.some((other) => other.startsWith(`${folder}/`));
}
