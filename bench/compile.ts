import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const cache = join(root, 'node_modules', '.cache', 'bench');

/**
 * Compiles the library and the programs of this folder, so that what is measured is what users run.
 *
 * @returns a folder in which `require` finds the library by its name, and `dist/bench/programs` holds the programs
 */
export function compile(): string {
  const config = join(cache, 'tsconfig.json');
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  // `npm run lint` checks the types.
  const compilerOptions = { rootDir: root, outDir: join(cache, 'dist'), noCheck: true, declaration: false };
  const include = ['src', 'bench/programs'].map((folder) => join(root, folder));
  writeFileSync(config, JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, include, exclude: [] }));
  const tsc = spawnSync(process.execPath, [require.resolve('typescript/bin/tsc'), '--project', config], { encoding: 'utf8' });
  if (tsc.status !== 0) throw new Error(`the library does not compile:\n${tsc.stdout}${tsc.stderr}`);
  copyFileSync(join(root, 'package.json'), join(cache, 'package.json'));
  return cache;
}
