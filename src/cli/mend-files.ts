import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Found } from '../check/finding';
import { STDIN } from '../check/input/find-files';
import { mend } from '../check/mend';
import { unifiedDiff } from '../report/unified-diff';
import { decode } from '../yaml/read-file';

/** A file that findings know how to mend. */
export interface MendedFile {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly after: string;
  /** How many of its findings that mends. */
  readonly count: number;
}

/** All files in which something can be mended. @throws if one cannot be read any more */
export function mendFiles(findings: readonly Found[]): MendedFile[] {
  const files = new Map<string, Found[]>();
  for (const found of findings) {
    const file = found.manifest.origin?.file;
    if (!found.change || file === undefined || file === STDIN) continue;
    files.set(file, [...(files.get(file) ?? []), found]);
  }
  return [...files].flatMap(([file, inFile]) => {
    const bytes = readFileSync(file);
    const text = decode(bytes);
    const { text: after, mended } = mend(file, text, inFile);
    return mended.length === 0 ? [] : [{ file, bytes, text, after, count: mended.length }];
  });
}

/** What would change, as `git apply` takes it in the current folder. */
export const diffOf = (files: readonly MendedFile[]): string =>
  files.map(({ file, text, after }) => unifiedDiff(relative('.', file).replaceAll('\\', '/'), text, after)).join('');

/**
 * Writes the files, each in one move.
 *
 * @throws before anything is written, if one is not UTF-8, or is not what it was
 */
export function writeMended(files: readonly MendedFile[]): void {
  for (const { file, bytes, text } of files) {
    if (!Buffer.from(text).equals(bytes))
      throw new Error(`${file} is not plain UTF-8, so that it must be changed by hand; nothing was written`);
    if (!readFileSync(file).equals(bytes)) throw new Error(`${file} has changed meanwhile; nothing was written`);
  }
  for (const { file, after } of files) replace(realpathSync(file), after);
}

function replace(path: string, text: string): void {
  const temporary = `${path}.cdk8s-mesh-${process.pid}`;
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: statSync(path).mode });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
