import { spawnSync } from 'node:child_process';
import { REPOSITORY } from './schema-files';

test('imports/ is what schemas/ says', () => {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/generate-imports.ts', '--check'], {
    cwd: REPOSITORY,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
}, 30_000);
