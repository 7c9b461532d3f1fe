import fc from 'fast-check';
import { findingsIn } from '../../src/check/check';
import { readManifests } from '../../src/check/input/read-manifests';
import { mend } from '../../src/check/mend';

/** What becomes of a text, and the rules whose findings that mends. */
function mended(text: string): { readonly text: string; readonly rules: readonly string[] } {
  const findings = findingsIn(readManifests('a.yaml', text).manifests, {});
  const result = mend('a.yaml', text, findings);
  return { text: result.text, rules: result.mended.map(({ rule }) => rule.name) };
}

const profile = (pathRegex: string) => `apiVersion: linkerd.io/v1alpha2
kind: ServiceProfile
metadata: { name: web.shop.svc.cluster.local, namespace: shop }
spec:
  routes:
    - name: items # kept
      condition: { pathRegex: ${pathRegex} }
`;

test.each([
  ['plain', '/a|/b', '"(?:/a|/b)"'],
  ['in single quotes', "'/items/{id}'", '"/items/[^/]*"'],
  ['in double quotes', '"/users/:id"', '"/users/[^/]*"'],
  ['behind an anchor', '&all /a|/b', '&all "(?:/a|/b)"'],
])('a value that is %s is replaced, and all around it stays', (_, before, after) => {
  expect(mended(profile(before)).text).toBe(profile(after));
});

test('windows line ends stay', () => {
  expect(mended(profile('/a|/b').replaceAll('\n', '\r\n')).text).toBe(profile('"(?:/a|/b)"').replaceAll('\n', '\r\n'));
});

test('the second of two documents, and an item of a List, are found', () => {
  const list = `kind: List\napiVersion: v1\nitems:\n  - ${profile('/a|/b').trim().replaceAll('\n', '\n    ')}\n`;
  expect(mended(`# nothing\n---\n${list}`).text).toBe(`# nothing\n---\n${list.replace('/a|/b', '"(?:/a|/b)"')}`);
});

test('JSON stays JSON', () => {
  const object = (value: string) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop', annotations: { 'linkerd.io/inject': value } },
  });
  const { text } = mended(JSON.stringify(object('yes')));
  expect(readManifests('a.json', text).manifests.map(({ object: each }) => each)).toEqual([object('enabled')]);
});

test('what an anchor holds for others, too, and what stands on several lines, is left to a person', () => {
  const other = `    - name: other\n      condition: { any: [{ method: GET }, { pathRegex: *all }] }\n`;
  for (const text of [profile('&all /a|/b') + other, profile('"/a|\n          /b"')]) expect(mended(text)).toEqual({ text, rules: [] });
});

test('one that cannot be changed in place does not keep the others from it', () => {
  const text = `${profile('"/a|\n          /b"')}---\n${profile('/c|/d').replace('web.', 'cart.')}`;
  expect(mended(text).text).toBe(text.replace('/c|/d', '"(?:/c|/d)"'));
});

test('a text of today is not changed by findings of yesterday', () => {
  const findings = findingsIn(readManifests('a.yaml', profile('/a|/b')).manifests, {});
  const now = profile('/a').replace('items', 'all');
  expect(mend('a.yaml', now, findings)).toEqual({ text: now, mended: [] });
});

test('what is mended is not found again', () => {
  const part = fc.constantFrom('/a', '/{id}', '/:id', '|/b', '.*');
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
      const before = profile(JSON.stringify(parts.join('')));
      const { text, rules } = mended(before);
      expect(text === before).toBe(rules.length === 0);
      const again = mended(text);
      for (const rule of new Set(rules)) expect([rule, again.text, again.rules]).not.toEqual([rule, text, expect.arrayContaining([rule])]);
    }),
  );
});
