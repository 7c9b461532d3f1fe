import fc from 'fast-check';
import {
  annotations,
  dnsLabel,
  labelKey,
  labels,
  labelValue,
  line,
  objectName,
  oneOf,
  port,
  portName,
  serviceName,
  show,
  urlPath,
  wholeNumber,
} from '../../src/mesh/input';

type Check = (what: string, value: string) => string;

/** The regular expressions of Kubernetes (apimachinery, pkg/util/validation, v0.34), and its greatest lengths. */
const KUBERNETES: ReadonlyArray<readonly [string, Check, RegExp, number]> = [
  ['IsDNS1123Label', dnsLabel, /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 63],
  ['IsDNS1123Label', portName, /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 63],
  ['IsDNS1035Label', serviceName, /^[a-z]([-a-z0-9]*[a-z0-9])?$/, 63],
  ['IsDNS1123Subdomain', objectName, /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, 253],
  ['IsValidLabelValue', labelValue, /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/, 63],
];

/** IsQualifiedName of the same version. */
function isQualifiedName(value: string): boolean {
  const parts = value.split('/');
  const name = parts.pop() ?? '';
  const prefix = parts.pop();
  const isName = name.length <= 63 && /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/.test(name);
  return (
    isName &&
    parts.length === 0 &&
    (prefix === undefined || (prefix.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(prefix)))
  );
}

function accepts(check: () => unknown): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}

const nameLike = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'aaazAZ09--..__/ '), maxLength: 9 }),
  fc
    .array(fc.constantFrom('a', 'b1', '-', '.', '/', '_', 'A', '', '\n', 'é', 'a'.repeat(60)), { maxLength: 6 })
    .map((parts) => parts.join('')),
  fc.integer({ min: 60, max: 256 }).map((length) => 'a'.repeat(length)),
  fc.integer({ min: 250, max: 256 }).map((length) => `${'a'.repeat(length)}/b`),
  fc.string({ unit: 'binary' }),
);

