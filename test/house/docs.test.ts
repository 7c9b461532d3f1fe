import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadAll } from 'js-yaml';
import { Mesh } from '../../src';
import { defaultRank } from '../../src/bundle';
import { LINKERD, LinkerdVersion } from '../../src/facts/linkerd-versions';
import { run as runCommand } from '../cli/run';
import { contains } from './contains';
import { codeBlocks, headings, links, tables } from './markdown';
import { compile, run } from './run-snippets';
import { snippets } from './snippets';

const ROOT = join(__dirname, '../..');
const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
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
  const { objects, warnings } = run(snippet, workdir);
  const wrong = snippet.excerpts.flatMap((excerpt) => loadAll(excerpt)).filter((part) => !objects.some((object) => contains(object, part)));
  expect(objects).not.toEqual([]);
  expect(wrong).toEqual([]);
  // A warning is no surprise to the reader: the page shows it.
  const page = readFileSync(join(ROOT, at.replace(/:\d+$/, '')), 'utf8');
  expect(warnings.filter((warning) => !page.includes(warning))).toEqual([]);
});

test('docs/splits.md names the APIs of each mesh as the library has them', () => {
  const groups = new Map<string, string[]>();
  for (const version of Object.keys(LINKERD) as LinkerdVersion[]) {
    const apis = cellsOf(Mesh.linkerd(version));
    groups.set(apis, [...(groups.get(apis) ?? []), version]);
  }
  const span = (versions: readonly string[]) => [...new Set([versions[0], versions.at(-1)])].join(' to ');
  const expected = [
    ...[...groups].map(([apis, versions]) => `| Linkerd ${span(versions)} ${apis}`),
    `| \`Mesh.gatewayApi()\` ${cellsOf(Mesh.gatewayApi())}`,
    `| \`Mesh.smi()\` ${cellsOf(Mesh.smi())}`,
  ];
  expect(tables(join(ROOT, 'docs/splits.md')).flat()).toEqual(expect.arrayContaining(expected));
});

function cellsOf({ routingApis: [first, ...others] }: Mesh): string {
  return `| \`${first}\` |${others.map((api, index) => `${index > 0 ? ',' : ''} \`${api}\``).join('')} |`;
}

const CONSOLES = PAGES.flatMap((page) => {
  const blocks = codeBlocks(join(ROOT, page));
  const files = blocks.flatMap(({ text, comment: { key, value = '' } }) => (key === 'file' ? [{ name: value, text }] : []));
  return blocks.flatMap(({ language, text, line }) => (language === 'console' ? [{ at: `${page}:${line}`, text, files }] : []));
});

test.each(CONSOLES)('$at shows what the command prints', async ({ text, files }) => {
  const [command = '', ...printed] = text.split('\n');
  const folder = mkdtempSync(join(workdir, 'console-'));
  files.forEach(({ name, text: content }) => writeFileSync(join(folder, name), content));
  const before = process.cwd();
  process.chdir(folder);
  try {
    const { out } = await runCommand(wordsOf(command.replace('$ npx cdk8s-mesh ', '')));
    expect(out).toBe(printed.join('\n'));
  } finally {
    process.chdir(before);
  }
});

/** The words of a command line, those in single quotes taken together. */
const wordsOf = (line: string): string[] => [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

test('docs/output.md names the rank of each kind as the library has it', () => {
  const rows = tables(join(ROOT, 'docs/output.md'))
    .flat()
    .map((row) => row.split('|').map((cell) => cell.trim()));
  const listed = rows.flatMap(([, rank = '', kinds = '']) =>
    /^\d+$/.test(rank) ? kinds.split(', ').map((kind) => ({ kind, rank: Number(rank) })) : [],
  );
  expect(listed.length).toBeGreaterThan(30);
  expect(listed.filter(({ kind, rank }) => defaultRank({ apiVersion: 'v1', kind }) !== rank)).toEqual([]);
});

test('every option that a table explains is one of the library', () => {
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const code = sources.map((name) => readFileSync(join(ROOT, 'src', name), 'utf8')).join('\n');
  const known = new Set([...code.matchAll(/^ *readonly (\w+)\??:/gm)].map(([, name]) => name));
  const explained = PAGES.flatMap((page) =>
    tables(join(ROOT, page))
      .filter(([header = '']) => header.startsWith('| option'))
      .flatMap(([, , ...rows]) => rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name))),
  );
  expect(explained.length).toBeGreaterThan(50);
  expect(explained.filter((name) => !known.has(name))).toEqual([]);
});

test('every link in the documentation leads somewhere', () => {
  const dead = PAGES.flatMap((page) =>
    links(join(ROOT, page)).flatMap((link) => {
      const [path = '', heading] = link.split('#');
      const target = path === '' ? join(ROOT, page) : join(ROOT, dirname(page), path);
      const found = existsSync(target) && (heading === undefined || headings(target).includes(heading));
      return found ? [] : [`${page}: ${link}`];
    }),
  );
  expect(dead).toEqual([]);
});
