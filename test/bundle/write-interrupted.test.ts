import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { BundleFolder, writeBundle } from '../../src/bundle';

/** Path below a folder → text. */
type Tree = Readonly<Record<string, string>>;

let root: string;
let out: string;
beforeEach(() => {
  root = fs.mkdtempSync(join(tmpdir(), 'interrupted-'));
  out = join(root, 'out');
});
afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(root, { recursive: true, force: true });
});

/** All files below a folder, what writers leave beside them not counted. */
function treeAt(folder: string): Tree {
  if (!fs.existsSync(folder)) return {};
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .filter((path) => !path.startsWith('.'));
  return Object.fromEntries(paths.sort().map((path) => [path, fs.readFileSync(join(folder, path), 'utf8')]));
}

const foldersOf = (tree: Tree): BundleFolder[] => {
  const folders = new Map<string, { name: string; text: string }[]>();
  for (const [path, text] of Object.entries(tree)) {
    const slash = path.lastIndexOf('/');
    const folder = path.slice(0, slash);
    folders.set(folder, [...(folders.get(folder) ?? []), { name: path.slice(slash + 1), text }]);
  }
  return [...folders].map(([name, files]) => ({ name, files }));
};

const write = (tree: Tree): void => writeBundle(out, foldersOf(tree));

/** A release, a chart that goes, one that comes, and one of which a file changes. */
const OLD: Tree = {
  'web/steps/00/a.yaml': '1\n',
  'web/steps/00/b.yaml': '1\n',
  'web/steps/10/a.yaml': '1\n',
  'web/current/Kustomization': '00\n',
  'gone/a.yaml': '1\n',
  'gone/b.yaml': '1\n',
  'chart/a.yaml': '1\n',
  'chart/b.yaml': 'same\n',
};
const NEW: Tree = {
  'web/steps/00/a.yaml': '2\n',
  'web/steps/00/b.yaml': '1\n',
  'web/steps/20/a.yaml': '2\n',
  'web/current/Kustomization': '20\n',
  'new/a.yaml': '2\n',
  'new/deep/b.yaml': '2\n',
  'chart/a.yaml': '2\n',
  'chart/b.yaml': 'same\n',
};

const unitsOf = (tree: Tree): string[] => [...new Set(Object.keys(tree).map((path) => path.split('/')[0] ?? ''))];

const unit = (tree: Tree, name: string): Tree => Object.fromEntries(Object.entries(tree).filter(([path]) => path.startsWith(`${name}/`)));

/** Everything that changes the disk. */
const CHANGES = [
  'renameSync',
  'unlinkSync',
  'mkdirSync',
  'rmdirSync',
  'rmSync',
  'writeFileSync',
  'linkSync',
  'copyFileSync',
  'chmodSync',
] as const;

/** Lets `fails` decide about each change of the disk, by its number. Returns how many there were. */
function disturb(fails: (call: number) => boolean): () => number {
  let calls = 0;
  for (const name of CHANGES) {
    const original = fs[name] as (...args: unknown[]) => unknown;
    jest.spyOn(fs, name).mockImplementation(((...args: unknown[]) => {
      calls += 1;
      if (fails(calls)) throw Object.assign(new Error(`ENOSPC: no space left on device, call ${calls}`), { code: 'ENOSPC' });
      return original(...args);
    }) as never);
  }
  return () => calls;
}

/** How many changes of the disk it takes. */
function changesOf(action: () => void): number {
  const calls = disturb(() => false);
  action();
  jest.restoreAllMocks();
  return calls();
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Each top-level folder is wholly old or wholly new; or, in the instant between two moves, moved aside. */
function expectWhole(old: Tree, now: Tree, foreign: Tree = {}): void {
  for (const name of new Set([...unitsOf(old), ...unitsOf(now)])) {
    const there = unit(treeAt(out), name);
    const allowed = [unit(old, name), unit(now, name)].map((tree) => JSON.stringify({ ...tree, ...unit(foreign, name) }));
    const text = JSON.stringify(there);
    if (Object.keys(there).length === 0 && Object.keys(unit(foreign, name)).length === 0) continue;
    expect(allowed.map(sorted)).toContain(sorted(text));
  }
}

const sorted = (json: string): string => JSON.stringify(Object.entries(JSON.parse(json) as object).sort(([a], [b]) => (a < b ? -1 : 1)));

/** What was killed says nothing; in its last instant it has done all that it was to do. */
function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // That is what it is for.
  }
}

