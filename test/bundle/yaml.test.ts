import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { CORE_SCHEMA, load, YAML11_SCHEMA } from 'js-yaml';
import { toYaml } from '../../src/bundle';
import { readYaml } from '../../src/yaml/read';
import { json, text } from './json-data';

describe('any JSON data comes back as it was', () => {
  const comesBack = (read: (yaml: string) => unknown) =>
    fc.assert(
      fc.property(json, (data) => expect(JSON.stringify(read(toYaml(data)))).toBe(JSON.stringify(data))),
      { numRuns: 600 },
    );

  test('through js-yaml by YAML 1.1', () => comesBack((yaml) => load(yaml, { schema: YAML11_SCHEMA })));
  test('through js-yaml by YAML 1.2', () => comesBack((yaml) => load(yaml, { schema: CORE_SCHEMA })));
  test('through a reader with the rules of Kubernetes', () => comesBack((yaml) => readYaml(yaml)[0]));

  test('through the reader of cdk8s, which follows YAML 1.1', () => {
    const samples = fc.sample(json, { numRuns: 2000, seed: 1 }).map((data) => ({ data }));
    const folder = mkdtempSync(join(tmpdir(), 'yaml-'));
    try {
      writeFileSync(join(folder, 'all.yaml'), samples.map((sample) => `---\n${toYaml(sample)}`).join(''));
      expect((Yaml.load(join(folder, 'all.yaml')) as unknown[]).map((data) => JSON.stringify(data))).toEqual(
        samples.map((sample) => JSON.stringify(sample)),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('what Kubernetes takes for something else is quoted', () => {
  interface Observed {
    readonly yaml: string;
    /** What sigs.k8s.io/yaml reads; absent where it refuses the document. */
    readonly json?: unknown;
  }
  const observed = readFileSync(join(__dirname, 'fixtures/scalars.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Observed);

  test.each(observed.filter(({ yaml, json: read }) => read !== yaml).map(({ yaml }) => yaml))('%j', (scalar) => {
    expect(toYaml({ v: scalar })).toBe(`v: ${JSON.stringify(scalar)}\n`);
    expect(toYaml({ [scalar]: 1 })).toBe(`${JSON.stringify(scalar)}: 1\n`);
  });
});

test.each(['e1', 'E+10', 'e-2'])('%s is quoted: the reader of cdk8s takes it for a number', (value) =>
  expect(toYaml({ v: value })).toBe(`v: "${value}"\n`),
);

describe('what people read and write stays plain', () => {
  test.each([
    'web',
    'web-v0-0-2',
    'apps/v1',
    'example.com/team',
    'registry.example/stock:0.0.1',
    '/actuator/health',
    '250m',
    '64Mi',
    '30s',
    '50%',
    'app=web,tier in (a, b)',
    'Hello there',
  ])('%s', (value) => expect(toYaml({ v: value })).toBe(`v: ${value}\n`));

  test('a configuration file is a literal block', () => {
    const config = 'server {\n  listen 8080;\n\n  # all of it\n  location / {\n    return 504;\n  }\n}\n';
    expect(toYaml({ data: { 'nginx.conf': config } })).toBe(
      `data:
  nginx.conf: |
    server {
      listen 8080;

      # all of it
      location / {
        return 504;
      }
    }
`,
    );
  });

  test('a text without a newline at its end is a stripped block', () => expect(toYaml({ v: 'a\nb' })).toBe('v: |-\n  a\n  b\n'));

  test('blocks stand in lists, too', () =>
    expect(toYaml({ args: ['-c', 'set -e\nexec run\n'] })).toBe('args:\n  - "-c"\n  - |\n    set -e\n    exec run\n'));

  test.each([['a\n b \n'], ['a\n\n\n'], ['\na'], [' a\nb'], ['a\n\tb'], ['a\r\nb\r\n'], ['a\u2028\nb'], ['\n']])(
    '%j is quoted, for a reader or an editor could change a block',
    (value) => expect(toYaml({ v: value })).toBe(`v: ${JSON.stringify(value).replace('\u2028', '\\u2028')}\n`),
  );

  test('a text of several lines alone in a document is quoted: Go takes a block there for the end of the document', () =>
    expect(toYaml('a\nb\n')).toBe('"a\\nb\\n"\n'));

  test('emojis and letters of any script are not escaped', () => expect(toYaml({ v: 'grün 日本 😀' })).toBe('v: "grün 日本 😀"\n'));
});

describe('the form of a document', () => {
  test('lists are indented, lists in lists and maps in lists start on the line of their dash', () => {
    expect(toYaml({ a: [{ b: 1, c: [2] }, [3, [4]], []], d: { e: {} } })).toBe(
      'a:\n  - b: 1\n    c:\n      - 2\n  - - 3\n    - - 4\n  - []\nd:\n  e: {}\n',
    );
  });

  test('undefined fields are left out, also where nothing else is left', () =>
    expect(toYaml({ a: undefined, b: { c: undefined }, d: 1 })).toBe('b: {}\nd: 1\n'));

  test('keys come in the order of the object', () => expect(toYaml({ b: 1, a: 2 })).toBe('b: 1\na: 2\n'));

  test('it ends with one newline', () => fc.assert(fc.property(json, (data) => expect(toYaml(data)).toMatch(/[^\n]\n$/))));

  test('a text of one line takes one line, however long', () =>
    fc.assert(
      fc.property(
        text.filter((value) => !value.includes('\n')),
        (value) => expect(toYaml({ v: value }).split('\n')).toHaveLength(2),
      ),
    ));

  test.each([
    [0, '0'],
    [-0, '0'],
    [0.1, '0.1'],
    [-12, '-12'],
    [2 ** 53, '9007199254740992'],
    [1e20, '100000000000000000000'],
    [1e21, '1.0e+21'],
    [-1e21, '-1.0e+21'],
    [1e-7, '1.0e-7'],
    [1.5e-7, '1.5e-7'],
  ])('the number %d is %s', (value, written) => expect(toYaml(value)).toBe(`${written}\n`));
});

describe('what is no data is refused', () => {
  class Point {
    readonly x = 1;
  }
  const itself: Record<string, unknown> = {};
  itself['a'] = [{ b: itself }];
  const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });

  test.each([
    ['NaN', NaN, 'cannot write the number NaN as YAML; pass plain data'],
    ['infinity', -Infinity, 'cannot write the number -Infinity as YAML; pass plain data'],
    ['a function', () => 1, 'cannot write a function as YAML; pass plain data'],
    ['a symbol', Symbol('a'), 'cannot write a symbol as YAML; pass plain data'],
    ['a bigint', 1n, 'cannot write a bigint as YAML; pass plain data'],
    ['a date', new Date(0), 'cannot write a Date as YAML; pass plain data'],
    ['a map', new Map([['a', 1]]), 'cannot write a Map as YAML; pass plain data'],
    ['an instance of a class', new Point(), 'cannot write a Point as YAML; pass plain data'],
    ['an instance of a class without a name', new (class {})(), 'cannot write a class instance as YAML; pass plain data'],
    ['an item that is undefined', [1, undefined], 'cannot write undefined as YAML; pass plain data'],
    ['half of a surrogate pair', 'a\ud83d', 'cannot write "a\\ud83d" as YAML: it has half of a surrogate pair'],
    ['a key that is half of one', { '\ude00': 1 }, 'cannot write "\\ude00" as YAML: it has half of a surrogate pair'],
    ['what contains itself', itself, 'cannot write data nested deeper than 200 levels; does it contain itself?'],
    ['too many levels', deep(202), 'cannot write data nested deeper than 200 levels; does it contain itself?'],
    ['a key that is too long', { ['k'.repeat(1001)]: 1 }, 'cannot write a key of 1001 characters as YAML, at most 1000 are allowed'],
    [
      'a key whose escapes make it too long',
      { ['\u0001'.repeat(200)]: 1 },
      'cannot write a key of 1202 characters as YAML, at most 1000 are allowed',
    ],
  ])('%s', (_, value, message) => {
    expect(() => toYaml({ v: value })).toThrow(message);
    expect(() => toYaml([value])).toThrow(message);
  });

  test('as many levels as are allowed come back', () => expect(load(toYaml(deep(200)), { maxDepth: 500 })).toStrictEqual(deep(200)));

  test('the longest key comes back', () => expect(load(toYaml({ ['é'.repeat(998)]: 1 }))).toStrictEqual({ ['é'.repeat(998)]: 1 }));

  test('records without a prototype and of another realm are data', () => {
    expect(toYaml(Object.assign(Object.create(null), { a: 1 }))).toBe('a: 1\n');
    expect(toYaml(structuredClone({ a: { b: 1 } }))).toBe('a:\n  b: 1\n');
  });
});
