import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { JsonValue, readDocuments, readValues, readYaml } from '../../src/yaml/read';

const read = (text: string): JsonValue | undefined => readYaml(text)[0];

/** What Kubernetes' own reader was seen to make of `v: <yaml>`. */
interface ObservedScalar {
  readonly yaml: string;
  readonly json?: JsonValue;
  readonly error?: true;
}

const observed = readFileSync(join(__dirname, 'scalars.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as ObservedScalar);

test.each(observed.filter(({ error }) => !error))('takes $yaml for $json', ({ yaml, json }) => {
  expect(read(`v: ${yaml}`)).toEqual({ v: json });
});

test.each(observed.filter(({ error }) => error))('refuses $yaml', ({ yaml }) => {
  expect(() => read(`v: ${yaml}`)).toThrow('line 1: ');
});

test.each([
  ['200', '200'],
  ['0200', '128'],
  ['0o310', '200'],
  ['0xC8', '200'],
  ['0b11001000', '200'],
  ['2_00', '200'],
  ['200.0', '200'],
  ['2e2', '200'],
  ['-0', '0'],
  ['-0.0', '-0'],
  ['1.50', '1.5'],
  ['0.1', '0.1'],
  ['16777217.0', '1.6777216e+07'],
  ['1000000.5', '1.0000005e+06'],
  ['0.00001', '1e-05'],
  ['1e99', '.inf'],
  ['-.inf', '-.inf'],
  ['.nan', '.nan'],
  ['9223372036854775807', '9223372036854775807'],
  ['on', 'true'],
  ['N', 'false'],
  ['"on"', 'on'],
  ['!!str on', 'on'],
  ['2001-01-01', '2001-01-01'],
  ['"__proto__"', '__proto__'],
])('makes the key %s the string %j', (written, key) => {
  const object = read(`${written}: 1`) as object;
  expect(Object.entries(object)).toEqual([[key, 1]]);
});

test.each([
  ['the last of two equal keys wins', 'a: 1\na: 2', { a: 2 }],
  ['an alias stands for its anchor', 'a: &x [1, {b: 2}]\nc: *x', { a: [1, { b: 2 }], c: [1, { b: 2 }] }],
  ['an alias means the last anchor of its name', 'a: &x 1\nb: &x 2\nc: *x', { a: 1, b: 2, c: 2 }],
  ['an alias can be a key', 'a: &x 404\n*x : 1', { a: 404, '404': 1 }],
  ['"<<" merges a mapping', 'a: &x {b: 1, c: 1}\nd:\n  <<: *x\n  c: 2', { a: { b: 1, c: 1 }, d: { b: 1, c: 2 } }],
  ['"<<" wins over the keys above it', 'd: {c: 2, <<: {c: 1}}', { d: { c: 1 } }],
  ['the first of several merged mappings wins', 'd:\n  <<: [{c: 1}, {c: 2, e: 3}]', { d: { c: 1, e: 3 } }],
  ['a quoted "<<" is a key', 'd: {"<<": {c: 1}}', { d: { '<<': { c: 1 } } }],
  ['tags of collections say nothing', 'a: !!set {b}\nc: !x [1]', { a: { b: null }, c: [1] }],
  ['a tag can be written in full', 'a: !<tag:yaml.org,2002:str> 1', { a: '1' }],
  ['a tag can be written with a handle', '%TAG !y! tag:yaml.org,2002:\n---\na: !y!str 1', { a: '1' }],
  ['JSON is YAML', '{"a":\t[1, "\\u00e9\\/", null]}', { a: [1, 'é/', null] }],
  ['a byte order mark is no data', '\ufeffa: 1', { a: 1 }],
])('%s', (_, text, value) => {
  expect(read(text)).toEqual(value);
});

test('keys that name properties of every object are data', () => {
  const object = read('__proto__: {polluted: 1}\nconstructor: 2\n<<: {toString: 3}') as Record<string, JsonValue>;
  expect(Object.keys(object)).toEqual(['__proto__', 'constructor', 'toString']);
  expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
  expect(JSON.stringify(object)).toBe('{"__proto__":{"polluted":1},"constructor":2,"toString":3}');
});

test('every document of a text is read', () => {
  expect(readYaml('---\na: 1\n---\n---\n- b\n')).toEqual([{ a: 1 }, null, ['b']]);
});

test.each([[''], ['\n\n'], ['# only a comment\n'], ['\ufeff']])('%j has no document', (text) => {
  expect(readYaml(text)).toEqual([]);
});

test.each([
  ['a: 1\nb: *x', 'line 2: there is no anchor "x" before this alias'],
  ['a: &x\n  b: *x', 'line 2: an anchor contains itself'],
  ['a:\n  <<: 1', 'line 2: "<<" can only merge a mapping or a list of mappings'],
  ['a:\n  <<: [{b: 1}, 2]', 'line 2: "<<" can only merge a mapping or a list of mappings'],
  ['a: 1\n? [b]\n: c', 'line 2: a sequence cannot be a key'],
  ['~: 1', 'line 1: a key must be text, a boolean or a number below 2^63, got null; put it in quotes'],
  ['\n9223372036854775808: 1', 'line 2: a key must be text, a boolean or a number below 2^63, got 9223372036854775808; put it in quotes'],
  ['a: .inf', 'line 1: JSON has no Infinity; put it in quotes'],
  ['a: !!int x', 'line 1: cannot take "x" as !!int'],
  ['a: !!binary "*"', 'line 1: cannot take "*" as !!binary'],
  ['a: b\u0007', 'line 1: a character that YAML does not allow, U+0007'],
  ['a: "\ud83d"', 'line 1: a character that YAML does not allow, U+D83D'],
  ['a: b: c', 'line 1: '],
  ['a:\n\t- b', 'line 2: '],
])('refuses %j', (text, message) => {
  expect(() => readYaml(text)).toThrow(message);
});

test('a text that expands without end is refused before it takes memory', () => {
  const levels = Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array<string>(9).fill(`*a${i}`).join(', ')}]`);
  const bomb = ['a0: &a0 lol', ...levels].join('\n');
  expect(() => readYaml(bomb)).toThrow(/^line \d+: aliases expand the text to far more than it holds/);
});

test('a text that expands without end by merging is refused', () => {
  const levels = Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} {<<: [*a${i}, *a${i}], b${i}: *a${i}}`);
  expect(() => readYaml(['a0: &a0 {b: 1}', ...levels].join('\n'))).toThrow('aliases expand the text');
});

