import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../install/certificates';
import { CodeBlock, codeBlocks } from './markdown';

/** A program of the documentation: a `ts` block, behind those that it continues. */
export interface Snippet {
  /** Where its block is: `docs/splits.md:12`. */
  readonly at: string;
  readonly program: string;
  /** Files that its page shows, by name. */
  readonly files: ReadonlyMap<string, string>;
  /** Parts of what it writes, as YAML: the `yaml` blocks up to the next program. */
  readonly excerpts: readonly string[];
}

/** The programs of a page. CONTRIBUTING.md says what the comments above blocks mean. */
export function snippets(page: string, file: string): Snippet[] {
  const blocks = codeBlocks(file);
  const files = new Map(blocks.flatMap(({ text, comment: { key, value = '' } }) => (key === 'file' ? [[value, text]] : [])));
  const programs = blocks.filter(({ language }) => language === 'ts');
  return programs.map((block, index) => {
    const next = programs[index + 1]?.line ?? Infinity;
    const isExcerpt = ({ language, line, comment }: CodeBlock) =>
      language === 'yaml' && line > block.line && line < next && comment.key !== 'file';
    return {
      at: `${page}:${block.line}`,
      program: wholeProgram(block, programs, page),
      files,
      excerpts: blocks.filter(isExcerpt).map(({ text }) => text),
    };
  });
}

/** Synthesis comes last, whichever of the blocks shows it. */
function wholeProgram(block: CodeBlock, programs: readonly CodeBlock[], page: string): string {
  return `${withBeginning(block, programs, page).replace(/^app\.synth\(\);.*\n/gm, '')}\napp.synth();\n`;
}

function withBeginning({ text, line, comment: { key, value } }: CodeBlock, programs: readonly CodeBlock[], page: string): string {
  if (key !== 'continues') return text;
  const before = programs.find(({ comment, line: other }) => comment.key === 'snippet' && comment.value === value && other < line);
  if (!before) throw new Error(`${page}:${line} continues ${value}, but no block above has the comment <!-- snippet: ${value} -->`);
  return `${withBeginning(before, programs, page)}\n${text}`;
}

/** The folder in which a snippet is compiled and run. */
export function folderOf({ at }: Snippet, workdir: string): string {
  return join(workdir, at.replace(/\W+/g, '-'));
}

/** What the documentation promises: the strictest that a user may have set. */
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node16,
  esModuleInterop: true,
  skipLibCheck: true,
  types: ['node'],
};

/**
 * Compiles all snippets at once, each to a `main.js` in its folder, beside the files that its page shows and a trust anchor, `ca.crt`.
 *
 * @returns what is wrong with them, one line each
 */
export function compile(all: readonly Snippet[], workdir: string, root: string): string[] {
  const byFile = new Map<string, Snippet>();
  for (const snippet of all) {
    const folder = folderOf(snippet, workdir);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'ca.crt'), ROOT);
    snippet.files.forEach((text, name) => writeFileSync(join(folder, basename(name)), text));
    const main = join(folder, 'main.ts');
    writeFileSync(main, snippet.program);
    byFile.set(main, snippet);
  }
  const paths = { 'cdk8s-mesh': [join(root, 'src/index.ts')] };
  const program = ts.createProgram([...byFile.keys()], { ...OPTIONS, paths, configFilePath: join(root, 'tsconfig.json') });
  return [...byFile].flatMap(([main, { at }]) => {
    const source = program.getSourceFile(main);
    if (!source) throw new Error(`${dirname(main)} has no program`);
    program.emit(source);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((fault) => message(at, fault));
  });
}

function message(at: string, { messageText, file, start = 0 }: ts.Diagnostic): string {
  const line = file?.text.slice(0, start).split('\n').length ?? 0;
  const code = file?.text.split('\n')[line - 1]?.trim() ?? '';
  return `${at}: ${ts.flattenDiagnosticMessageText(messageText, ' ')} (${code})`;
}
