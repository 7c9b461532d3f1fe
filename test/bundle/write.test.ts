import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs, {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BundleFolder, writeBundle } from '../../src/bundle';

const LEDGER = '.cdk8s-mesh-files';
let root: string;
let out: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'write-'));
  out = join(root, 'out');
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true });
});

const folder = (name: string, texts: Readonly<Record<string, string>>): BundleFolder => ({
  name,
  files: Object.entries(texts).map(([file, text]) => ({ name: file, text })),
});
const put = (path: string, text: string): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};

/** Everything below a folder: text of files, targets of links, and when they were last written. */
function state(folderPath = root): Record<string, string> {
  const entries = readdirSync(folderPath, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const what = entry.isSymbolicLink() ? `-> ${readlinkSync(path)}` : entry.isDirectory() ? 'folder' : readFileSync(path, 'utf8');
    return [path.slice(folderPath.length + 1), entry.isDirectory() ? what : `${what} @${lstatSync(path).mtimeMs}`] as const;
  });
  return Object.fromEntries(entries);
}
const listed = (): string[] => Object.keys(state(out)).sort();

/** Fails with this message, and leaves everything as it was. */
function refuses(folders: readonly BundleFolder[], message: string): void {
  const before = state();
  expect(() => writeBundle(out, folders)).toThrow(message);
  expect(state()).toEqual(before);
}

describe('writing', () => {
  test('makes the folders and files, and a list of them that sha256sum can check', () => {
    writeBundle(out, [folder('a', { 'x.yaml': 'x\n', Kustomization: 'k\n' }), folder('b', { 'y.yaml': 'y\n' })]);
    expect(listed()).toEqual([LEDGER, 'a', 'a/Kustomization', 'a/x.yaml', 'b', 'b/y.yaml']);
    expect(readFileSync(join(out, 'a/x.yaml'), 'utf8')).toBe('x\n');
    expect(readFileSync(join(out, LEDGER), 'utf8').split('\n')).toEqual([
      expect.stringMatching(/^[0-9a-f]{64} {2}a\/x\.yaml$/),
      expect.stringMatching(/^[0-9a-f]{64} {2}a\/Kustomization$/),
      expect.stringMatching(/^[0-9a-f]{64} {2}b\/y\.yaml$/),
      '',
    ]);
    if (process.platform === 'linux') execFileSync('sha256sum', ['--check', '--quiet', LEDGER], { cwd: out });
  });

  test('the same again touches no file', () => {
    const folders = [folder('a', { 'x.yaml': 'x\n' })];
    writeBundle(out, folders);
    const past = new Date('2020-01-01');
    [LEDGER, 'a/x.yaml'].forEach((path) => utimesSync(join(out, path), past, past));
    const before = state();
    writeBundle(out, folders);
    expect(state()).toEqual(before);
  });

  test('another text replaces the file, and leaves the others alone', () => {
    writeBundle(out, [folder('a', { 'x.yaml': 'x\n', 'y.yaml': 'y\n' })]);
    const before = state(out);
    writeBundle(out, [folder('a', { 'x.yaml': 'x2\n', 'y.yaml': 'y\n' })]);
    expect(readFileSync(join(out, 'a/x.yaml'), 'utf8')).toBe('x2\n');
    expect(state(out)['a/y.yaml']).toBe(before['a/y.yaml']);
  });

  test('removes what is no longer wanted, and a folder that is empty then', () => {
    writeBundle(out, [folder('a', { 'x.yaml': 'x\n', 'y.yaml': 'y\n' }), folder('b', { 'z.yaml': 'z\n' })]);
    writeBundle(out, [folder('a', { 'y.yaml': 'y\n' })]);
    expect(listed()).toEqual([LEDGER, 'a', 'a/y.yaml']);
  });

  test('the metadata of constructs is a file like others: written, kept, guarded and removed', () => {
    const folders = [folder('a', { 'x.yaml': 'x\n' })];
    writeBundle(out, folders, '{}');
    expect(listed()).toEqual([LEDGER, 'a', 'a/x.yaml', 'construct-metadata.json']);
    const before = state(out);
    writeBundle(out, folders, '{}');
    expect(state(out)).toEqual(before);
    writeBundle(out, folders);
    expect(listed()).toEqual([LEDGER, 'a', 'a/x.yaml']);
    put('out/construct-metadata.json', 'mine');
    expect(() => writeBundle(out, folders, '{}')).toThrow('construct-metadata.json is none of the files that');
    writeBundle(out, folders);
    expect(readFileSync(join(out, 'construct-metadata.json'), 'utf8')).toBe('mine');
  });

  test('nothing leaves nothing', () => {
    writeBundle(out, [folder('a', { 'x.yaml': 'x\n' })]);
    writeBundle(out, []);
    expect(listed()).toEqual([]);
  });

  test('keeps a folder in which somebody else has a file', () => {
    writeBundle(out, [folder('a', { 'x.yaml': 'x\n' })]);
    put('out/a/notes.md', 'mine');
    writeBundle(out, []);
    expect(listed()).toEqual(['a', 'a/notes.md']);
  });

  test('takes folders in folders', () => {
    writeBundle(out, [folder('web/steps/10-canary', { 'x.yaml': 'x\n' }), folder('web/rollback', { 'y.yaml': 'y\n' })]);
    expect(listed()).toEqual([
      LEDGER,
      'web',
      'web/rollback',
      'web/rollback/y.yaml',
      'web/steps',
      'web/steps/10-canary',
      'web/steps/10-canary/x.yaml',
    ]);
    writeBundle(out, [folder('web/rollback', { 'y.yaml': 'y\n' })]);
    expect(listed()).toEqual([LEDGER, 'web', 'web/rollback', 'web/rollback/y.yaml']);
  });

  test('a new folder appears in one move, with all of its files', () => {
    const move = jest.spyOn(fs, 'renameSync');
    writeBundle(out, [folder('a', { 'x.yaml': 'x\n', 'y.yaml': 'y\n' })]);
    const targets = move.mock.calls.map(([, to]) => String(to)).filter((to) => !to.includes('.cdk8s-mesh-tmp'));
    expect(targets).toEqual([join(out, LEDGER), join(out, 'a')]);
  });

  test('writes a file again that somebody deleted, and does not mind one that was to go', () => {
    writeBundle(out, [folder('a', { 'x.yaml': 'x\n', 'y.yaml': 'y\n' }), folder('b', { 'z.yaml': 'z\n' })]);
    ['a/x.yaml', 'a/y.yaml', 'b'].forEach((path) => rmSync(join(out, path), { recursive: true }));
    writeBundle(out, [folder('a', { 'x.yaml': 'x\n' })]);
    expect(listed()).toEqual([LEDGER, 'a', 'a/x.yaml']);
  });

  test('adopts a file that is as it should be, without a list', () => {
    put('out/a/x.yaml', 'x\n');
    writeBundle(out, [folder('a', { 'x.yaml': 'x\n' })]);
    writeBundle(out, [folder('a', { 'x.yaml': 'x2\n' })]);
    expect(readFileSync(join(out, 'a/x.yaml'), 'utf8')).toBe('x2\n');
  });

  test('takes line ends that git changed on Windows for ours', () => {
    writeBundle(out, [folder('a', { 'x.yaml': 'x\ny\n' })]);
    ['a/x.yaml', LEDGER].forEach((path) => put(`out/${path}`, readFileSync(join(out, path), 'utf8').replaceAll('\n', '\r\n')));
    writeBundle(out, [folder('a', { 'x.yaml': 'z\n' })]);
    expect(readFileSync(join(out, 'a/x.yaml'), 'utf8')).toBe('z\n');
  });

  test('the output folder may itself be a link', () => {
    mkdirSync(join(root, 'elsewhere'));
    symlinkSync(join(root, 'elsewhere'), out);
    writeBundle(out, [folder('a', { 'x.yaml': 'x\n' })]);
    expect(existsSync(join(root, 'elsewhere/a/x.yaml'))).toBe(true);
  });
});