describe('a name is accepted here if Kubernetes accepts it, and only then', () => {
  test.each(KUBERNETES)('%s by %p', (_, check, pattern, length) => {
    fc.assert(
      fc.property(nameLike, (value) => expect(accepts(() => check('it', value))).toBe(value.length <= length && pattern.test(value))),
      { numRuns: 1000 },
    );
  });

  test('IsQualifiedName by labelKey', () => {
    fc.assert(
      fc.property(nameLike, (value) => expect(accepts(() => labelKey('it', value))).toBe(isQualifiedName(value))),
      { numRuns: 1000 },
    );
  });

  test('IsQualifiedName in lower case by annotations', () => {
    fc.assert(
      fc.property(nameLike, (key) => expect(accepts(() => annotations('it', { [key]: 'x' }))).toBe(isQualifiedName(key.toLowerCase()))),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['labelKey', () => labelKey('it', 'Example.com/team')],
    ['labels', () => labels('it', { 'a//b': 'x' })],
    ['labels', () => labels('it', { __proto__x: 'x' })],
    ['annotations', () => annotations('it', { 'a b': 'x' })],
  ])('%s refuses a key', (_, check) => expect(check).toThrow('must be a label key such as "team" or "example.com/team"'));
});

describe('a value passes through as it is', () => {
  test.each([
    [dnsLabel, 'web-1'],
    [dnsLabel, '1'],
    [serviceName, 'stockmanagerv0-0-2'],
    [objectName, 'authors.booksapp.svc.cluster.local'],
    [labelValue, ''],
    [labelValue, '0.0.1'],
    [labelValue, 'A_b.C'],
    [labelKey, 'app.kubernetes.io/part-of'],
    [line, 'registry.example/x y:1'],
    [urlPath, '/a/{b}?c=d#e'],
  ])('%p %j', (check, value) => expect(check('it', value)).toBe(value));

  test.each([1, 80, 65535])('port %d', (value) => expect(port('port', value)).toBe(value));

  test('labels and annotations are copies', () => {
    const given = { team: 'a', 'Example.com/x': 'any: text\n' };
    expect(annotations('it', given)).toEqual(given);
    expect(annotations('it', given)).not.toBe(given);
    expect(labels('it', { constructor: 'a' })).toEqual({ constructor: 'a' });
    expect(labels('it', undefined)).toEqual({});
    expect(annotations('it', undefined)).toEqual({});
  });
});

/** What TypeScript would not let through, and plain JavaScript does. */
const untyped = (value: unknown): never => value as never;

describe('an error says what was given, what is allowed and what to do', () => {
  const DNS = 'must be a DNS label of at most 63 lower-case letters, digits and "-", not first or last, got';
  const NAME = 'must be lower-case letters, digits, "-" and ".", at most 253, letters or digits at both ends, got';
  const VALUE = 'must be a label value of at most 63 letters, digits, "-", "_" and ".", letters or digits at both ends, got';

  test.each<[string, () => unknown, string]>([
    ['a name in upper case', () => dnsLabel('name', 'Web'), `name ${DNS} "Web"; use web, say`],
    ['a name with other characters', () => dnsLabel('name', ' my_web. '), `name ${DNS} " my_web. "; use my-web, say`],
    ['a name without any that is allowed', () => dnsLabel('name', '_'), `name ${DNS} "_"`],
    ['no name', () => dnsLabel('name', untyped(undefined)), `name ${DNS} undefined`],
    ['a list of names', () => dnsLabel('name', untyped(['a'])), `name ${DNS} a list`],
    ['an object', () => dnsLabel('name', untyped(Object.create(null))), `name ${DNS} an object`],
    [
      'a function',
      () =>
        dnsLabel(
          'name',
          untyped(() => 'web'),
        ),
      `name ${DNS} a function`,
    ],
    [
      'a name that is too long',
      () => dnsLabel('name', 'w'.repeat(64)),
      `name ${DNS} "${'w'.repeat(64)}" (64 characters); use ${'w'.repeat(63)}, say`,
    ],
    ['a name that ends in a newline', () => dnsLabel('name', 'web\n'), `name ${DNS} "web\\n"; use web, say`],
    [
      'a Service that starts with a digit',
      () => serviceName('name', '1web'),
      'name must start with a letter, as Kubernetes wants it of Services, got "1web"; use s-1web, say',
    ],
    ['the same, as long as may be', () => serviceName('name', '1'.repeat(63)), `; use s-${'1'.repeat(61)}, say`],
    ['a name of an object', () => objectName('name of Role', 'a..b'), `name of Role ${NAME} "a..b"; use a-b, say`],
    ['a label value with a plus', () => labelValue('version', '1.0+5'), `version ${VALUE} "1.0+5"; use 1.0-5, say`],
    ['a label value that is a number', () => labelValue('version', untyped(1)), `version ${VALUE} 1`],
    ['the value of a label', () => labels('label of the pods', { team: 'a b' }), `label of the pods "team" ${VALUE} "a b"; use a-b, say`],
    [
      'the key of a label',
      () => labels('label of the pods', { 'a b': 'c' }),
      'key of label of the pods must be a label key such as "team" or "example.com/team", got "a b"',
    ],
    [
      'more annotations than an object may have',
      () => annotations('annotation', { a: 'ü'.repeat(131_071), bb: '' }),
      'annotation must have 262144 bytes at most with all others, got 262145 in all',
    ],
    [
      'an annotation that is no string',
      () => annotations('annotation', { a: untyped(true) }),
      `annotation "a" must be a string, got true; write 'true'`,
    ],
    ['port 0', () => port('port', 0), 'port must be a whole number from 1 to 65535, got 0'],
    ['port 65536', () => port('port', 65536), 'port must be a whole number from 1 to 65535, got 65536'],
    ['half a port', () => port('port', 80.5), 'port must be a whole number from 1 to 65535, got 80.5'],
    ['a port that is no number', () => port('port', NaN), 'port must be a whole number from 1 to 65535, got NaN'],
    ['a port as text', () => port('port', untyped('80')), 'port must be a whole number from 1 to 65535, got "80"'],
    ['a number out of range', () => wholeNumber('replicas', -1, 0, 10), 'replicas must be a whole number from 0 to 10, got -1'],
    ['a choice that is none', () => oneOf('kind', untyped('constructor'), ['a', 'b']), 'kind must be one of a, b, got "constructor"'],
    ['no text', () => line('image', ''), 'image must be a line of text, got ""; give at least one character, and no control characters'],
    ['two lines', () => line('image', 'a\nb'), 'image must be a line of text, got "a\\nb"'],
    ['a control character', () => line('image', 'a\u009fb'), 'image must be a line of text, got'],
    ['a path without a slash', () => urlPath('path', 'a'), 'path must be a URL path that starts with "/" and has no spaces, got "a"'],
    ['a path with a space', () => urlPath('path', '/a b'), 'path must be a URL path that starts with "/" and has no spaces, got "/a b"'],
    ['a path with a newline', () => urlPath('path', '/a\n'), 'path must be a URL path that starts with "/" and has no spaces, got "/a\\n"'],
  ])('%s', (_, check, message) => expect(check).toThrow(message));

  test('a name that is proposed is accepted', () => {
    fc.assert(
      fc.property(nameLike, fc.constantFrom<Check>(dnsLabel, serviceName, objectName, labelValue), (value, check) => {
        try {
          check('it', value);
        } catch (error) {
          const proposed = / use (\S+), say$/.exec(String(error))?.[1];
          if (proposed !== undefined && check !== serviceName) expect(check('it', proposed)).toBe(proposed);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('how a value looks in a message', () => {
  test.each([
    ['a"b', '"a\\"b"'],
    [12.5, '12.5'],
    [undefined, 'undefined'],
    [null, 'null'],
    [10n, '10'],
    [new Date(0), 'a Date'],
    [{ a: 1 }, 'an object'],
    ['x'.repeat(100), `"${'x'.repeat(76)}…`],
  ])('%p: %s', (value, shown) => expect(show(value)).toBe(shown));
});
