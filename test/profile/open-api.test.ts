import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApiRoutes, openApiRoutesOfBytes, openApiRoutesOfFile } from '../../src/profile/open-api';

const namesOf = (text: string): string[] => openApiRoutes(text).routes.map(({ name }) => name);

/** Statuses and which of them are failures, of the only route of a document. */
const statusesOf = (responses: string): string[] => {
  const { routes } = openApiRoutes(`{paths: {/a: {get: {responses: ${responses}}}}}`);
  return (routes[0]?.responseClasses ?? []).map(({ status, isFailure }) => `${status}${isFailure ? '!' : ''}`);
};

test('an operation with everything becomes a route with everything', () => {
  const text = `
swagger: '2.0'
basePath: /api/
paths:
  /books/{id}.json:
    put:
      x-linkerd-retryable: true
      x-linkerd-timeout: 250ms
      responses: {200: {description: ok}, 503: {description: busy}, default: {description: other}}
`;
  expect(openApiRoutes(text)).toEqual({
    routes: [
      {
        name: 'PUT /api/books/{id}.json',
        method: 'PUT',
        path: '/api/books/{id}.json',
        pathRegex: '/api/books/[^/]*\\.json',
        isRetryable: true,
        timeout: '250ms',
        responseClasses: [
          { status: 200, isFailure: false },
          { status: 503, isFailure: true },
        ],
      },
    ],
    warnings: [],
  });
});

test('an operation with nothing becomes a route', () => {
  expect(openApiRoutes('paths: {/a: {get: {}}}').routes).toEqual([
    { name: 'GET /a', method: 'GET', path: '/a', pathRegex: '/a', isRetryable: false, responseClasses: [] },
  ]);
});

test.each([
  [
    'methods come in the order of their names',
    'paths: {/a: {put: {}, post: {}, patch: {}, options: {}, head: {}, get: {}, delete: {}, trace: {}}}',
    'DELETE GET HEAD OPTIONS PATCH POST PUT',
  ],
  ['methods and fields are read in any case', 'PATHS: {/a: {GET: {}, Put: {}}}', 'GET PUT'],
  ['a null is no operation', 'paths: {/a: {get: null, put: }}', ''],
  ['a null is no path', 'paths: {/a: null, /b: {get: {}}}', 'GET'],
  ['a $ref is not followed', "paths: {/a: {$ref: '#/x'}}", ''],
])('%s', (_, text, methods) => {
  expect(namesOf(text).map((name) => name.split(' ')[0])).toEqual(methods.split(' ').filter(Boolean));
});

test.each([
  ['by their bytes', ['/b', '/B', '/a~', '/a/{id}', '/a/1', '/a', '/'], ['/', '/B', '/a', '/a/1', '/a/{id}', '/a~', '/b']],
  ['by bytes of UTF-8, not by UTF-16', ['/\u{1f600}', '/\uffe6'], ['/\uffe6', '/\u{1f600}']],
  ['before slashes are removed', ['/b', '//c', '/a'], ['/c', '/a', '/b']],
])('paths are sorted %s', (_, paths, sorted) => {
  const text = JSON.stringify({ paths: Object.fromEntries(paths.map((path) => [path, { get: {} }])) });
  expect(namesOf(text)).toEqual(sorted.map((path) => `GET ${path}`));
});

test('only paths that start with a slash count', () => {
  expect(namesOf('paths: {a: {get: {}}, x-a: {get: {}}, "": {get: {}}, /: {get: {}}, 1: {get: {}}}')).toEqual(['GET /']);
});

test('names that every object has are paths and statuses like any other', () => {
  expect(namesOf('{paths: {/__proto__: {get: {}}, /constructor: {get: {}}}, __proto__: {paths: {/x: {get: {}}}}}')).toEqual([
    'GET /__proto__',
    'GET /constructor',
  ]);
  expect(statusesOf('{__proto__: {}, constructor: {}, 200: {}}')).toEqual(['200']);
});

test('two spellings of a field are merged, the later in the order of bytes on top', () => {
  const text = `
Paths: {/a: {get: {}}, /b: {get: {}}}
paths: {/a: {put: {}}}
basepath: /two
basePath: /one
`;
  expect(namesOf(text)).toEqual(['PUT /two/a', 'GET /two/b']);
  const operation = `{GET: {responses: {200: {}}, x-linkerd-timeout: 1s}, get: {responses: {500: {}}, x-linkerd-timeout: 2s}}`;
  expect(openApiRoutes(`paths: {/a: ${operation}}`).routes).toMatchObject([
    { timeout: '2s', responseClasses: [{ status: 200 }, { status: 500 }] },
  ]);
});

test.each([
  ['{200: {}, 404: {}, 499: {}, 500: {}, 599: {}}', ['200', '404', '499', '500!', '599!']],
  ['{"500": {}, "404": {}, "200": {}}', ['200', '404', '500!']],
  ['{default: {}, 2XX: {}, x-200: {}, "": {}, " 200": {}, "2_00": {}, "0xc8": {}}', []],
  ['{"007": {}, "0200": {}, "+404": {}}', ['7', '200', '404']],
  ['{"200": {}, "0200": {}, "+200": {}}', ['200']],
  ['{0310: {}, 0o311: {}, 0xca: {}, 2e2: {}, 203.0: {}, 2_04: {}}', ['200', '201', '202', '203', '204']],
  ['{"0": {}, "-0": {}}', ['0']],
  ['{"-1": {}, "4294967796": {}, "9223372036854775807": {}, "9223372036854775808": {}}', ['4294967295', '500!', '4294967295!']],
  ['{200: null, 201: {$ref: "#/x"}}', ['200', '201']],
  ['{}', []],
  ['null', []],
])('the responses %s give the classes %j', (responses, statuses) => {
  expect(statusesOf(responses)).toEqual(statuses);
});

