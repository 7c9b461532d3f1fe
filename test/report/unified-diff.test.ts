import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { unifiedDiff } from '../../src/report/unified-diff';

test('shows three lines around a change, and neighbours in one piece', () => {
  const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g', ''].join('\n');
  expect(unifiedDiff('x.yaml', before, before.replace('d', 'D').replace('e', 'E'))).toBe(
    '--- a/x.yaml\n+++ b/x.yaml\n@@ -1,7 +1,7 @@\n a\n b\n c\n-d\n-e\n+D\n+E\n f\n g\n',
  );
});

test('says nothing where nothing changes', () => {
  expect(unifiedDiff('x.yaml', 'a\n', 'a\n')).toBe('');
});

test('git applies it to the old text and gets the new one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-mesh-diff-'));
  const line = fc.tuple(fc.constantFrom('a', 'b: c', '', '+x', '-y'), fc.boolean());
  try {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 30 }),
        fc.constantFrom('last', 'LAST'),
        fc.constantFrom('', '\n'),
        (lines, last, end) => {
          const before = `${[...lines.map(([text]) => text), 'last'].join('\n')}${end}`;
          const after = `${[...lines.map(([text, changes]) => (changes ? `${text}!` : text)), last].join('\n')}${end}`;
          writeFileSync(join(folder, 'x.yaml'), before);
          const diff = unifiedDiff('x.yaml', before, after);
          if (diff !== '') execFileSync('git', ['apply', '-'], { cwd: folder, input: diff, stdio: ['pipe', 'pipe', 'pipe'] });
          expect(readFileSync(join(folder, 'x.yaml'), 'utf8')).toBe(after);
        },
      ),
      { numRuns: 40 },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
