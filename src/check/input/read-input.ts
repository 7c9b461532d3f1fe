import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { decode, reasonOf } from '../../yaml/read-file';
import { listAt, textAt } from '../data';
import type { JsonValue } from '../../yaml/read';
import type { Manifest } from '../manifest';
import { type Fault, findFiles, STDIN } from './find-files';
import { inForce } from './in-force';
import { readManifests } from './read-manifests';
import { type IgnoreComment, ignoreComments } from './ignore-comment';
import type { Source } from './source';

/** All that was read of the input. */
export interface Input {
  readonly manifests: readonly Manifest[];
  /** What could not be read; the rest was. */
  readonly faults: readonly Fault[];
  /** What is left out on purpose, and why. */
  readonly skipped: readonly Fault[];
  readonly comments: readonly IgnoreComment[];
  /** How many files were opened. */
  readonly files: number;
  /** Whether standard input was the only one, and said nothing. */
  readonly isSilent: boolean;
  /** The files and folders that the outermost Kustomization lists, if it says that their order counts (`sortOptions: { order: fifo }`). */
  readonly fifo?: readonly string[];
}

/** No set of manifests that people keep in one file is larger. */
const MAX_MIB = 64;

/** Reads files and folders. `readStdin` is called where a path is `-`; `onFile` before each file. */
export function readInput(paths: readonly string[], readStdin: () => Uint8Array, onFile?: (done: number, all: number) => void): Input {
  const { files, faults } = findFiles(paths);
  return readSources(
    files.map((file) => ({ file, text: () => (file === STDIN ? decode(readStdin()) : textOf(file)) })),
    faults,
    onFile,
  );
}

/** Reads texts, wherever they come from; of a release only the state that is deployed. */
export function readSources(given: readonly Source[], faults: readonly Fault[], onFile?: (done: number, all: number) => void): Input {
  const { sources, skipped: states, faults: pointers } = inForce(given);
  const found: Found = {
    manifests: [],
    faults: [...faults, ...pointers],
    skipped: [...states],
    comments: [],
    patches: new Map(),
    kustomizations: new Map(),
  };
  let isSilent = false;
  for (const [index, { file, text: textIn }] of sources.entries()) {
    onFile?.(index, sources.length);
    try {
      const text = textIn();
      isSilent = file === STDIN && sources.length === 1 && text.trim() === '';
      readText(found, file, text);
    } catch (error) {
      found.faults.push({ file, message: error instanceof Error ? error.message : String(error) });
    }
  }
  const { patches, kustomizations, manifests, skipped, ...rest } = found;
  const fifo = fifoIn(kustomizations);
  const isPatch = ({ origin }: Manifest) => origin !== undefined && patches.has(origin.file);
  return {
    ...{ ...rest, files: sources.length, isSilent, ...(fifo && { fifo }) },
    manifests: manifests.filter((manifest) => !isPatch(manifest)),
    skipped: [...skipped, ...[...patches].map(([file, message]) => ({ file, message }))],
  };
}

interface Found {
  readonly manifests: Manifest[];
  readonly faults: Fault[];
  readonly skipped: Fault[];
  readonly comments: IgnoreComment[];
  /** Files that are no objects, but changes of some. */
  readonly patches: Map<string, string>;
  readonly kustomizations: Map<string, JsonValue>;
}

/** Only the outermost counts: those of its bases are not asked (kustomize 5.7). */
function fifoIn(kustomizations: ReadonlyMap<string, JsonValue>): readonly string[] | undefined {
  const [outermost] = [...kustomizations].sort(([a], [b]) => a.split('/').length - b.split('/').length);
  if (!outermost || textAt(outermost[1], 'sortOptions', 'order') !== 'fifo') return undefined;
  return listAt(outermost[1], 'resources')
    .filter((resource) => typeof resource === 'string')
    .map((resource) => join(dirname(outermost[0]), resource));
}

function textOf(file: string): string {
  let bytes: Uint8Array;
  try {
    const mib = statSync(file).size / 2 ** 20;
    if (mib > MAX_MIB) return tooLarge(mib);
    bytes = readFileSync(file);
  } catch (error) {
    throw error instanceof RangeError ? error : new Error(reasonOf(error));
  }
  return decode(bytes);
}

function tooLarge(mib: number): never {
  throw new RangeError(`has ${mib.toFixed(1)} MiB, and at most ${MAX_MIB} are read; split it`);
}

function readText(found: Found, file: string, text: string): void {
  const { manifests, kustomizations, faults, skipped } = readManifests(file, text);
  for (const manifest of manifests) found.manifests.push(manifest);
  found.faults.push(...faults);
  found.skipped.push(...skipped);
  if (kustomizations.length > 0) found.skipped.push({ file, message: 'is for kustomize, and no object of a cluster' });
  else if (manifests.length + faults.length + skipped.length === 0) found.skipped.push({ file, message: 'holds no Kubernetes object' });
  found.comments.push(...ignoreComments(file, text));
  for (const kustomization of kustomizations) {
    found.kustomizations.set(file, kustomization);
    const paths = [
      ...listAt(kustomization, 'patchesStrategicMerge'),
      ...[...listAt(kustomization, 'patches'), ...listAt(kustomization, 'patchesJson6902')].map((patch) => textAt(patch, 'path')),
    ];
    for (const path of paths.filter((each) => typeof each === 'string')) {
      found.patches.set(
        join(dirname(file), path),
        `is a patch of ${basename(dirname(file))}/${basename(file)}; check what kustomize builds`,
      );
    }
  }
}
