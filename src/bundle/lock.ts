import { createHash } from 'node:crypto';
import { Dirent, lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, unlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { attempt, codeOf } from './attempt';

/**
 * What is on its way in or out lies in this folder of the output folder. In it is one folder, named after the writer who owns it: that is the lock.
 *
 * It is taken in one move, over from a dead writer too, so two writers never have it at once. All that a writer does to the output is a move from or
 * to its own folder. So if the output folder is emptied under it, lock included, whatever it still tries fails.
 */
export const TEMPORARY = '.cdk8s-mesh-tmp';

const HOST = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const OWNER = /^([0-9a-f]{8})-(\d+)-(\d+)$/;
const ME = `${HOST}-${process.pid}-${threadId}`;

/** How long a writer waits for each other one, and how long between two looks, in milliseconds. */
const PATIENCE = 30_000;
const PAUSE = 20;

/**
 * Waits until no other writer is at work, and locks them out.
 *
 * @returns the folder that is ours until `unlock`. If its last owner was killed, it holds what that one had in there.
 * @throws if another writer does not finish
 */
export function lock(outdir: string): string {
  let owner: string | undefined;
  let deadline = Date.now() + PATIENCE;
  while (!take(outdir)) {
    const next = ownerIn(join(outdir, TEMPORARY));
    if (next !== undefined && next !== owner) {
      owner = next;
      deadline = Date.now() + PATIENCE;
    }
    if (Date.now() >= deadline) throw occupied(outdir, owner);
    pause();
  }
  return join(outdir, TEMPORARY, ME);
}

/** Removes our folder and lets the next writer in. What cannot be removed is left to that one. */
export function unlock(outdir: string, folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
    rmdirSync(join(outdir, TEMPORARY));
  } catch {
    // Another writer is in already, or the output folder is gone or broken.
  }
}

/** Synthesis is synchronous, so it also waits so. */
export function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
}

/** Whether the lock is ours now. If not, somebody has it, or had it a moment ago. */
function take(outdir: string): boolean {
  mkdirSync(outdir, { recursive: true });
  const temporary = join(outdir, TEMPORARY);
  const stats = lstatSync(temporary, { throwIfNoEntry: false });
  if (stats === undefined) return moveIn(outdir);
  // An older version of the writer put a file there. Of a link, the link goes.
  if (!stats.isDirectory()) return attempt(() => unlinkSync(temporary), OVERTAKEN) && moveIn(outdir);

  const owner = ownerIn(temporary);
  if (owner === undefined) return clear(temporary) && moveIn(outdir);
  return isAbandoned(owner) && attempt(() => renameSync(join(temporary, owner), join(temporary, ME)), OVERTAKEN);
}

/** The codes of the moves and removals that fail if another writer was quicker. */
const OVERTAKEN = new Set(['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EISDIR', 'EPERM', 'EBUSY']);

/** A folder that holds one cannot be replaced by a move: of several writers one succeeds, and has its name in it at once. */
function moveIn(outdir: string): boolean {
  const prepared = join(outdir, `${TEMPORARY}-${ME}`);
  let isIn = false;
  try {
    rmSync(prepared, { recursive: true, force: true });
    mkdirSync(prepared);
    mkdirSync(join(prepared, ME));
    isIn = attempt(() => renameSync(prepared, join(outdir, TEMPORARY)), OVERTAKEN);
  } finally {
    if (!isIn) rmSync(prepared, { recursive: true, force: true });
  }
  return isIn;
}

/** Removes a temporary folder without owner: of a writer who was killed while it left, or of an older version. */
function clear(temporary: string): boolean {
  return attempt(() => {
    for (const entry of readdirSync(temporary, { withFileTypes: true }))
      if (!isOwner(entry)) rmSync(join(temporary, entry.name), { recursive: true, force: true });
    rmdirSync(temporary);
  }, OVERTAKEN);
}

/** Removes what writers prepared who were killed before they could move in. */
export function removePrepared(outdir: string): void {
  for (const name of readdirSync(outdir)) {
    if (name.startsWith(`${TEMPORARY}-`) && isAbandoned(name.slice(TEMPORARY.length + 1)))
      rmSync(join(outdir, name), { recursive: true, force: true });
  }
}

function ownerIn(temporary: string): string | undefined {
  let entries: Dirent[] = [];
  attempt(() => (entries = readdirSync(temporary, { withFileTypes: true })), OVERTAKEN);
  return entries.find(isOwner)?.name;
}

function isOwner(entry: Dirent): boolean {
  return entry.isDirectory() && OWNER.test(entry.name);
}

/** Whether a writer is dead. Of one on another machine that shares the folder, nobody knows. */
function isAbandoned(owner: string): boolean {
  const [, host, pid, thread] = OWNER.exec(owner) ?? [];
  if (host !== HOST) return false;
  // A writer does nothing else while it has the lock; so this one had our number before us, as happens in containers, or failed to unlock.
  if (Number(pid) === process.pid) return Number(thread) === threadId;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

function occupied(outdir: string, owner = ''): Error {
  const [, host, pid] = OWNER.exec(owner) ?? [];
  const who = pid === undefined ? 'another process' : `process ${pid}${host === HOST ? '' : ' of another machine or container'}`;
  return new Error(
    `nothing was written, because ${who} is writing to ${outdir} and did not finish within ${PATIENCE / 1000} seconds; ` +
      `if it is no longer running, remove the folder ${join(outdir, TEMPORARY)}`,
  );
}
