import { HttpMethod } from '../../src/mesh/http-method';
import { checkMatches, PathMatch, RequestMatch, TextMatch } from '../../src/traffic/request-match';

const one = (match: unknown) => checkMatches([match as RequestMatch])[0];

describe('checkMatches', () => {
  test('spells out what short forms mean: a prefix, an exact value', () => {
    expect(one({ path: '/api', headers: { 'x-canary': 'yes' }, method: 'GET' })).toEqual({
      path: { type: 'PathPrefix', value: '/api' },
      headers: [{ name: 'x-canary', match: { type: 'Exact', value: 'yes' } }],
      method: 'GET',
    });
  });

  test('takes every kind of condition', () => {
    const match: Required<RequestMatch> = {
      path: PathMatch.regex('/v[0-9]+/.*'),
      headers: { 'X-User': TextMatch.regex('a|b'), cookie: TextMatch.exact('insider=true; b="c"') },
      method: 'DELETE',
    };
    expect(one(match)).toEqual({
      path: { type: 'RegularExpression', value: '/v[0-9]+/.*' },
      headers: [
        { name: 'X-User', match: { type: 'RegularExpression', value: 'a|b' } },
        { name: 'cookie', match: { type: 'Exact', value: 'insider=true; b="c"' } },
      ],
      method: 'DELETE',
    });
  });

  test('takes any one condition', () => {
    expect(one({ method: 'POST' })).toEqual({ path: undefined, headers: [], method: 'POST' });
    expect(one({ path: '/' })).toMatchObject({ path: { value: '/' } });
    expect(one({ headers: { a: 'b' } })).toMatchObject({ path: undefined });
  });

  test('takes headers called constructor and __proto__', () => {
    const headers = JSON.parse('{"constructor": "a", "__proto__": "b"}') as Record<string, string>;
    expect(one({ headers })?.headers.map(({ name }) => name)).toEqual(['constructor', '__proto__']);
  });

  test.each<[string, unknown, string]>([
    ['no condition', {}, 'match must have a path, a header or a method; an empty one would be every request: use a CanarySplit'],
    ['no header', { headers: {} }, 'match must have a path, a header or a method'],
    ['a method', { method: 'get' }, 'method must be one of GET, HEAD, POST, PUT, DELETE, CONNECT, OPTIONS, TRACE, PATCH, got "get"'],
    ['a header with a space', { headers: { 'x canary': 'a' } }, 'name of a header must be letters, digits and "-", got "x canary"'],
    ['a header with a colon', { headers: { 'x:y': 'a' } }, 'name of a header must be'],
    ['a header with a newline', { headers: { 'x\nHost': 'a' } }, 'name of a header must be letters, digits and "-", got "x\\nHost"'],
    ['a header without a name', { headers: { '': 'a' } }, 'name of a header must be'],
    ['a header of 257 characters', { headers: { ['x'.repeat(257)]: 'a' } }, 'name of a header must be'],
    ['an empty value', { headers: { a: '' } }, 'value to match must be a line of text, got ""'],
    ['a value with a newline', { headers: { a: 'b\r\nc: d' } }, 'value to match must be a line of text, got "b\\r\\nc: d"'],
    ['a value that is a number', { headers: { a: 1 } }, 'value to match must be a line of text, got 1'],
    ['a long value', { headers: { a: 'x'.repeat(4001) } }, 'value to match must have at most 4000 characters, got 4001'],
    [
      'one header in two cases',
      { headers: { 'X-A': 'a', 'x-a': 'b' } },
      'headers must name each header once, whatever its case, got "x-a" twice; use TextMatch.regex for either of two values',
    ],
    [
      '17 headers',
      { headers: Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`x-${index}`, 'a'])) },
      'headers must have at most 16 entries, got 17',
    ],
  ])('refuses %s', (_what, match, message) => {
    expect(() => one(match)).toThrow(message);
  });

  test('refuses no match at all', () => {
    expect(() => checkMatches([])).toThrow('match must have at least one entry, got none; use a CanarySplit to send all requests');
  });
});

describe('PathMatch', () => {
  test('takes what a path may have', () => {
    const path = "/a-b_c.d~e!f$g&h'i(j)k*l+m,n;o=p:q@r/%7Bid%7D";
    expect(PathMatch.exact(path)).toEqual({ type: 'Exact', value: path });
    expect(PathMatch.exact('/a/')).toEqual({ type: 'Exact', value: '/a/' });
  });

  test('leaves out the slash at the end of a prefix, which says nothing', () => {
    expect(PathMatch.prefix('/api/').value).toBe('/api');
    expect(PathMatch.prefix('/').value).toBe('/');
  });

  test.each([
    '',
    'api',
    '/a b',
    '/a?b=c',
    '/a#b',
    '//',
    '/a//b',
    '/a/./b',
    '/a/../b',
    '/a/..',
    '/a/.',
    '/ä',
    '/a%2Fb',
    '/a%2',
    '/a\nb',
    '/{id}',
    '/a"b',
    '/a\\b',
    '/a[b]',
  ])('refuses %j, which no request has or the API server does not take', (path) => {
    expect(() => PathMatch.exact(path)).toThrow('path must');
    expect(() => PathMatch.prefix(path)).toThrow('path must');
  });

  test('says what is wrong with a path', () => {
    expect(() => PathMatch.prefix('/a?b=c')).toThrow(
      'path must start with "/", have no "//", "/./", "/../", query or spaces, and other characters as %XX, got "/a?b=c"',
    );
    expect(() => PathMatch.exact(`/${'a'.repeat(1000)}`)).toThrow('path must have at most 1000 characters, got 1001');
    expect(() => PathMatch.regex(`/${'a'.repeat(1000)}`)).toThrow('pattern must have at most 1000 characters, got 1001');
  });

  test.each(['', '(', '/(?!a)', '/(?<=a)b', '(a)\\1', 'a\nb'])('refuses the pattern %j, which Linkerd cannot read', (pattern) => {
    expect(() => PathMatch.regex(pattern)).toThrow("must be a regular expression that Linkerd's proxy can read");
    expect(() => TextMatch.regex(pattern)).toThrow("must be a regular expression that Linkerd's proxy can read");
  });
});

test('methods are a closed choice', () => {
  // @ts-expect-error not a method that a route knows
  const method: HttpMethod = 'PROPFIND';
  expect(() => one({ method })).toThrow('method must be one of');
});
