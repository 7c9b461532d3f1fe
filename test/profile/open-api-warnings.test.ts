import fc from 'fast-check';
import { openApiRoutes } from '../../src/profile/open-api';
import type { OpenApiRoute } from '../../src/profile/open-api';
import { shadowedRoutes } from '../../src/profile/open-api-shadow';
import { profileTraps } from '../../src/profile/open-api-traps';

const warningsOf = (text: string): readonly string[] => openApiRoutes(text).warnings;
const trapsOf = (text: string): readonly string[] => profileTraps(openApiRoutes(text).routes);

test.each([
  ['{basePath: api, paths: {/a: {get: {}}}}', 'no request matches, because the basePath does not start with "/": "api"'],
  [
    '{servers: [{url: https://x.test/v2/}, {url: /v3?x}, {url: "https://{host}"}], paths: {/a: {get: {}}}}',
    'servers are not read; if requests come with the path of a server before their own, add it as basePath: /v2, /v3',
  ],
  ['{paths: {books: {get: {}}, x-note: 1, /a: {get: {}}}}', 'ignored, because paths must start with "/": books'],
  ["{paths: {/a: {$ref: '#/x'}}}", 'ignored, because the $ref of a path is not followed; write out what it stands for: /a'],
  ['{paths: {/a: {get: {}, trace: {}, query: {}}}}', 'ignored, because Linkerd has no routes for these methods: trace of /a, query of /a'],
  [
    '{x-linkerd-timeout: 1s, paths: {/a: {X-Linkerd-Retryable: true, get: {}}}}',
    'ignored, because they only count in an operation such as "get": x-linkerd-timeout of the document, X-Linkerd-Retryable of /a',
  ],
  ['{paths: {/a: {get: {X-Linkerd-Timeout: 1s}}}}', 'ignored, because they must be written in lower case: X-Linkerd-Timeout of GET /a'],
  [
    '{basePath: /v1, paths: {/a: {get: {x-linkerd-retryable: "true"}}}}',
    'ignored, because it must be true or false, without quotes: x-linkerd-retryable of GET /v1/a',
  ],
  [
    '{paths: {/a: {get: {x-linkerd-timeout: 10}}}}',
    'ignored, because it must be text with a unit, such as 250ms: x-linkerd-timeout of GET /a',
  ],
  [
    '{paths: {/a?b=1: {get: {}}, /é: {get: {}}, "/a b": {get: {}}, "/x/{é}": {get: {}}}}',
    'no request matches, because a path is sent without a query and with %20 and the like for spaces and letters outside ASCII: GET /a b, GET /a?b=1, GET /é',
  ],
  [
    '{paths: {"/books/{id}": {get: {}, put: {}}, "/books/{id}.json": {get: {}}, "//books/{name}": {get: {}}}}',
    'never used, because an earlier route takes all their requests: GET /books/{id} (by GET /books/{name}), GET /books/{id}.json (by GET /books/{name})',
  ],
  ['{paths: {/a: {get: {}}}}\n---\nb: 1', 'the file holds 2 YAML documents; only the first is read'],
])('warns of %s', (text, warning) => {
  expect(warningsOf(text)).toEqual([warning]);
});

test.each([
  ['{servers: [{url: https://x.test}, {url: https://x.test/}, {url: /}, 1], paths: {/a: {get: {}}}}'],
  ['{basePath: /v2, servers: [{url: https://x.test/v2}], paths: {/a: {get: {}}}}'],
  ['{paths: {"/a/{id}": {get: {}}, "/a/{id}/b": {get: {}}, /a/b: {get: {}}, "/a/{id}/{x}": {put: {}}}}'],
  ['{paths: {/a: {get: {x-linkerd-retryable: null, x-linkerd-timeout: null}}}}'],
])('does not warn of %s', (text) => {
  expect(warningsOf(text)).toEqual([]);
});

test.each([
  ['{paths: {/a: {}}}', 'the profile has no routes, so it does nothing: no operation in any path'],
  [
    '{paths: {/a: {get: {x-linkerd-timeout: 1d}, put: {x-linkerd-timeout: -1s}, head: {x-linkerd-timeout: 1s}}}}',
    'Linkerd refuses a profile with a timeout that is no duration above zero, such as 250ms or 1m30s: "1d" of GET /a, "-1s" of PUT /a',
  ],
  [
    '{paths: {/a: {get: {responses: {99: {}, 100: {}, 599: {}, 600: {}}}}}}',
    'Linkerd refuses a profile with a status outside 100 to 599: 99 of GET /a, 600 of GET /a',
  ],
  ['{paths: {/a$: {get: {}}}}', 'these routes also take every longer path, because a final "$" counts as the end: GET /a$'],
  [
    '{paths: {/a: {get: &r {x-linkerd-retryable: true}, put: *r, delete: *r, post: *r, patch: *r}}}',
    'the service may do the same thing twice, because these routes are retried and not idempotent: PATCH /a, POST /a',
  ],
])('says what becomes of %s', (text, trap) => {
  expect(trapsOf(text)).toEqual([trap]);
});

test('a warning about many routes names some of them', () => {
  const paths = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`/${i}$`, { get: {} }]));
  expect(trapsOf(JSON.stringify({ paths }))).toEqual([
    expect.stringMatching(/: GET \/0\$, GET \/1\$, GET \/2\$, GET \/3\$, GET \/4\$ and 3 more$/),
  ]);
});

const path = fc.string({ unit: fc.constantFrom('/', 'a', 'b', '{x}', '{x}'), maxLength: 8 }).map((text) => `/${text}`);
const route = (of: string): OpenApiRoute => openApiRoutes(JSON.stringify({ paths: { [of]: { get: {} } } })).routes[0] as OpenApiRoute;
const matches = ({ pathRegex }: OpenApiRoute, text: string): boolean => new RegExp(`^${pathRegex}$`).test(text);

test('a route is shadowed exactly if the earlier one matches it whatever its parameters are', () => {
  fc.assert(
    fc.property(path, path, (first, second) => {
      const [earlier, later] = [route(first), route(second)];
      const isCovered = matches(earlier, later.path.replaceAll('{x}', '\u2026'));
      expect(shadowedRoutes([earlier, later])).toEqual(isCovered ? [{ route: later, by: earlier }] : []);
      if (isCovered) expect(['', 'a', 'ab', 'x.y'].every((value) => matches(earlier, later.path.replaceAll('{x}', value)))).toBe(true);
    }),
  );
});
