import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Undertaker } from '../process/undertaker';
import { builtFolder, cacheFolder, isBuilt, pinsFolder } from './cache';
import { BuildError, fullDisk, Go, type Module } from './go';
import { GROUPS, type ToolGroup } from './groups';
import { alone } from './lock';
import { Slots } from './slots';

/** How much disk a build takes at most, in bytes: modules, compiled packages and programs of two groups. Measured: 9.2 GB for the two largest. */
const DISK_NEEDED = 10e9;

/** Programs of other pins are removed when nothing used them for this long, in milliseconds. */
const UNUSED = 24 * 3600 * 1000;

const workRoot = (): string => join(cacheFolder(), 'work');

/** Builds what is not built yet, and reports progress in lines. Throws a BuildError if something is missing or does not build. */
export async function buildAll(report: (line: string) => void): Promise<void> {
  for (const group of GROUPS.filter(isBuilt)) touch(builtFolder(group));
  if (GROUPS.every(isBuilt)) return;
  makeCacheFolder();
  await alone(
    `cdk8s-mesh-build:${cacheFolder()}`,
    () => report('another process builds these programs; waiting for it to end'),
    () => buildMissing(report),
  );
}

async function buildMissing(report: (line: string) => void): Promise<void> {
  const missing = GROUPS.filter((group) => !isBuilt(group));
  const [first] = missing;
  if (!first) return;
  refuseSmallDisk(missing);
  const undertaker = new Undertaker();
  try {
    const version = await goFor(first, undertaker).version(missing.map(pinsFolder));
    report(`${version}; building ${missing.map(({ name }) => name).join(', ')} in ${cacheFolder()}`);
    const slots = new Slots(2);
    const outcomes = await Promise.allSettled(missing.map((group) => slots.use(() => buildGroup(group, undertaker, report))));
    const faults = outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
    if (faults.length > 0) throw together(faults);
    rmSync(workRoot(), { recursive: true, force: true });
    removeUnused();
  } finally {
    await undertaker.close();
  }
}

/** A group's folder gets its name when all is in it. */
async function buildGroup(group: ToolGroup, undertaker: Undertaker, report: (line: string) => void): Promise<void> {
  const pins = pinsFolder(group);
  const go = goFor(group, undertaker);
  const part = `${builtFolder(group)}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(join(part, 'crds'), { recursive: true });
  const timed = async (what: string, job: () => Promise<void>): Promise<void> => {
    const begin = performance.now();
    await job();
    report(`${group.name}: ${what} in ${Math.round((performance.now() - begin) / 1000)} s`);
  };

  await timed('modules fetched', async () => {
    if (Object.keys(group.programs).length > 0) await go.download(pins);
    if (group.crds) for (const module of await go.download(pins, Object.keys(group.crds))) copyCrds(group.crds, module, join(part, 'crds'));
  });
  for (const [program, source] of Object.entries(group.programs)) {
    await timed(`${program} built`, () => go.build(pins, source, join(part, program), group.variables ?? {}));
  }
  renameSync(part, builtFolder(group));
  rmSync(workFolder(group), { recursive: true, force: true });
}

/** Groups share next to nothing, and all of it at once would be 17 GB: each has caches of its own, which go when its programs are there. */
const workFolder = ({ name }: ToolGroup): string => join(workRoot(), name);

function goFor(group: ToolGroup, undertaker: Undertaker): Go {
  const folder = workFolder(group);
  mkdirSync(folder, { recursive: true });
  // Of this run alone: that of one that was killed may be removed when the next has begun.
  const temporary = mkdtempSync(join(folder, 'temporary-'));
  undertaker.removeAtEnd(temporary);
  return new Go({ modules: join(folder, 'modules'), objects: join(folder, 'objects'), temporary }, undertaker);
}

function copyCrds(wanted: Readonly<Record<string, readonly string[]>>, { Path, Dir = '' }: Module, target: string): void {
  for (const pattern of wanted[Path] ?? []) {
    const folder = join(Dir, dirname(pattern));
    const names = basename(pattern) === '*' ? readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)) : [basename(pattern)];
    for (const name of names) copyFileSync(join(folder, name), join(target, `${Path.replaceAll('/', '_')}_${name}`));
  }
}

function makeCacheFolder(): void {
  try {
    mkdirSync(cacheFolder(), { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BuildError(`programs cannot be kept in ${cacheFolder()}; name another folder: CDK8S_MESH_CACHE=FOLDER\n${reason}`, 2);
  }
}

function refuseSmallDisk(missing: readonly ToolGroup[]): void {
  // What an earlier run left in there does not have to be fetched again.
  if (missing.some((group) => existsSync(join(workFolder(group), 'modules')))) return;
  const { bavail, bsize } = statfsSync(cacheFolder());
  const free = bavail * bsize;
  if (free >= DISK_NEEDED) return;
  const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1);
  throw new BuildError(
    `building takes up to ${gigabytes(DISK_NEEDED)} GB of disk for a while, ${cacheFolder()} has ${gigabytes(free)} GB; ` +
      'free some space, or name a folder on another disk: CDK8S_MESH_CACHE=FOLDER',
    2,
  );
}

function removeUnused(): void {
  const current = new Set(GROUPS.map((group) => basename(builtFolder(group))));
  for (const name of readdirSync(cacheFolder())) {
    const path = join(cacheFolder(), name);
    const ours = GROUPS.some((group) => name.startsWith(`${group.name}-`));
    if (ours && !current.has(name) && Date.now() - statSync(path).mtimeMs > UNUSED) rmSync(path, { recursive: true, force: true });
  }
}

const touch = (path: string): void => utimesSync(path, new Date(), new Date());

function together(faults: readonly unknown[]): BuildError {
  // A full disk is full for all.
  const message = [...new Set(faults.map(messageOf))].join('\n\n');
  const missing = faults.every((fault) => fault instanceof BuildError && fault.exitCode === 2);
  return new BuildError(`${message}\n\nWhat was fetched and compiled is kept: the next run goes on from there`, missing ? 2 : 1);
}

const messageOf = (fault: unknown): string => {
  if (!(fault instanceof Error)) return String(fault);
  return fault instanceof BuildError ? fault.message : (fullDisk(fault.message)?.message ?? fault.message);
};