describe('what is in the way stops the run before the first write', () => {
  const first = [folder('a', { 'x.yaml': 'x\n', 'y.yaml': 'y\n' }), folder('b', { 'z.yaml': 'z\n' })];
  const second = [folder('a', { 'x.yaml': 'x2\n', 'new.yaml': 'new\n' })];
  const advice = '; move it away, or choose another output folder';

  test('a file of somebody else', () => {
    put('out/a/new.yaml', 'mine');
    refuses(
      second,
      `nothing was written, because ${join(out, 'a/new.yaml')} is none of the files that .cdk8s-mesh-files lists as written by cdk8s-mesh${advice}`,
    );
  });

  test('a file of ours that was changed', () => {
    writeBundle(out, first);
    put('out/a/x.yaml', 'x by hand\n');
    refuses(
      second,
      `${join(out, 'a/x.yaml')} was changed by hand since it was synthesized (put the change into the program, addJsonPatch can say anything)${advice}`,
    );
  });

  test('a file that was to go, but was changed', () => {
    writeBundle(out, first);
    put('out/b/z.yaml', 'z by hand\n');
    refuses(
      second,
      `${join(out, 'b/z.yaml')} is no longer part of the output, but was changed by hand since it was synthesized (put the change into the program, addJsonPatch can say anything)${advice}`,
    );
  });

  test('a list of files that was lost', () => {
    writeBundle(out, first);
    rmSync(join(out, LEDGER));
    refuses(second, `${join(out, 'a/x.yaml')} is none of the files that .cdk8s-mesh-files lists as written by cdk8s-mesh${advice}`);
  });

  test('a folder in the place of a file', () => {
    mkdirSync(join(out, 'a/new.yaml'), { recursive: true });
    refuses(second, `${join(out, 'a/new.yaml')} is no file${advice}`);
  });

  test('a file in the place of a folder', () => {
    put('out/a', 'mine');
    refuses(second, `${join(out, 'a')} is no folder${advice}`);
  });

  test('a file in the place of the output folder', () => {
    put('out', 'mine');
    refuses(second, `${out} is no folder${advice}`);
  });

  test('a folder in the place of the list', () => {
    mkdirSync(join(out, LEDGER), { recursive: true });
    refuses(second, `${join(out, LEDGER)} is no file${advice}`);
  });

  test('a folder that is a link, to write or to clean up', () => {
    mkdirSync(join(root, 'elsewhere'));
    mkdirSync(out);
    symlinkSync(join(root, 'elsewhere'), join(out, 'a'));
    refuses(second, `${join(out, 'a')} is a symbolic link${advice}`);
  });

  test('a folder of ours that became a link to files that look like ours', () => {
    writeBundle(out, first);
    fs.renameSync(join(out, 'b'), join(root, 'elsewhere'));
    symlinkSync(join(root, 'elsewhere'), join(out, 'b'));
    refuses(second, `${join(out, 'b')} is a symbolic link${advice}`);
  });

  test('a file that is a link, even one that leads nowhere or to the right text', () => {
    put('elsewhere.yaml', 'x2\n');
    mkdirSync(join(out, 'a'), { recursive: true });
    symlinkSync(join(root, 'elsewhere.yaml'), join(out, 'a/x.yaml'));
    refuses(second, `${join(out, 'a/x.yaml')} is a symbolic link${advice}`);
    rmSync(join(root, 'elsewhere.yaml'));
    refuses(second, `${join(out, 'a/x.yaml')} is a symbolic link${advice}`);
  });

  test('a file of ours that became a link and was to go', () => {
    writeBundle(out, first);
    fs.renameSync(join(out, 'b/z.yaml'), join(root, 'elsewhere.yaml'));
    symlinkSync(join(root, 'elsewhere.yaml'), join(out, 'b/z.yaml'));
    refuses(second, `${join(out, 'b/z.yaml')} is a symbolic link${advice}`);
  });

  test('a list that is a link', () => {
    put('elsewhere', '');
    mkdirSync(out);
    symlinkSync(join(root, 'elsewhere'), join(out, LEDGER));
    refuses(second, `${join(out, LEDGER)} is a symbolic link${advice}`);
  });
});

