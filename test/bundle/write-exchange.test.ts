import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BundleFolder, writeBundle } from '../../src/bundle';

const LEDGER = '.cdk8s-mesh-files';

let root: string;
let out: string;
beforeEach(() => {
  root = fs.mkdtempSync(join(tmpdir(), 'exchange-'));
  out = join(root, 'out');
});
afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(root, { recursive: true });
});

/** A release: one file per step and one that is the same in all versions. */
const release = (version: string, steps: readonly string[] = ['00', '10']): BundleFolder[] => [
  { name: 'web', files: [{ name: 'same.yaml', text: 'same\n' }] },
  ...steps.map((step) => ({ name: `web/steps/${step}`, files: [{ name: 'x.yaml', text: `${version}\n` }] })),
];
const filesThere = (): string[] =>
  fs
    .readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(
      ({ parentPath, name }) =>
        `${join(parentPath, name).slice(out.length + 1)}: ${fs.readFileSync(join(parentPath, name), 'utf8').trim()}`,
    )
    .filter((line) => !line.startsWith(LEDGER))
    .sort();
const RELEASE_2 = ['web/same.yaml: same', 'web/steps/00/x.yaml: 2', 'web/steps/20/x.yaml: 2'];

/** The moves that a run makes in the output, as from → to. The temporary folder and what is in it are called `tmp`. */
function moves(action: () => void): string[] {
  const spy = jest.spyOn(fs, 'renameSync');
  action();
  const name = (path: unknown): string => (String(path).includes('.cdk8s-mesh-tmp') ? 'tmp' : String(path).slice(out.length + 1));
  const all = spy.mock.calls.map(([from, to]) => `${name(from)} → ${name(to)}`);
  return all.filter((move) => move !== 'tmp → tmp' && move !== `tmp → ${LEDGER}`);
}

describe('a top-level folder', () => {
  beforeEach(() => writeBundle(out, release('1')));

  test('of which several files change is exchanged as a whole', () =>
    expect(moves(() => writeBundle(out, release('2', ['00', '20'])))).toEqual(['web → tmp', 'tmp → web']));

  test('of which one file changes keeps all others where they are', () =>
    expect(moves(() => writeBundle(out, [...release('1'), { name: 'web/steps/10', files: [{ name: 'x.yaml', text: '2\n' }] }]))).toEqual([
      'tmp → web/steps/10/x.yaml',
    ]));

  test('to which a folder comes gets it in one move', () =>
    expect(moves(() => writeBundle(out, release('1', ['00', '10', '20'])))).toEqual(['tmp → web/steps/20']));

  test('that goes, goes in one move', () => expect(moves(() => writeBundle(out, []))).toEqual(['web → tmp', `${LEDGER} → tmp`]));

  test('in which somebody else has a file stays, and our files are moved one by one', () => {
    fs.writeFileSync(join(out, 'web/notes.md'), 'mine\n');
    const { ino } = fs.statSync(join(out, 'web'));
    const made = moves(() => writeBundle(out, release('2', ['00', '20'])));
    expect(made).toEqual(['tmp → web/steps/00/x.yaml', 'tmp → web/steps/20', 'web/steps/10/x.yaml → tmp']);
    expect(filesThere()).toEqual(['web/notes.md: mine', ...RELEASE_2]);
    expect([fs.statSync(join(out, 'web')).ino, fs.existsSync(join(out, 'web/steps/10'))]).toEqual([ino, false]);
  });

  test.each([
    ['an empty folder', (path: string) => fs.mkdirSync(path)],
    ['a link', (path: string) => fs.symlinkSync('/nowhere', path)],
  ])('in which somebody else has %s keeps it', (_, make) => {
    make(join(out, 'web/steps/mine'));
    writeBundle(out, release('2', ['00', '20']));
    expect(filesThere()).toEqual(RELEASE_2);
    expect(fs.readdirSync(join(out, 'web/steps'))).toContain('mine');
  });

  test('into which somebody puts a file while we write is not exchanged', () => {
    const { writeFileSync } = fs;
    jest.spyOn(fs, 'writeFileSync').mockImplementation((...args) => {
      writeFileSync(...args);
      writeFileSync(join(out, 'web/notes.md'), 'mine\n');
    });
    writeBundle(out, release('2', ['00', '20']));
    expect(filesThere()).toEqual(['web/notes.md: mine', ...RELEASE_2]);
  });
});

