import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { load } from 'js-yaml';
import { type Application, applicationsIn, exampleNames } from './examples';
import { purposeOf } from './purpose';

const root = join(__dirname, '..');
const examplesDir = join(root, 'examples');

/** Synthesizes an example into its own `dist` and prints the tree of files with what each is for. */
function main(name: string | undefined): number {
  const names = exampleNames();
  if (name === undefined || !names.includes(name)) {
    console.error(`name one of the examples: ${names.join(', ')}; got ${name ?? 'none'}\n\n  npm run example -- ${names[0]}`);
    return 2;
  }
  const folder = join(examplesDir, name);
  const outdir = join(folder, 'dist');
  const tsx = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'tsx.cmd' : 'tsx');
  const run = spawnSync(tsx, ['main.ts'], {
    cwd: folder,
    env: { ...process.env, CDK8S_OUTDIR: outdir },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) return run.status ?? 1;
  for (const application of applicationsIn(outdir)) printApplication(application);
  console.log(`\nApply a folder with kubectl apply -k, or commit it for Argo CD or Flux. Which line does what: examples/${name}/README.md`);
  return 0;
}

/** The files of the first state, and what changes in those after it. */
function printApplication({ states, release }: Application): void {
  let before = new Map<string, string>();
  for (const folder of [...states, ...(release ? [release.rollback] : [])]) {
    console.log(`\n${relative(root, folder)}/`);
    const files = new Map(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const));
    const width = Math.max(...[...before.keys(), ...files.keys()].map(({ length }) => length));
    const changed = [...files].filter(([file, text]) => before.get(file) !== text && (before.size === 0 || file !== 'Kustomization'));
    for (const [file, text] of changed) console.log(`  ${file.padEnd(width)}  ${purposeOf(load(text))}`);
    for (const file of before.keys()) if (!files.has(file)) console.log(`  ${file.padEnd(width)}  is gone`);
    const same = before.size === 0 ? 0 : files.size - changed.length;
    if (same > 0) console.log(`  ${'…'.padEnd(width)}  ${same} files as before`);
    before = files;
  }
  if (release) printPlan(release.plan);
}

/** Who receives what, step by step. */
function printPlan(folder: string): void {
  const lines = readFileSync(join(folder, 'plan.md'), 'utf8').split('\n');
  const begin = lines.findIndex((line) => line.startsWith('|'));
  const end = lines.findIndex((line, index) => index > begin && !line.startsWith('|'));
  console.log(`\n${relative(root, folder)}/plan.md, and plan.html beside it:\n\n${lines.slice(begin, end).join('\n')}`);
}

process.exitCode = main(process.argv[2]);
