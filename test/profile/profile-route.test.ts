import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { ProfileRouteProps, routeByHand } from '../../src/profile/profile-route';
import { anchored } from './proxy';

const regexOf = (props: Partial<ProfileRouteProps>): string => routeByHand({ method: 'GET', ...props }).condition.pathRegex ?? '';

test('a path is a route with its name', () => {
  expect(routeByHand({ method: 'GET', path: '/books/{id}.json' })).toEqual({
    name: 'GET /books/{id}.json',
    condition: { method: 'GET', pathRegex: '/books/[^/]*\\.json' },
  });
});

test('all props reach the route', () => {
  const props: Required<Omit<ProfileRouteProps, 'path'>> = {
    method: 'PUT',
    pathRegex: '/books/[0-9]+',
    name: 'change a book',
    isRetryable: true,
    timeout: Duration.millis(1500),
    responseClasses: [
      { from: 404, isFailure: false },
      { from: 400, to: 599, isFailure: true },
    ],
  };
  expect(routeByHand(props)).toEqual({
    name: 'change a book',
    condition: { method: 'PUT', pathRegex: '/books/[0-9]+' },
    isRetryable: true,
    timeout: '1500ms',
    responseClasses: [
      { condition: { status: { min: 404, max: 404 } }, isFailure: false },
      { condition: { status: { min: 400, max: 599 } }, isFailure: true },
    ],
  });
});

test.each([
  ['/a', '/a'],
  ['/a/{id}', '/a/[^/]*'],
  ['/a.b+c(d)', '/a\\.b\\+c\\(d\\)'],
  ['/a|b', '/a\\|b'],
  ['/price-in-$', '(?:/price-in-\\$)'],
  ['/$batch', '/\\$batch'],
])('the path %s is written as %s', (path, pathRegex) => {
  expect(regexOf({ path })).toBe(pathRegex);
});

test.each([
  ['/a', '/a'],
  ['^/a', '^/a'],
  ['^/a$', '^/a$'],
  ['/a\\\\$', '/a\\\\$'],
  ['/a|/b', '(?:/a|/b)'],
  ['^/a|/b$', '(?:^/a|/b$)'],
  ['(?i)/a|/b', '(?:(?i)/a|/b)'],
  ['/a\\$', '(?:/a\\$)'],
  ['/a\\|b', '/a\\|b'],
  [' /a', '(?: /a)'],
])('the pattern %s is written as %s, which the proxy anchors', (pathRegex, written) => {
  expect(regexOf({ pathRegex })).toBe(written);
});

describe('what the proxy makes of a route matches', () => {
  const piece = fc.constantFrom(
    ...['/', 'a', 'b', '$', '^', '|', '\\$', '\\^', '\\|', '\\\\', '.', '[ab]', '[^/]', '[$|]', ' ', '(?:a|b)', '(/a)'],
    ...['a*', 'b?', '/+', '(?:a|/b){2}', '(?:^|/)', '(?:a|$)', '()'],
  );
  const pattern = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));
  const text = fc
    .array(fc.constantFrom('/', 'a', 'b', '$', '^', '|', ' ', '\\', '/a', 'ab'), { maxLength: 6 })
    .map((parts) => parts.join(''));

  test('exactly the paths that its pattern matches as a whole', () => {
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 20, maxLength: 20 }), (pathRegex, paths) => {
        const whole = new RegExp(`^(?:${pathRegex})$`);
        const proxy = anchored(regexOf({ pathRegex, name: 'any' }));
        expect(paths.filter((path) => proxy.test(path))).toEqual(paths.filter((path) => whole.test(path)));
      }),
      { numRuns: 1000 },
    );
  });

  test('its path and no other, whatever characters it has', () => {
    const character = fc.constantFrom(...'abcAZ019-._~!$&\'()*+,;=:@%|^[]\\"`<>');
    const path = fc.string({ unit: character }).map((rest) => `/${rest}`);
    fc.assert(
      fc.property(path, path, character, (given, other, one) => {
        const proxy = anchored(regexOf({ path: given }));
        const others = [other, `${given}${one}`, `${one}${given}`, given.slice(0, -1), given.slice(1)].filter((text) => text !== given);
        expect([given, ...others].filter((text) => proxy.test(text))).toEqual([given]);
      }),
    );
  });

  test('anything without a slash for a parameter', () => {
    const proxy = anchored(regexOf({ path: '/books/{id}.json' }));
    const paths = ['/books/1.json', '/books/.json', '/books/a-b.json', '/books/1/2.json', '/books/1xjson', '/x/books/1.json'];
    expect(paths.filter((path) => proxy.test(path))).toEqual(['/books/1.json', '/books/.json', '/books/a-b.json']);
  });
});

