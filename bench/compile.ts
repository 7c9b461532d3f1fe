import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync, BuildOptions } from 'esbuild';

const root = join(__dirname, '..');
const cache = join(root, 'node_modules', '.cache', 'bench');

/**
 * Compiles the library and the programs of this folder, so that what is measured is what users run.
 *
 * @returns a folder in which `require` finds the library by its name, and `dist/bench/programs` holds the programs
 */
export function compile(): string {
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  // As the package is made, see .projenrc.ts.
  const options: BuildOptions = { platform: 'node', target: 'node20', format: 'cjs', logLevel: 'warning' };
  buildSync({
    ...options,
    bundle: true,
    packages: 'external',
    entryPoints: [join(root, 'src/index.ts')],
    outfile: join(cache, 'dist/index.js'),
  });
  const programs = join(root, 'bench/programs');
  buildSync({
    ...options,
    entryPoints: readdirSync(programs).map((file) => join(programs, file)),
    outdir: join(cache, 'dist/bench/programs'),
  });
  copyFileSync(join(root, 'package.json'), join(cache, 'package.json'));
  return cache;
}
