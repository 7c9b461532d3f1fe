import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from './build/build';
import { BuildError } from './build/go';

const TESTS = join(__dirname, 'tests');

/** Files whose tests wait for controllers most of the time, or take longest: the others run beside them, if they come first. */
const PATIENT = /^(flagger|release-steps)/;

/** Two control planes at once: about 2.5 GB of memory. */
const AT_ONCE = 2;

/** Builds what is missing and runs the tests, or those in files whose name contains one of the words given. */
async function main(words: readonly string[]): Promise<number> {
  const names = readdirSync(TESTS).filter((name) => name.endsWith('.test.ts'));
  const wanted = names.filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
  if (wanted.length === 0) {
    console.error(`no test file has ${words.map((word) => `"${word}"`).join(' or ')} in its name; there are: ${names.join(', ')}`);
    return 2;
  }
  await buildAll((line) => console.log(line));
  const files = [...wanted.filter((name) => PATIENT.test(name)), ...wanted.filter((name) => !PATIENT.test(name))];
  const options = ['--import', 'tsx', '--test', '--test-reporter=spec', `--test-concurrency=${AT_ONCE}`];
  const child = spawn(process.execPath, [...options, ...files.map((name) => join(TESTS, name))], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof BuildError ? error.message : error);
    process.exitCode = error instanceof BuildError ? error.exitCode : 1;
  },
);
