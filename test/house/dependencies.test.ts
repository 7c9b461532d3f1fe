import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file: string) => readFileSync(join(__dirname, '../..', file), 'utf8');

test('docs/dependencies.md gives a reason for each dependency, and for nothing else', () => {
  const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  const used = ['dependencies', 'peerDependencies', 'devDependencies'].flatMap((field) => Object.keys(manifest[field] ?? {}));

  const rows = read('docs/dependencies.md').matchAll(/^\| (`.+?) \|/gm);
  const explained = [...rows].flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));

  expect(explained.sort()).toEqual([...new Set(used)].sort());
});

test('docs/dependencies.md names the versions of Go modules that e2e/tools pins', () => {
  const pins = readdirSync(join(__dirname, '../../e2e/tools')).map((group) => read(`e2e/tools/${group}/go.mod`));
  const named = [...read('docs/dependencies.md').matchAll(/([a-z0-9.-]+\.[a-z]+\/[^\s,|]+) (v[\d.]+)/g)];

  const stale = named.filter(([, path = '', version = '']) => !pins.some((pin) => new RegExp(`${path}(/v\\d+)? ${version}\\b`).test(pin)));

  expect(named.length).toBeGreaterThan(8);
  expect(stale.map(([text]) => text)).toEqual([]);
});