test.each<[Partial<ProfileRouteProps>, string]>([
  [{}, 'route "GET" must have either path or pathRegex'],
  [{ path: '/a', pathRegex: '/a', name: 'both' }, 'route "both" must have either path or pathRegex'],
  [{ path: 'books' }, 'path of route "GET books" must be a URL path that starts with "/"'],
  [{ path: '' }, 'path of route "GET " must be a URL path that starts with "/"'],
  [{ path: '/a b' }, 'has no spaces, got "/a b"'],
  [{ path: '/a?sort=name' }, 'path of route "GET /a?sort=name" must have no query'],
  [{ path: '/a#b' }, 'must have no query'],
  [{ path: '/é' }, '%XX for characters outside ASCII, got "/é"; no request would match'],
  [{ path: '/a/{id' }, 'braces around parameters only, and'],
  [{ path: '/a/id}' }, 'braces around parameters only, and'],
  [{ path: '/a', name: '' }, 'name of a route must be a line of text, got ""'],
  [{ path: '/a', name: 'a\nb' }, 'name of a route must be a line of text, got "a\\nb"'],
  [{ pathRegex: '' }, `pathRegex of route "x" must be a regular expression that Linkerd's proxy can read, got "": it is empty`],
  [{ pathRegex: '/a(?!b)' }, 'it cannot go on with "(?!b)"; look-around and back references are not possible'],
  [{ pathRegex: '/books/{id}' }, 'it cannot go on with "{id}"'],
  [{ pathRegex: '/a(' }, 'Unterminated group'],
  [
    { path: '/a', timeout: Duration.millis(0) },
    'timeout of route "x" must be whole milliseconds from 1 to 9223372036854, got 0; leave it out for no limit',
  ],
  [{ path: '/a', timeout: Duration.millis(0.5) }, 'got 0.5'],
  [{ path: '/a', timeout: Duration.millis(NaN) }, 'got NaN'],
  [{ path: '/a', timeout: Duration.millis(Infinity) }, 'got Infinity'],
  [{ path: '/a', timeout: Duration.days(1e6) }, 'got 86400000000000'],
  [
    { path: '/a', responseClasses: [{ from: 99, isFailure: true }] },
    'from of a response class of route "x" must be a whole number from 100 to 599, got 99',
  ],
  [{ path: '/a', responseClasses: [{ from: 600, isFailure: true }] }, 'from 100 to 599, got 600'],
  [
    { path: '/a', responseClasses: [{ from: 500, to: 600, isFailure: true }] },
    'to of a response class of route "x" must be a whole number from 500 to 599, got 600',
  ],
  [{ path: '/a', responseClasses: [{ from: 500, to: 404, isFailure: true }] }, 'from 500 to 599, got 404'],
  [{ path: '/a', responseClasses: [{ from: 404.5, isFailure: true }] }, 'got 404.5'],
])('%j is refused', (props, message) => {
  const name = message.includes('"x"') ? { name: 'x' } : {};
  expect(() => routeByHand({ method: 'GET', ...name, ...props })).toThrow(message);
});

test('what only plain JavaScript can pass is refused too', () => {
  const by = (props: object) => () => routeByHand(props as ProfileRouteProps);
  expect(by({ method: 'get', path: '/a' })).toThrow(
    'method of a route must be one of GET, HEAD, POST, PUT, DELETE, CONNECT, OPTIONS, TRACE, PATCH, got "get"',
  );
  expect(by({ method: 'GET', path: '/a', timeout: '25ms' })).toThrow(
    'timeout of route "GET /a" must be a Duration such as Duration.seconds(10), got "25ms"',
  );
  expect(by({ method: 'GET', path: 1 })).toThrow('path of route "GET 1" must be a URL path');
});
