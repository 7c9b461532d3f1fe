import * as fc from 'fast-check';
import { chunksIn } from '../../../src/check/input/chunks';
import { readManifests } from '../../../src/check/input/read-manifests';
import { nameOf } from '../../../src/check/manifest';

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n';

const read = (text: string, file = 'k8s.yaml') => {
  const { manifests, faults, skipped, kustomizations } = readManifests(file, text);
  return {
    objects: manifests.map((manifest) => `${nameOf(manifest)} line ${manifest.origin?.lineOf()}`),
    faults: faults.map(({ line, message }) => `${line}: ${message}`),
    skipped: skipped.map(({ message }) => message),
    kustomizations: kustomizations.length,
  };
};

const NOTHING = { objects: [], faults: [], skipped: [], kustomizations: 0 };

describe('the documents of a file', () => {
  test('are cut where a line has three dashes, space and comments aside', () => {
    const text = 'a: 1\n---\nb: 2\n--- # next\nc: |\n  --- \n  x\n---- no\n---x\r\n---\r\nd: 4';
    expect([...chunksIn(text)]).toEqual([
      { text: 'a: 1\n', at: 0, line: 1 },
      { text: 'b: 2\n', at: 9, line: 3 },
      { text: 'c: |\n  --- \n  x\n---- no\n---x\r\n', at: 25, line: 5 },
      { text: 'd: 4', at: 60, line: 11 },
    ]);
  });

  test('hold all lines but those that separate them, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('---', '--- ', 'a: 1', '', '---x', ' ---', '# c')), (lines) => {
        const chunks = [...chunksIn(lines.join('\n'))];
        const kept = lines.filter((line) => !/^---\s*$/.test(line));
        expect(
          chunks
            .map(({ text }) => text)
            .join('')
            .replaceAll('\n', ''),
        ).toBe(kept.join(''));
        for (const { text, line } of chunks)
          expect(
            lines
              .slice(line - 1)
              .join('\n')
              .startsWith(text.replace(/\n$/, '')),
          ).toBe(true);
      }),
    );
  });
});

test('objects keep the line on which they begin', () => {
  expect(read(`# a comment\n---\n${SERVICE}---\n\n# another\n${SERVICE.replace('web', 'cart')}`).objects).toEqual([
    'Service default/web line 3',
    'Service default/cart line 10',
  ]);
});

test('the same with lines that end as on Windows', () => {
  expect(read(`---\n${SERVICE}---\n${SERVICE}`.replaceAll('\n', '\r\n')).objects).toEqual([
    'Service default/web line 2',
    'Service default/web line 7',
  ]);
});

test('objects of lists are objects, each with its line', () => {
  const list = `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: {name: web, namespace: shop}\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n`;
  expect(read(list).objects).toEqual(['Service shop/web line 4', 'Pod default/a line 7']);
  const inside = JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [{ apiVersion: 'v1', kind: 'ServiceList', items: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } }] }],
  });
  expect(read(inside, 'k8s.json').objects).toEqual(['Service default/web line 1']);
});

test('JSON is read, too, with places', () => {
  const { manifests } = readManifests('k8s.json', `{\n "apiVersion": "v1",\n "kind": "Service",\n "metadata": {\n  "name": "web"\n }\n}`);
  expect(manifests[0]?.origin?.lineOf(['metadata', 'name'])).toBe(5);
});

test('scalars are what Kubernetes takes them for', () => {
  const { manifests } = readManifests('k8s.yaml', `${SERVICE}  labels: { a: y, b: 012, c: "y", d: 1_000 }\n`);
  expect(manifests[0]?.object).toMatchObject({ metadata: { labels: { a: true, b: 10, c: 'y', d: 1000 } } });
});

test('a fault in a document leaves the others alone, and is told with its line in the file', () => {
  expect(read(`${SERVICE}---\na: [\n---\n${SERVICE}`)).toMatchObject({
    objects: ['Service default/web line 1', 'Service default/web line 8'],
    faults: [expect.stringMatching(/^[67]: /)],
  });
});

test.each([
  ['values', 'replicas: 3\nimage: web\n'],
  ['nothing', ''],
  ['comments', '# nothing\n---\n# here\n'],
  ['a list', '- 1\n- 2\n'],
  ['a scalar', 'hello\n'],
])('%s are no objects, and nobody is told', (_, text) => {
  expect(read(text)).toEqual(NOTHING);
});

