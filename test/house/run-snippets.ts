import { type Dirent, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadAll } from 'js-yaml';
import ts from 'typescript';
import { ROOT as TRUST_ANCHOR } from '../install/certificates';
import { Snippet } from './snippets';

/** What the documentation promises: the strictest that its reader may have set. */
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
 * Compiles all snippets at once, each in a folder of its own, beside the files that its page shows and a `ca.crt`.
 *
 * @returns what is wrong with them, one line each
 */
export function compile(snippets: readonly Snippet[], workdir: string, root: string): string[] {
  for (const snippet of snippets) {
    const folder = folderOf(snippet, workdir);
    mkdirSync(folder, { recursive: true });
    const files = [['ca.crt', TRUST_ANCHOR], ...snippet.files, ['main.ts', snippet.program]] as const;
    files.forEach(([name, text]) => writeFileSync(join(folder, basename(name)), text));
  }
  const mains = snippets.map((snippet) => join(folderOf(snippet, workdir), 'main.ts'));
  const paths = { 'cdk8s-mesh': [join(root, 'src/index.ts')], 'cdk8s-mesh/check': [join(root, 'src/check/index.ts')] };
  const program = ts.createProgram(mains, { ...OPTIONS, paths, configFilePath: join(root, 'tsconfig.json') });
  return snippets.flatMap(({ at }, index) => {
    const source = program.getSourceFile(mains[index] ?? '');
    program.emit(source);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((fault) => message(at, fault));
  });
}

function message(at: string, { messageText, file, start = 0 }: ts.Diagnostic): string {
  const line = file?.text.slice(file.text.lastIndexOf('\n', start) + 1).split('\n')[0] ?? '';
  return `${at}: ${ts.flattenDiagnosticMessageText(messageText, ' ')} (${line.trim()})`;
}

/** What a snippet writes. */
export interface Outcome {
  readonly objects: readonly unknown[];
  readonly warnings: readonly string[];
}

/** Runs a compiled snippet as `cdk8s synth` would: in its folder, with the environment saying where the output goes. */
export function run(snippet: Snippet, workdir: string): Outcome {
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

function folderOf({ at }: Snippet, workdir: string): string {
  return join(workdir, at.replace(/\W+/g, '-'));
}

function objectsIn(folder: string): unknown[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  // What is to be deleted is no object, only the name of one.
  const isObject = ({ parentPath, name }: Dirent): boolean => /\.ya?ml$|^Kustomization$/.test(name) && basename(parentPath) !== 'teardown';
  const files = entries.filter((entry) => entry.isFile() && isObject(entry));
  return files.flatMap(({ parentPath, name }) => loadAll(readFileSync(join(parentPath, name), 'utf8')));
}
