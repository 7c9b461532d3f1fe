import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isManifestPath } from '../check/input/find-files';
import type { Source } from '../check/input/source';
import { decode } from '../yaml/read-file';

/** A state in a repository, as in `main:overlays/prod`. */
export interface Revision {
  readonly revision: string;
  /** From the current folder; `.` where none is named. */
  readonly path: string;
}

/** What a side of `diff` means, if it is no path: what is there is one, whatever its name. */
export function revisionOf(text: string): Revision | undefined {
  const [, revision, path = ''] = /^([^:]+):(.*)$/s.exec(text) ?? [];
  if (revision === undefined || text === '-' || existsSync(text)) return undefined;
  return { revision, path: path === '' ? '.' : path };
}

/**
 * The manifests of a revision, without touching the work tree.
 *
 * @throws if there is no git, no such revision, or nothing at the path
 */
export function filesOf({ revision, path }: Revision): Source[] {
  const commit = git(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`],
    `there is no revision ${JSON.stringify(revision)}`,
  )
    .toString()
    .trim();
  const listed = git(['ls-tree', '-r', '-z', commit, '--', path], `git cannot list ${path} of ${revision}`).toString();
  const entries = listed.split('\0').flatMap((line) => {
    const [, mode, hash, file] = /^(\d+) blob (\w+)\t(.*)$/s.exec(line) ?? [];
    return mode === undefined || hash === undefined || file === undefined ? [] : [{ mode, hash, file }];
  });
  if (entries.length === 0) throw new Error(`there is nothing at ${path} in ${revision}; the path counts from the current folder`);
  const base = path.replace(/\/+$/, '');
  // A link is the text of another path; what it leads to may be outside of the revision.
  const wanted = entries.filter(
    ({ mode, file }) => mode !== '120000' && (file === base || isManifestPath(base === '.' ? file : file.slice(base.length + 1))),
  );
  const contents = blobs(wanted.map(({ hash }) => hash));
  return wanted.map(({ file }, index) => ({ file: `${revision}:${file}`, text: () => decode(contents[index] ?? new Uint8Array()) }));
}

/** Contents by their hashes, in one run of git. */
function blobs(hashes: readonly string[]): Uint8Array[] {
  const output =
    hashes.length === 0
      ? Buffer.alloc(0)
      : git(['cat-file', '--batch'], 'git cannot read the files', hashes.map((hash) => `${hash}\n`).join(''));
  const contents: Uint8Array[] = [];
  for (let at = 0; contents.length < hashes.length;) {
    const end = output.indexOf(10, at);
    const size = Number(/ blob (\d+)$/.exec(output.toString('latin1', at, end))?.[1]);
    if (end < 0 || Number.isNaN(size)) throw new Error(`git has no content for ${hashes[contents.length]}`);
    contents.push(output.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return contents;
}

/** More than all manifests of a repository. */
const MAX_BYTES = 2 ** 30;

function git(args: readonly string[], problem: string, input = ''): Buffer {
  const { status, stdout, stderr, error } = spawnSync('git', args, { input, maxBuffer: MAX_BYTES });
  if (error) throw new Error(`git cannot be run (${error.message}); name folders or files`);
  if (status === 0) return stdout;
  const said = stderr.toString().trim().split('\n').at(-1) ?? '';
  throw new Error(said === '' ? problem : `${problem} (${said})`);
}
