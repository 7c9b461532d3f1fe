import * as fc from 'fast-check';
import { escapeRegex, proxyRegex } from '../../src/mesh/regex';

test.each([
  '/a',
  '/books/[^/]+\\.json',
  '/a|/b',
  '^/a$',
  '/(?:a|b)?',
  '(/a)*',
  '(?i)/a',
  '/(?i:a)b',
  '/[\\w.~-]{1,63}',
  '/\\d{4,}',
  '/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  '/[A-Za-z0-9_.-]{1,63}/[A-Za-z0-9_.-]{1,63}',
  '\\w{83}',
  '(?:(?:a{9}){9}){9}',
  '/a+?/\\bx\\B',
  '/a||b',
  '/a&b&&c',
  '[-a][a-]',
  '[\\]\\\\^]',
  '\\.\\+\\*\\?\\(\\)\\|\\[\\]\\{\\}\\^\\$\\#\\&\\~\\-\\\\',
  '/\\x2f\\t',
  '/é😀?',
])('%s is taken as it is', (pattern) => {
  expect(proxyRegex('pattern', pattern)).toBe(pattern);
});

test.each([
  ['', 'it is empty'],
  ['/a\nb', 'it has control characters'],
  ['/a(?=b)', 'it cannot go on with "(?=b)"; look-around and back references are not possible'],
  ['(?!/a)', 'it cannot go on with "(?!/a)"'],
  ['(?<=/)a', 'it cannot go on with "(?<=/)a"'],
  ['(?<!/)a', 'it cannot go on with "(?<!/)a"'],
  ['(a)\\1', 'it cannot go on with "\\\\1"'],
  ['\\0', 'it cannot go on with "\\\\0"'],
  ['(?P<a>b)', 'it cannot go on with "(?P<a>b)"'],
  ['(?P=a)', 'it cannot go on with "(?P=a)"'],
  ['(?x)/a # b', 'it cannot go on with "(?x)/a # b"'],
  ['(?-u).', 'it cannot go on with "(?-u)."'],
  ['a(?i)*', 'it cannot go on with "(?i)*"'],
  ['/books/{id}', 'it cannot go on with "{id}"'],
  ['/a{,5}', 'it cannot go on with "{,5}"'],
  ['\\w{255}', 'it cannot go on with "{255}"'],
  ['\\w{84}', 'its repetitions make it too large; repeat less, or write [0-9A-Za-z_] for \\w'],
  ['[\\w.-]{1,63}/[\\w.-]{1,63}', 'its repetitions make it too large'],
  ['(?:a{99}){99}', 'its repetitions make it too large'],
  ['((?:\\d{9}){9,}|b){9}', 'its repetitions make it too large'],
  ['/a}', 'it cannot go on with "}"'],
  ['/a]', 'it cannot go on with "]"'],
  ['[]', 'it cannot go on with "[]"'],
  ['[]a]', 'it cannot go on with "[]a]"'],
  ['[^]', 'it cannot go on with "[^]"'],
  ['[a', 'it cannot go on with "[a"'],
  ['[a[b]', 'it cannot go on with "[a[b]"'],
  ['[[:alpha:]]', 'it cannot go on with "[[:alpha:]]"'],
  ['[a&&b]', 'it cannot go on with "[a&&b]"'],
  ['[+--]', 'it cannot go on with "[+--]"'],
  ['[\\b]', 'it cannot go on with "[\\\\b]"'],
  ['\\/a', 'it cannot go on with "\\\\/a"; '],
  ['\\é', 'it cannot go on with "\\\\é"'],
  ['\\pL', 'it cannot go on with "\\\\pL"'],
  ['\\Z', 'it cannot go on with "\\\\Z"'],
  ['\\', 'it cannot go on with "\\\\"'],
  ['[z-a]', 'Range out of order'],
  ['[\\d-a]', 'Invalid character class'],
  ['a{2,1}', 'numbers out of order'],
  ['(a', 'Unterminated group'],
  ['a)', 'Unmatched'],
  ['*a', 'Nothing to repeat'],
  ['^*', 'Nothing to repeat'],
  ['a**', 'Nothing to repeat'],
])('%j is refused', (pattern, why) => {
  const message = `pattern must be a regular expression that Linkerd's proxy can read, got ${JSON.stringify(pattern)}: `;
  expect(() => proxyRegex('pattern', pattern)).toThrow(message);
  expect(() => proxyRegex('pattern', pattern)).toThrow(why);
});

test('text is taken for itself', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, other) => {
      const regex = new RegExp(`^(?:${escapeRegex(text)})$`);
      expect(regex.test(text)).toBe(true);
      expect(regex.test(other)).toBe(other === text);
      if (/^[ -~]+$/.test(text)) expect(proxyRegex('pattern', escapeRegex(text))).toBe(escapeRegex(text));
    }),
  );
});