describe('a file that stays the same in a folder that is exchanged', () => {
  beforeEach(() => writeBundle(out, release('1')));
  const identity = (): unknown => {
    const { ino, mtimeMs, nlink } = fs.statSync(join(out, 'web/same.yaml'));
    return { ino, mtimeMs, nlink };
  };

  test('is not written again', () => {
    const before = identity();
    writeBundle(out, release('2'));
    expect(identity()).toEqual(before);
  });

  test('is copied where the file system has no links', () => {
    const link = jest.spyOn(fs, 'linkSync').mockImplementation(() => {
      throw Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' });
    });
    writeBundle(out, release('2', ['00', '20']));
    expect(link).toHaveBeenCalled();
    expect(filesThere()).toEqual(RELEASE_2);
  });
});

test('a folder that is exchanged keeps who may read it', () => {
  writeBundle(out, release('1'));
  fs.chmodSync(join(out, 'web'), 0o750);
  fs.chmodSync(join(out, 'web/steps'), 0o700);
  const modes = () => ['web', 'web/steps', 'web/steps/00'].map((path) => fs.statSync(join(out, path)).mode);
  const before = modes();
  writeBundle(out, release('2'));
  expect(modes()).toEqual(before);
});

describe('where the system moves no folder', () => {
  /** Lets moves fail that `isRefused`. Returns how many did. */
  function refuse(code: string, isRefused: (from: string, to: string) => boolean): () => number {
    const { renameSync } = fs;
    let refused = 0;
    jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
      if (isRefused(String(from), String(to))) {
        refused += 1;
        throw Object.assign(new Error(`${code}: refused, rename '${String(from)}' -> '${String(to)}'`), { code });
      }
      renameSync(from, to);
    });
    return () => refused;
  }

  test.each(['EBUSY', 'EXDEV', 'EPERM'])('out of its place (%s), files are moved one by one', (code) => {
    writeBundle(out, release('1'));
    const refused = refuse(code, (from) => from === join(out, 'web'));
    writeBundle(out, release('2', ['00', '20']));
    expect(refused()).toBe(1);
    expect(filesThere()).toEqual(RELEASE_2);
  });

  test('into its place, the old one comes back, and files are moved one by one', () => {
    writeBundle(out, release('1'));
    const refused = refuse('EPERM', (from, to) => to === join(out, 'web') && from.endsWith('new/web'));
    writeBundle(out, release('2', ['00', '20']));
    expect(refused()).toBe(1);
    expect(filesThere()).toEqual(RELEASE_2);
  });

  test('nor a file into it, because it is another file system, files are copied beside their places', () => {
    writeBundle(out, release('1'));
    const isInside = (path: string): boolean => path === join(out, 'web') || path.startsWith(join(out, 'web/'));
    const refused = refuse('EXDEV', (from, to) => isInside(from) !== isInside(to));
    writeBundle(out, release('2', ['00', '20']));
    expect(refused()).toBeGreaterThan(3);
    expect(filesThere()).toEqual(RELEASE_2);
    expect(fs.existsSync(join(out, 'web/steps/10'))).toBe(false);
  });

  test('for another reason, the error says how far it came, and the next run does the rest', () => {
    const charts = (version: string): BundleFolder[] =>
      ['a', 'b', 'c'].map((name) => ({ name, files: ['x', 'y'].map((file) => ({ name: `${file}.yaml`, text: `${version}\n` })) }));
    writeBundle(out, charts('1'));
    refuse('EIO', (from) => from === join(out, 'b'));
    expect(() => writeBundle(out, charts('2'))).toThrow(
      new RegExp(
        `^synthesis to ${out} stopped after 1 of 3 folders, because .*EIO: refused.*; solve that and synthesize again, which does the rest$`,
      ),
    );
    expect(filesThere().map((line) => line.slice(-1))).toEqual(['2', '2', '1', '1', '1', '1']);
    jest.restoreAllMocks();
    writeBundle(out, charts('2'));
    expect(filesThere().map((line) => line.slice(-1))).toEqual(['2', '2', '2', '2', '2', '2']);
  });
});