test.each([
  '{{ if .Values.enabled }}\nkind: Service\n{{ end }}',
  `${SERVICE}spec:\n  type: {{ .Values.type }}\n`,
  `${SERVICE}  labels:\n    {{- include "shop.labels" . | nindent 4 }}\n`,
  `{{- $name := "web" }}\n${SERVICE}`,
])('a template of Helm is called one: %j', (text) => {
  expect(read(text)).toEqual({ ...NOTHING, skipped: ['is a Helm template; check what `helm template` prints'] });
});

test("the braces of Flagger's queries are none of Helm's", () => {
  const template =
    'apiVersion: flagger.app/v1beta1\nkind: MetricTemplate\nmetadata: {name: a}\nspec:\n  query: sum(rate(x{namespace="{{ namespace }}"}[{{ interval }}]))\n';
  expect(read(template).objects).toEqual(['MetricTemplate default/a line 1']);
});

test('what is for kustomize is no object, but what is for Flux is', () => {
  expect(read('resources: [a.yaml]\n', 'overlays/prod/kustomization.yaml')).toEqual({ ...NOTHING, kustomizations: 1 });
  expect(read('apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Component\n', 'x.yaml')).toEqual({ ...NOTHING, kustomizations: 1 });
  expect(read('apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: shop}\n').objects).toEqual([
    'Kustomization default/shop line 1',
  ]);
});

test.each([
  ['kind: TrafficSplit\nmetadata: { name: web }', 'apiVersion'],
  ['apiVersion: v1\nmetadata: { name: web }', 'kind'],
])('what has a name and lacks a part of its type is told of: %j', (text, missing) => {
  const { manifests, faults } = readManifests('a.yaml', `# first\n---\n${text}\n`);
  expect(manifests).toEqual([]);
  expect(faults).toEqual([{ file: 'a.yaml', line: 3, message: `the object "web" has no ${missing}: no tool applies it` }]);
});

test('an object without a name is no object yet', () => {
  expect(read('apiVersion: v1\nkind: Pod\nmetadata: {generateName: web-}\n').skipped).toEqual(['a Pod without a name is no object yet']);
});

describe('hostile text', () => {
  const bomb = `a: &a [1,2,3,4,5,6,7,8,9]\n${'bcdefghi'
    .split('')
    .map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(9)}]`)
    .join('\n')}\n`;

  test.each([
    ['aliases that expand without end', bomb, /expand the text to far more/],
    ['an alias of what holds it', 'a: &a [*a]\n', /contains itself|no anchor/],
    ['what is nested without end', `${'['.repeat(5000)}${']'.repeat(5000)}\n`, /./],
    ['control characters', 'a: \u0007\n', /a character that YAML does not allow, U\+0007/],
  ])('%s: is refused with its line, and soon', (_, text, message) => {
    const begin = performance.now();
    const { faults } = readManifests('x.yaml', `${SERVICE}---\n${text}`);
    expect(faults).toEqual([{ file: 'x.yaml', line: expect.any(Number) as number, message: expect.stringMatching(message) as string }]);
    expect(performance.now() - begin).toBeLessThan(2000);
  });

  test('tags of other languages make text of what they stand before, and nothing else', () => {
    const { manifests } = readManifests(
      'x.yaml',
      `${SERVICE}  labels: { a: !!python/object/apply:os.system "ls", b: !ruby/object:Gem::Installer x }\n`,
    );
    expect(manifests[0]?.object).toMatchObject({ metadata: { labels: { a: 'ls', b: 'x' } } });
  });

  test('keys that mean something to JavaScript are keys like others', () => {
    for (const text of [
      `${SERVICE}__proto__: { polluted: 1 }\nconstructor: 1\n`,
      '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web","__proto__":{"polluted":1}}}',
    ]) {
      expect(readManifests('x.yaml', text).manifests).toHaveLength(1);
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('a line of ten megabytes is read', () => {
    const { manifests } = readManifests('x.yaml', `${SERVICE}  annotations: { a: "${'x'.repeat(10_000_000)}" }\n`);
    expect(manifests).toHaveLength(1);
  });

  test('any text is read or refused with a line that it has; nothing is thrown', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '\n',
      '- ',
      '  ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '&x ',
      '*x',
      '!!int ',
      '"',
      "'",
      '|',
      '>',
      '#',
      '---',
      '\t',
      '?',
      '<<',
      '%',
      'kind: List\n',
      'items:\n',
      '{{',
      '}}',
      'é',
      '\r\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const { faults } = readManifests('x.yaml', text);
        for (const { line = 0 } of faults) expect(line >= 1 && line <= text.split('\n').length).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