test('collections nested too deep are refused', () => {
  expect(() => readYaml('['.repeat(100_000))).toThrow('line 1: nesting exceeded maxDepth (1000)');
});

test('aliases nested too deep are refused', () => {
  // Enough besides aliases keeps the share of aliases low.
  const ballast = `- [${'1,'.repeat(10_000)}]`;
  const chain = Array.from({ length: 600 }, (_, i) => `  - &a${i + 1} [*a${i}]`);
  expect(() => readYaml([ballast, '- - &a0 x', ...chain].join('\n'))).toThrow('nested deeper than 1000 levels');
});

test('many aliases to a long list are allowed', () => {
  const parameters = Array.from({ length: 50 }, (_, i) => `p${i}`).join(', ');
  const uses = Array.from({ length: 50 }, (_, i) => `u${i}: *p`).join('\n');
  expect(Object.keys(read(`p: &p [${parameters}]\n${uses}`) as object)).toHaveLength(51);
});

test('what JSON.stringify writes is read as JSON.parse reads it', () => {
  const unsafe = /[\u007f-\u009f\ufffe\uffff]/g;
  const json = fc
    .jsonValue({ maxDepth: 3, stringUnit: 'binary' })
    .map((value) => JSON.stringify(value).replace(unsafe, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`));
  fc.assert(
    fc.property(json, (text) => {
      expect(JSON.stringify(read(text))).toBe(JSON.stringify(JSON.parse(text)));
    }),
  );
});

test('the fast way of reading makes of every text what the tree makes of it', () => {
  const parts =
    'a: |b: |on: |1: |~: |__proto__: |<<: |? |1|.inf|~|x|"y"|&a |*a|!!str |{a: 1}|[1, x]|[]|- |\n|\n  |\n    |\n---\n|{|}|, '.split('|');
  const text = fc.array(fc.constantFrom(...parts), { maxLength: 12 }).map((some) => some.join(''));
  const outcome = (reader: () => unknown): unknown => {
    try {
      return reader();
    } catch (error) {
      return String(error);
    }
  };
  fc.assert(
    fc.property(text, (some) => {
      expect(outcome(() => readValues(some))).toEqual(outcome(() => readDocuments(some).map(({ value }) => value)));
    }),
    { numRuns: 3000 },
  );
});
