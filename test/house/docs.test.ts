import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { compile, folderOf, Snippet, snippets } from './snippets';

const ROOT = join(__dirname, '../..');
const PAGES = ['README.md', ...readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
const SNIPPETS = PAGES.flatMap((page) => snippets(page, join(ROOT, page)));

/** Inside the project, so that the snippets find what they import. */
let workdir: string;
let faults: readonly string[];

beforeAll(() => {
  mkdirSync(join(ROOT, 'temp'), { recursive: true });
  workdir = mkdtempSync(join(ROOT, 'temp', 'docs-'));
  faults = compile(SNIPPETS, workdir, ROOT);
}, 60_000);

afterAll(() => rmSync(workdir, { recursive: true, force: true }));

test('every program in the documentation compiles under strict', () => {
  expect(faults).toEqual([]);
});

test.each(SNIPPETS.map((snippet) => [snippet.at, snippet] as const))('%s writes the YAML that follows it', (at, snippet) => {
  const { objects, warnings } = run(snippet);
  const wrong = snippet.excerpts.flatMap((excerpt) => loadAll(excerpt)).filter((part) => !objects.some((object) => contains(object, part)));
  expect(objects).not.toEqual([]);
  expect(wrong).toEqual([]);
  // A warning is no surprise to the reader: the page shows it.
  const page = readFileSync(join(ROOT, at.replace(/:\d+$/, '')), 'utf8');
  expect(warnings.filter((warning) => !page.includes(warning))).toEqual([]);
});

/** Runs a program as `cdk8s synth` does: in its folder, which says where the output goes. */
function run(snippet: Snippet): { readonly objects: readonly unknown[]; readonly warnings: readonly string[] } {
  const folder = folderOf(snippet, workdir);
  const outdir = join(folder, 'dist');
  const cwd = process.cwd();
  const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  process.env['CDK8S_OUTDIR'] = outdir;
  process.chdir(folder);
  try {
    jest.requireActual(join(folder, 'main.js'));
    return { objects: objectsIn(outdir), warnings: stderr.mock.calls.map(([text]) => String(text).trimEnd()) };
  } finally {
    process.chdir(cwd);
    delete process.env['CDK8S_OUTDIR'];
    stderr.mockRestore();
  }
}

function objectsIn(folder: string): unknown[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  return files.flatMap(({ parentPath, name }) => loadAll(readFileSync(join(parentPath, name), 'utf8')));
}

/** Whether data holds all that a part of it says: of a map some keys, of a list some entries, in order. */
function contains(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part)) {
    if (!Array.isArray(whole)) return false;
    let from = 0;
    return part.every((wanted) => {
      const found = whole.findIndex((entry, index) => index >= from && contains(entry, wanted));
      from = found + 1;
      return found >= 0;
    });
  }
  if (typeof part !== 'object' || part === null) return whole === part;
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) return false;
  return Object.entries(part).every(([key, wanted]) => Object.hasOwn(whole, key) && contains(Reflect.get(whole, key), wanted));
}
