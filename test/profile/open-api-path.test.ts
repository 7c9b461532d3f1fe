import fc from 'fast-check';
import { joinPath, literalParts, pathToRegex } from '../../src/profile/open-api-path';

test.each([
  ['', '/a', '/a'],
  ['/', '/a', '/a'],
  ['/api', '/a', '/api/a'],
  ['/api/', '/a', '/api/a'],
  ['/api//', '//a//b/', '/api/a//b/'],
  ['//api', '/a', '//api/a'],
  ['api', '/a', 'api/a'],
  ['/api', '/', '/api/'],
  ['//', '//', '/'],
])('base path %j and path %j make %j', (basePath, path, joined) => {
  expect(joinPath(basePath, path)).toBe(joined);
});

test.each([
  ['/a', '/a'],
  ['/a/{id}', '/a/[^/]*'],
  ['/v{n}.json', '/v[^/]*\\.json'],
  ['/{a}{b}', '/[^/]*[^/]*'],
  ['/{}', '/[^/]*'],
  ['/{a/b}', '/[^/]*'],
  ['/{a{b}c}', '/[^/]*c\\}'],
  ['/a}b{c', '/a\\}b\\{c'],
  ['/}{a}', '/\\}[^/]*'],
  ['/\\{a}', '/\\\\[^/]*'],
  ['/{a\\}', '/[^/]*'],
  ['/{line\nbreak}', '/[^/]*'],
  ['/a.b+c(d)[e]^$|?*\\', '/a\\.b\\+c\\(d\\)\\[e\\]\\^\\$\\|\\?\\*\\\\'],
  ['/a-b/~c/é d"#&,=<>!:;@%20', '/a-b/~c/é d"#&,=<>!:;@%20'],
])('the path %j is the regular expression %j', (path, regex) => {
  expect(pathToRegex(path)).toBe(regex);
});

/** As the proxy reads it: from end to end. */
const matches = (path: string, text: string): boolean => new RegExp(`^${pathToRegex(path)}$`, 's').test(text);

const literal = fc.string({ unit: 'binary' }).filter((text) => !/[{}]/.test(text));
const value = fc.string({ unit: 'binary' }).filter((text) => !text.includes('/'));

test('a path without parameters matches itself and nothing else', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (path, other) => {
      const plain = path.replaceAll('}', '');
      expect(matches(plain, plain)).toBe(true);
      expect(matches(plain, other)).toBe(plain === other);
    }),
  );
});

test('a parameter matches any text without a slash, and none with one', () => {
  fc.assert(
    fc.property(literal, literal, value, (before, after, text) => {
      const path = `${before}{id}${after}`;
      expect(matches(path, before + text + after)).toBe(true);
      expect(matches(path, `${before}${text}/${after}`)).toBe(false);
    }),
  );
});

test('parts and parameters make up the path again', () => {
  fc.assert(
    fc.property(fc.array(literal, { minLength: 1 }), (parts) => {
      expect(literalParts(parts.join('{id}'))).toEqual(parts);
    }),
  );
});
