import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file: string) => readFileSync(join(__dirname, '../..', file), 'utf8');

test('docs/dependencies.md gives a reason for each dependency, and for nothing else', () => {
  const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  const used = ['dependencies', 'peerDependencies', 'devDependencies'].flatMap((field) => Object.keys(manifest[field] ?? {}));

  const rows = read('docs/dependencies.md').matchAll(/^\| (`.+?) \|/gm);
  const explained = [...rows].flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));

  expect(explained.sort()).toEqual([...new Set(used)].sort());
});