describe('nothing outside is reached', () => {
  const sha = (text: string) => createHash('sha256').update(text).digest('hex');

  test.each([
    '../victim.yaml',
    'a/../../victim.yaml',
    '/victim.yaml',
    'a/..',
    '..',
    '.',
    './victim.yaml',
    '../out/../victim.yaml',
    'a\\..\\..\\victim.yaml',
  ])('by %s in the list of files', (path) => {
    put('victim.yaml', 'victim\n');
    put('out/a/keep.yaml', 'keep\n');
    put(`out/${LEDGER}`, `${sha('victim\n')}  ${path}\n`);
    writeBundle(out, [folder('a', { 'x.yaml': 'x\n' })]);
    expect(readFileSync(join(root, 'victim.yaml'), 'utf8')).toBe('victim\n');
    expect(listed()).toEqual([LEDGER, 'a', 'a/keep.yaml', 'a/x.yaml']);
  });

  test('by a list of files that is nonsense', () => {
    put(`out/${LEDGER}`, '<<<<<<< HEAD\n\0\n  \n');
    writeBundle(out, [folder('a', { 'x.yaml': 'x\n' })]);
    expect(listed()).toEqual([LEDGER, 'a', 'a/x.yaml']);
  });

  test.each([
    ['..', 'x.yaml'],
    ['a/..', 'x.yaml'],
    ['a', '../x.yaml'],
    ['a', '../../x.yaml'],
    ['/a', 'x.yaml'],
    ['', 'x.yaml'],
    ['a', ''],
    ['a', '.hidden'],
    ['a', 'x\0.yaml'],
    ['a', 'x\\..\\y.yaml'],
    ['c:', 'x.yaml'],
    ['a', 'x.yaml\n'],
  ])('by the folder %j with the file %j', (name, file) =>
    refuses(
      [folder('good', { 'x.yaml': 'x\n' }), folder(name, { [file]: 'x\n' })],
      'a file must be named by letters, digits, ".", "_" and "-" in a folder named so, got ',
    ),
  );

  test('by a link where we put a file before it gets its name', () => {
    put('victim.yaml', 'victim\n');
    mkdirSync(out);
    symlinkSync(join(root, 'victim.yaml'), join(out, '.cdk8s-mesh-tmp'));
    writeBundle(out, [folder('a', { 'x.yaml': 'x\n' })]);
    expect(readFileSync(join(root, 'victim.yaml'), 'utf8')).toBe('victim\n');
    expect(listed()).toEqual([LEDGER, 'a', 'a/x.yaml']);
  });
});