test.each([
  ['true', true],
  ['yes', true],
  ['ON', true],
  ['false', false],
  ['"true"', false],
  ['1', false],
  ['null', false],
])('x-linkerd-retryable: %s is %s', (written, isRetryable) => {
  expect(openApiRoutes(`paths: {/a: {get: {x-linkerd-retryable: ${written}}}}`).routes[0]?.isRetryable).toBe(isRetryable);
});

test.each([
  ['1s', '1s'],
  ['forever', 'forever'],
  ['"10"', '10'],
  ['1:30', '1:30'],
  ['10', undefined],
  ['""', undefined],
  ['null', undefined],
  ['true', undefined],
])('x-linkerd-timeout: %s is %j', (written, timeout) => {
  expect(openApiRoutes(`paths: {/a: {get: {x-linkerd-timeout: ${written}}}}`).routes[0]?.timeout).toBe(timeout);
});

test('extensions count in operations only, and in lower case only', () => {
  const text = '{x-linkerd-timeout: 1s, paths: {/a: {x-linkerd-timeout: 1s, get: {X-Linkerd-Timeout: 1s}}}}';
  expect(openApiRoutes(text).routes[0]).not.toHaveProperty('timeout');
});

test.each([
  ['', 'OpenAPI document is empty; it must hold an OpenAPI 2 or 3 document'],
  ['\n# nothing\n', 'OpenAPI document is empty'],
  ['---\n---\npaths: {}', 'OpenAPI document is empty'],
  ['a: b: c', "OpenAPI document is not YAML that Kubernetes' tools take: line 1: "],
  ['<html></html>', 'OpenAPI document must hold an object with a "paths" field, got the string "<html></html>"'],
  ['- paths', 'OpenAPI document must hold an object with a "paths" field, got a list'],
  ['{}', 'OpenAPI document must have a "paths" field, got no field at all; is it an OpenAPI 2 or 3 document?'],
  ['{openapi: 3.0.0, path: {}}', 'OpenAPI document must have a "paths" field, got the fields "openapi, path"'],
  ['paths: [/a]', 'OpenAPI document must have an object at paths, got a list'],
  ['paths: {/a: get}', 'OpenAPI document must have an object at paths["/a"], got the string "get"'],
  ['paths: {/a: {get: [x]}}', 'OpenAPI document must have an object at paths["/a"].get, got a list'],
  ['paths: {/a: {get: {responses: [200]}}}', 'OpenAPI document must have an object at the responses of GET /a, got a list'],
  ['paths: {/a: {get: {responses: {200: ok}}}}', 'OpenAPI document must have an object at response 200 of GET /a, got the string "ok"'],
  ['{basePath: 1, paths: {}}', 'OpenAPI document must have text as basePath, got the number 1; put it in quotes'],
  ['x: &x {a: *x}', "OpenAPI document is not YAML that Kubernetes' tools take: line 1: an anchor contains itself"],
])('refuses %j', (text, message) => {
  expect(() => openApiRoutes(text)).toThrow(message);
});

test('refuses an alias bomb', () => {
  const levels = Array.from({ length: 30 }, (_, i) => `x${i + 1}: &a${i + 1} {${'abcdefghi'.replace(/./g, `$&: *a${i}, `)}}`);
  expect(() => openApiRoutes(['x0: &a0 {get: {}}', ...levels, 'paths: {/a: *a30}'].join('\n'))).toThrow(
    'aliases expand the text to far more than it holds',
  );
});

test('a path item that is shared by an alias counts at each of its places', () => {
  expect(namesOf('paths: {/a: &a {get: {}}, /b: *a, /c: {<<: *a, put: {}}}')).toEqual(['GET /a', 'GET /b', 'GET /c', 'PUT /c']);
});

describe('a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'open-api-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const write = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const text = 'paths: {/é: {get: {}}}';

  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16, little end first', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('is read in %s', (_, bytes) => {
    expect(openApiRoutesOfFile(write('books.yaml', bytes)).routes).toMatchObject([{ name: 'GET /é' }]);
  });

  test('that is missing is refused', () => {
    expect(() => openApiRoutesOfFile('no/such/file.yaml')).toThrow(
      'OpenAPI file "no/such/file.yaml" does not exist; check the path, it counts from the current folder',
    );
  });

  test('that is a folder is refused', () => {
    expect(() => openApiRoutesOfFile(folder)).toThrow(/^OpenAPI file ".*" is a folder; name a file in it$/);
  });

  test('below another file is refused', () => {
    expect(() => openApiRoutesOfFile(join(write('file', ''), 'x.yaml'))).toThrow('a part of its path is a file');
  });

  test('with a NUL in its name is refused', () => {
    expect(() => openApiRoutesOfFile('a\0b')).toThrow('cannot be read');
  });

  test('that is empty is refused', () => {
    expect(() => openApiRoutesOfFile(write('empty.yaml', ''))).toThrow('is empty; it must hold an OpenAPI 2 or 3 document');
  });

  test('that is no text is refused', () => {
    expect(() => openApiRoutesOfFile(write('picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47])))).toThrow(
      'is no UTF-8 text; is it another kind of file?',
    );
  });

  test('that is too large is refused', () => {
    expect(() => openApiRoutesOfBytes(new Uint8Array(17 * 2 ** 20), 'standard input')).toThrow(
      'standard input must have at most 16 MiB, got 17.0 MiB; split it',
    );
  });
});
