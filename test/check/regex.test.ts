import { coversWhole, isDecided, regexFault } from '../../src/check/regex';

/** What Rust's regex 1.13 said of each (run). */
const READ =
  String.raw`/a{2} /a{2,} /a{2,4} [a-z]+ []a] [^]a] [[:alpha:]] [{] \{id\} \p{Greek} \d+(/x)? (?P<n>a) (?<n>a) (?i)a \/a \- /items/[^/]*`.split(
    ' ',
  );
const READ_BUT_NOT_MATCHED_HERE = String.raw`a** a++ /api/** a{1001} \u{41}`.split(' ');
const REFUSED = String.raw`/items/{id} /v{n} /a{,4} /a{} \Qa\E (?=a) (?!a) (?<=a) (a)\1 ( * [ \y`.split(' ');

test.each(READ)('%s is a pattern', (pattern) => {
  expect(regexFault(pattern)).toBeUndefined();
  expect(isDecided(pattern)).toBe(true);
});

test.each(READ_BUT_NOT_MATCHED_HERE)('%s is a pattern, of which nothing is claimed', (pattern) => {
  expect(regexFault(pattern)).toBeUndefined();
  expect(isDecided(pattern)).toBe(false);
});

test.each(REFUSED)('%s is none', (pattern) => {
  expect(regexFault(pattern)).toMatch(/./);
  expect(coversWhole(pattern, pattern)).toBe(false);
});

test('a pattern covers a text where its first match is all of it', () => {
  expect(coversWhole('/a.*', '/abc')).toBe(true);
  expect(coversWhole('/a|/ab', '/ab')).toBe(false);
  expect(coversWhole('b', 'abc')).toBe(false);
});

test('a pattern that makes backtracking engines wait takes no time', () => {
  expect(coversWhole('(a+)+$', `${'a'.repeat(50_000)}b`)).toBe(false);
});
