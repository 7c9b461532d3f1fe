import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSync } from 'esbuild';

const FILES = 40;

let root: string;
let out: string;
let program: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'processes-'));
  // Whoever runs it need not be root.
  chmodSync(root, 0o755);
  const bundle = join(root, 'bundle.cjs');
  buildSync({ entryPoints: [join(__dirname, '../../src/bundle/index.ts')], bundle: true, platform: 'node', outfile: bundle });
  program = join(root, 'program.cjs');
  writeFileSync(
    program,
    `const { writeBundle } = require(${JSON.stringify(bundle)});
const [out, versions, times] = process.argv.slice(2);
for (let i = 0; i < Number(times); i += 1)
  for (const version of versions.split(','))
    writeBundle(out, ['web/steps/00', 'web/steps/10', 'web/current'].map((name) => ({
      name, files: Array.from({ length: ${FILES} }, (_, n) => ({ name: n + '.yaml', text: version + '\\n' })),
    })));
`,
  );
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => (out = join(root, `out-${Math.random().toString(36).slice(2)}`)));

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

function start(
  versions: string,
  times: number,
  options: { uid?: number } = {},
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, [program, out, versions, String(times)], { stdio: ['ignore', 'ignore', 'pipe'], ...options });
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  return { child, ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, stderr }))) };
}

/** The texts of all files; undefined while the folder has no place, in the instant between two moves. */
function versionsThere(): ReadonlySet<string> | undefined {
  const web = join(out, 'web');
  if (!existsSync(web)) return undefined;
  const files = readdirSync(web, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files).toHaveLength(3 * FILES);
  return new Set(files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8').trim()));
}

test('a process that is killed at any time leaves the old tree or the new one, never a mix', async () => {
  await start('a', 1).ended;
  for (let delay = 40; delay < 140; delay += 5) {
    const { child, ended } = start('b,a', 1000);
    await sleep(delay);
    child.kill('SIGKILL');
    await ended;
    expect(versionsThere()?.size ?? 1).toBe(1);
    const { code, stderr } = await start('a', 1).ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(versionsThere()).toEqual(new Set(['a']));
    expect(readdirSync(out).sort()).toEqual(['.cdk8s-mesh-files', 'web']);
  }
}, 60_000);

test('four processes that write at once take turns, and what is there in the end is of one of them', async () => {
  const ended = await Promise.all(['a', 'b', 'c', 'd'].map((version) => start(version, 10).ended));
  expect(ended).toEqual(ended.map(() => ({ code: 0, stderr: '' })));
  expect(versionsThere()?.size).toBe(1);
  expect(readdirSync(out).sort()).toEqual(['.cdk8s-mesh-files', 'web']);
}, 60_000);

const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;

test('a folder that may not be written to stays as it is, and the error says why', async () => {
  mkdirSync(out);
  writeFileSync(join(out, 'mine.md'), 'mine\n');
  chmodSync(out, 0o555);
  // Root may write everywhere.
  const { code, stderr } = await start('a', 1, isRoot ? { uid: NOBODY } : {}).ended;
  chmodSync(out, 0o755);
  expect(code).toBe(1);
  expect(stderr).toMatch(/nothing was changed in .*, because EACCES: permission denied/);
  expect(readdirSync(out)).toEqual(['mine.md']);
});

test('a folder further down that may not be written to keeps all of its top-level folder as it is', async () => {
  const user = isRoot ? { uid: NOBODY } : {};
  mkdirSync(out);
  chmodSync(out, 0o777);
  await start('a', 1, user).ended;
  chmodSync(join(out, 'web/steps'), 0o555);
  const { code, stderr } = await start('b', 1, user).ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/nothing was changed in .*, because EACCES: permission denied, access '.*web\/steps'/);
  expect(versionsThere()).toEqual(new Set(['a']));
  expect(readdirSync(out).sort()).toEqual(['.cdk8s-mesh-files', 'web']);
  chmodSync(join(out, 'web/steps'), 0o755);
  expect((await start('b', 1, user).ended).code).toBe(0);
  expect(versionsThere()).toEqual(new Set(['b']));
});
