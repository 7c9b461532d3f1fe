import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { load } from 'js-yaml';
import { purposeOf } from './purpose';

const root = join(__dirname, '..');
const examplesDir = join(root, 'examples');

/** Synthesizes an example into its own `dist` and prints the tree of files with what each is for. */
function main(name: string | undefined): number {
  const names = readdirSync(examplesDir).filter((entry) => existsSync(join(examplesDir, entry, 'main.ts')));
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
  printTree(outdir);
  console.log(`\nApply a folder with kubectl apply -k, or commit it for Argo CD or Flux. Which line does what: examples/${name}/README.md`);
  return 0;
}

function printTree(outdir: string): void {
  for (const chart of readdirSync(outdir, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    console.log(`\n${relative(root, join(outdir, chart.name))}/`);
    const files = readdirSync(join(outdir, chart.name)).sort();
    const width = Math.max(...files.map(({ length }) => length));
    for (const file of files) {
      const object: unknown = load(readFileSync(join(outdir, chart.name, file), 'utf8'));
      console.log(`  ${file.padEnd(width)}  ${purposeOf(object)}`);
    }
  }
}

process.exitCode = main(process.argv[2]);
