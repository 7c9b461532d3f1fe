import fc from 'fast-check';
import type { Finding } from '../../src/check/finding';
import { SEVERITIES } from '../../src/check/problem';
import { finding, object, result, write } from './results';

/** Text that a file may hold, with much of what formats take for their own signs. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '\n',
      '\r',
      '::',
      '%',
      '%0A',
      '%25',
      ',',
      '|',
      '`',
      '<',
      '>',
      '</details>',
      '\\',
      '\u001b[31m',
      '@a',
      '*',
      ' ',
      'a',
    ),
  }),
);

const line = fc.integer({ min: 1, max: 10_000 });

const findings: fc.Arbitrary<Finding[]> = fc.array(
  fc
    .record({ message: text, traffic: fc.option(text, { nil: undefined }), fix: text, file: text, name: text, line })
    .map(({ file, name, line, ...rest }) => finding({ ...rest, object: { ...object, file, name, line } })),
  { maxLength: 8 },
);

test('a text has no control characters of its input', () => {
  fc.assert(
    fc.property(findings, (all) => {
      expect(write('text', result({ findings: all }))).not.toMatch(/[^\P{Cc}\n]/u);
    }),
  );
});

describe('GitHub', () => {
  const COMMAND = /^::(\w+) ([^:]*)::(.*)$/u;

  /** As the runner of GitHub Actions does it: `%` last. */
  const unescaped = (escaped: string): string =>
    escaped.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%');

  function parsed(command: string) {
    const [, name, properties = '', message = ''] = COMMAND.exec(command) ?? [];
    const pairs = properties.split(',').map((pair) => pair.split('='));
    // Of a message, the runner leaves `%3A` and `%2C` as they are.
    const data = message.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
    return { name, ...Object.fromEntries(pairs.map(([key = '', ...value]) => [key, unescaped(value.join('='))])), message: data };
  }

  test('reads back what was found, a line each, and nothing else', () => {
    fc.assert(
      fc.property(findings, fc.constantFrom(...SEVERITIES), (all, severity) => {
        const lines = write('github', result({ findings: all.map((each) => ({ ...each, severity })) })).split(/[\r\n]/);
        expect(lines).toHaveLength(all.length + 2);
        expect(lines.slice(0, all.length).map(parsed)).toEqual(
          all.map(({ message, traffic, fix, rule, object: { file, line } }) => ({
            name: severity === 'info' ? 'notice' : severity,
            ...{ file, line: String(line), title: rule },
            message: [message, ...(traffic === undefined ? [] : [traffic]), fix].join('\n'),
          })),
        );
      }),
    );
  });

  test('is told of what cannot be read, too', () => {
    fc.assert(
      fc.property(text, text, (file, message) => {
        const [first = ''] = write('github', result({ findings: [], faults: [{ file, message }] })).split('\n');
        expect(parsed(first)).toEqual({ name: 'error', file, title: 'cannot be read', message });
      }),
    );
  });
});

test('Markdown keeps its table and its tags, whatever stands in them', () => {
  fc.assert(
    fc.property(findings, text, (all, fault) => {
      const markdown = write('markdown', result({ findings: all, faults: [{ file: fault, message: fault }] }));
      const rows = markdown.split(/\r\n?|\n/).filter((line) => line.startsWith('| error'));
      expect(rows).toHaveLength(all.length);
      for (const row of rows) expect(row.split('|')).toHaveLength(5);
      expect(markdown.replace(/<br>|<\/?(code|details|summary)>/g, '')).not.toMatch(/<|`|\u001b/);
      expect(markdown.match(/<details>/g)?.length).toBe(markdown.match(/<\/details>/g)?.length);
    }),
  );
});

test('SARIF keeps each fingerprint when lines move, and has none twice', () => {
  const prints = (all: readonly Finding[]) =>
    (
      JSON.parse(write('sarif', result({ findings: all }))) as {
        runs: [{ results: { partialFingerprints: Record<string, string> }[] }];
      }
    ).runs[0].results.map(({ partialFingerprints }) => partialFingerprints['cdk8sMesh/v1']);
  fc.assert(
    fc.property(findings, line, (all, by) => {
      const moved = all.map((each) => ({ ...each, object: { ...each.object, line: (each.object.line ?? 0) + by } }));
      expect(prints(moved)).toEqual(prints(all));
      expect(new Set(prints(all)).size).toBe(all.length);
    }),
  );
});
