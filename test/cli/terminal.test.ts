import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** Runs the program as its own process, from the sources. */
function spawn(argv: readonly string[], input = '') {
  const program = `
    const { main, terminal } = require('./src/cli/main.ts');
    main(process.argv.slice(1), terminal('1.2.3')).then((code) => (process.exitCode = code));`;
  return spawnSync(process.execPath, ['--require', 'tsx/cjs', '--eval', program, '--', ...argv], { cwd: root, input, encoding: 'utf8' });
}

test('a process reads its standard input, writes the result and exits with 0', () => {
  const { status, stdout, stderr } = spawn(['profile', '--open-api', '-', 'web', '-o', 'json'], 'paths: {}');
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: 'warning: the profile has no routes, so it does nothing: no operation in any path\n',
  });
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'ServiceProfile' });
});

test('a process that refuses its input says why without a stack trace and exits with 1', () => {
  const { status, stdout, stderr } = spawn(['profile', '--open-api', 'none.yaml', 'web']);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toBe('error: OpenAPI file "none.yaml" does not exist; check the path, it counts from the current folder\n');
});

test('the program of the package is an executable script for Node', () => {
  const program = join(root, 'bin/cdk8s-mesh');
  expect(statSync(program).mode & 0o111).toBe(0o111);
  expect(readFileSync(program, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
});