describe('a writer that is killed', () => {
  test('at whatever change of the disk leaves each folder old or new, and the next one does its own', () => {
    write(OLD);
    const count = changesOf(() => write(NEW));
    expect(count).toBeGreaterThan(20);
    for (const call of numbers(count)) {
      for (const next of [NEW, OLD, { 'other/x.yaml': 'x\n' }]) {
        fs.rmSync(out, { recursive: true, force: true });
        write(OLD);
        // Nothing that it does after that reaches the disk.
        disturb((each) => each >= call);
        attempt(() => write(NEW));
        jest.restoreAllMocks();
        expectWhole(OLD, NEW);
        write(next);
        expect(treeAt(out)).toEqual(treeOf(next));
        expect(fs.readdirSync(out).filter((name) => name.startsWith('.'))).toEqual(['.cdk8s-mesh-files']);
      }
    }
  });

  test('the very first time leaves nothing, or whole folders', () => {
    const count = changesOf(() => write(NEW));
    for (const call of numbers(count)) {
      fs.rmSync(out, { recursive: true, force: true });
      disturb((each) => each >= call);
      attempt(() => write(NEW));
      jest.restoreAllMocks();
      expectWhole({}, NEW);
      write(OLD);
      expect(treeAt(out)).toEqual(treeOf(OLD));
    }
  });
});

describe('a full disk', () => {
  test('at whatever change leaves each folder old or new, says what it is, and is no obstacle afterwards', () => {
    write(OLD);
    const count = changesOf(() => write(NEW));
    for (const call of numbers(count)) {
      fs.rmSync(out, { recursive: true, force: true });
      write(OLD);
      disturb((each) => each === call);
      let message = '';
      try {
        write(NEW);
      } catch (error) {
        message = error instanceof Error ? error.message : '';
      }
      jest.restoreAllMocks();
      // A change that could do without it, such as a link that is a copy then, is no failure.
      if (message !== '') expect(message).toMatch(/ENOSPC: no space left on device/);
      expectWhole(OLD, NEW);
      write(NEW);
      expect(treeAt(out)).toEqual(treeOf(NEW));
    }
  });

  test('while files are written changes nothing at all, and says so', () => {
    write(OLD);
    const { writeFileSync: original } = fs;
    jest.spyOn(fs, 'writeFileSync').mockImplementation((...args) => {
      if (String(args[0]).includes('/new/')) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      original(...args);
    });
    expect(() => write(NEW)).toThrow(/^nothing was changed in .*, because ENOSPC: no space left on device; solve that/);
    jest.restoreAllMocks();
    expect(treeAt(out)).toEqual(treeOf(OLD));
  });
});

const treeOf = (tree: Tree): Tree => Object.fromEntries(Object.entries(tree).sort(([a], [b]) => (a < b ? -1 : 1)));

test('files of somebody else survive whatever is written around them, interrupted or not', () => {
  const name = fc.constantFrom('a', 'b', 'c');
  const tree = fc
    .uniqueArray(fc.tuple(name, name, name, fc.constantFrom('1\n', '2\n')), {
      selector: (parts) => parts.slice(0, 3).join('/'),
      maxLength: 8,
    })
    .map((entries) => Object.fromEntries(entries.map(([unitName, folder, file, text]) => [`${unitName}/${folder}/${file}.yaml`, text])));
  const foreign = fc
    .uniqueArray(fc.tuple(name, fc.constantFrom('notes.md', 'd/own.yaml', 'a/x.txt')), {
      selector: (parts) => parts.join('/'),
      maxLength: 3,
    })
    .map((entries) => Object.fromEntries(entries.map(([unitName, path]) => [`${unitName}/${path}`, 'mine\n'])));
  fc.assert(
    fc.property(tree, tree, foreign, fc.integer({ min: 1, max: 60 }), (old, now, others, call) => {
      fs.rmSync(out, { recursive: true, force: true });
      write(old);
      for (const [path, text] of Object.entries(others)) {
        fs.mkdirSync(join(out, path, '..'), { recursive: true });
        fs.writeFileSync(join(out, path), text);
      }
      disturb((each) => each >= call);
      attempt(() => write(now));
      jest.restoreAllMocks();
      for (const [path, text] of Object.entries(others)) expect(fs.readFileSync(join(out, path), 'utf8')).toBe(text);
      write(now);
      expect(treeAt(out)).toEqual(treeOf({ ...now, ...others }));
    }),
    { numRuns: 150 },
  );
});
