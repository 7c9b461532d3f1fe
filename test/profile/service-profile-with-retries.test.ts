import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, Chart, Duration, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import type { ServiceProfileV1Alpha2 } from '../../imports';
import { Mesh, MeshChart, RoutingApi, warningsOf } from '../../src/mesh';
import { ServiceProfileWithRetries, ServiceProfileWithRetriesProps } from '../../src/profile';
import { existingService, VersionedService } from '../../src/service';
import { CanarySplit } from '../../src/traffic';
import { readYaml } from '../../src/yaml/read';
import { one, plainChart, shop } from '../service/kit';
import { routeOf } from './proxy';

const BOOKS = `
openapi: 3.0.3
paths:
  /books/{id}.json:
    get:
      responses: {200: {description: found}, 503: {description: busy}}
    put:
      x-linkerd-retryable: true
      x-linkerd-timeout: 1m30s
  /books.json:
    post: {}
`;

const folder = mkdtempSync(join(tmpdir(), 'service-profile-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The path of a new OpenAPI file. */
function file(text: string, name = 'api.yaml'): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const service = existingService('books', 7002);
const routes = [{ method: 'GET' as const, path: '/books' }];

function add(chart: Chart, props: Partial<ServiceProfileWithRetriesProps>): ServiceProfileWithRetries {
  return new ServiceProfileWithRetries(chart, 'profile', { service, ...props });
}

/** What a chart writes; it is checked against the schema. */
function written(chart: Chart): ServiceProfileV1Alpha2 {
  return one(chart, 'ServiceProfile') as KubeProfile;
}

type KubeProfile = ReturnType<typeof one> & ServiceProfileV1Alpha2;

function profile(props: Partial<ServiceProfileWithRetriesProps>, chart: Chart = shop()): ServiceProfileV1Alpha2 {
  add(chart, props);
  return written(chart);
}

function warnings(props: Partial<ServiceProfileWithRetriesProps>): string[] {
  const chart = shop();
  add(chart, props);
  return warningsOf(chart).map(({ message }) => message);
}

describe('minimal props', () => {
  test('by hand', () => {
    expect(profile({ routes: [{ method: 'GET', path: '/books/{id}.json' }] })).toEqual({
      apiVersion: 'linkerd.io/v1alpha2',
      kind: 'ServiceProfile',
      metadata: { name: 'books.shop.svc.cluster.local', namespace: 'shop' },
      spec: { routes: [{ name: 'GET /books/{id}.json', condition: { method: 'GET', pathRegex: '/books/[^/]*\\.json' } }] },
    });
  });

  test('from an OpenAPI file', () => {
    expect(profile({ openApi: file(BOOKS) })).toEqual({
      apiVersion: 'linkerd.io/v1alpha2',
      kind: 'ServiceProfile',
      metadata: { name: 'books.shop.svc.cluster.local', namespace: 'shop' },
      spec: {
        routes: [
          { name: 'POST /books.json', condition: { method: 'POST', pathRegex: '/books\\.json' } },
          {
            name: 'GET /books/{id}.json',
            condition: { method: 'GET', pathRegex: '/books/[^/]*\\.json' },
            responseClasses: [
              { condition: { status: { max: 200, min: 200 } } },
              { condition: { status: { max: 503, min: 503 } }, isFailure: true },
            ],
          },
          {
            name: 'PUT /books/{id}.json',
            condition: { method: 'PUT', pathRegex: '/books/[^/]*\\.json' },
            isRetryable: true,
            timeout: '1m30s',
          },
        ],
      },
    });
  });

  test('in a plain cdk8s chart', () => {
    expect(profile({ routes }, plainChart('web')).metadata).toEqual({ name: 'books.web.svc.cluster.local', namespace: 'web' });
  });
});

test('all props reach the object, routes by hand first', () => {
  const props: Required<ServiceProfileWithRetriesProps> = {
    service: existingService('books', 7002, { namespace: 'library' }),
    openApi: file(BOOKS),
    routes: [{ method: 'GET', pathRegex: '/health|/ready', name: 'probes' }],
    retry: ['GET /books/{id}.json'],
    timeout: { probes: Duration.seconds(1), 'PUT /books/{id}.json': Duration.millis(25) },
    budget: { retryRatio: 0.5, minRetriesPerSecond: 20, ttl: Duration.seconds(30) },
    clusterDomain: 'k8s.example',
  };
  const { metadata, spec } = profile(props);
  expect(metadata).toEqual({ name: 'books.library.svc.k8s.example', namespace: 'library' });
  expect(spec).toEqual({
    routes: [
      { name: 'probes', condition: { method: 'GET', pathRegex: '(?:/health|/ready)' }, timeout: '1s' },
      { name: 'POST /books.json', condition: { method: 'POST', pathRegex: '/books\\.json' } },
      {
        name: 'GET /books/{id}.json',
        condition: { method: 'GET', pathRegex: '/books/[^/]*\\.json' },
        isRetryable: true,
        responseClasses: [
          { condition: { status: { max: 200, min: 200 } } },
          { condition: { status: { max: 503, min: 503 } }, isFailure: true },
        ],
      },
      { name: 'PUT /books/{id}.json', condition: { method: 'PUT', pathRegex: '/books/[^/]*\\.json' }, isRetryable: true, timeout: '25ms' },
    ],
    retryBudget: { retryRatio: 0.5, minRetriesPerSecond: 20, ttl: '30s' },
  });
});

test('the fields of a route come in the same order, wherever it is from', () => {
  const everything = {
    isRetryable: true,
    timeout: Duration.seconds(1),
    responseClasses: [{ from: 500, to: 599, isFailure: true }],
  };
  const openApi = file('paths: {/a: {get: {x-linkerd-retryable: true, x-linkerd-timeout: 1s, responses: {200: {}}}}}');
  const { spec } = profile({ openApi, routes: [{ method: 'GET', path: '/b', ...everything }] });
  const fields = ['name', 'condition', 'isRetryable', 'timeout', 'responseClasses'];
  expect(spec.routes?.map((route) => Object.keys(route))).toEqual([fields, fields]);
});

test('the service can be an object of the chart', () => {
  const chart = shop();
  const made = new kplus.Service(chart, 'web', { metadata: { name: 'web' }, ports: [{ port: 80 }] });
  expect(profile({ service: made, routes }, chart).metadata.name).toBe('web.shop.svc.cluster.local');
});

test('names that every object has are names of routes like any other', () => {
  const named = ['__proto__', 'constructor'].map((name) => ({ method: 'GET' as const, path: `/${name}`, name }));
  const { spec } = profile({ routes: named, retry: ['__proto__'], timeout: { ['__proto__']: Duration.seconds(1) } });
  expect(spec.routes).toMatchObject([{ name: '__proto__', isRetryable: true, timeout: '1s' }, { name: 'constructor' }]);
  expect(spec.routes?.[1]).not.toHaveProperty('timeout');
  expect(() => profile({ routes, retry: ['constructor'] })).toThrow('retry must name a route: GET /books; got "constructor"');
  expect(() => profile({ routes, timeout: { ['__proto__']: Duration.seconds(1) } })).toThrow('timeout must name a route');
});

test('the object is the default child, and a patch of it survives', () => {
  const chart = shop();
  const made = add(chart, { routes });
  expect(made.node.defaultChild).toBe(made.profile);
  ApiObject.of(made).addJsonPatch(JsonPatch.add('/spec/dstOverrides', [{ authority: 'books-v2.shop.svc.cluster.local', weight: 1 }]));
  expect(written(chart).spec.dstOverrides).toEqual([{ authority: 'books-v2.shop.svc.cluster.local', weight: 1 }]);
});

describe('from an OpenAPI file, the routes are those that Linkerd prints', () => {
  const truth = join(__dirname, 'truth');
  const names = readdirSync(truth).filter((name) => !name.includes('.expected.'));

  // What Linkerd prints for these it does not take itself, or it has no effect.
  const refused = new Map([
    ['15-empty-paths.yaml', 'a profile must have a route to have an effect, got none'],
    ['21-odd-codes.yaml', 'status of a response of GET /o in'],
  ]);

  test.each(names.filter((name) => !refused.has(name)))('%s', (name) => {
    const [expected] = readYaml(readFileSync(join(truth, name.replace(/\.\w+$/, '.expected.yaml')), 'utf8'));
    expect(profile({ service: existingService('web', 80), openApi: join(truth, name) })).toEqual(expected);
  });

  test.each([...refused])('%s is refused: %s', (name, message) => {
    expect(() => profile({ openApi: join(truth, name) })).toThrow(message);
  });

  test('save for a pattern that would mean something else to the proxy', () => {
    const { spec } = profile({ openApi: file('paths: {/price-in-$: {get: {}}}') });
    expect(spec.routes?.[0]?.condition.pathRegex).toBe('(?:/price-in-\\$)');
  });
});

describe('booksapp', () => {
  const openApi = join(__dirname, '../../examples/booksapp/authors.yaml');

  test('retries what asks whether there is an author, and nothing else', () => {
    const retry = ['HEAD /authors/{id}.json'];
    const { spec } = profile({ service: existingService('authors', 7001), openApi, retry });
    const isRetried = (method: string, path: string): boolean => routeOf(spec.routes ?? [], method, path)?.isRetryable ?? false;
    expect(isRetried('HEAD', '/authors/3252.json')).toBe(true);
    expect(isRetried('GET', '/authors/3252.json')).toBe(false);
    expect(isRetried('DELETE', '/authors/3252.json')).toBe(false);
    expect(isRetried('HEAD', '/authors.json')).toBe(false);
    expect(isRetried('HEAD', '/authors/3252/books.json')).toBe(false);
  });

  test('has no warnings', () => {
    expect(warnings({ openApi, retry: ['HEAD /authors/{id}.json'] })).toEqual([]);
  });
});

describe('warnings', () => {
  test('of a method that may do its work twice, whoever asked for the retry', () => {
    const openApi = file('paths: {/a: {patch: {x-linkerd-retryable: true}, put: {x-linkerd-retryable: true}}}');
    const byHand = [{ method: 'CONNECT' as const, path: '/a', isRetryable: true }];
    expect(warnings({ openApi, routes: [...byHand, { method: 'POST', path: '/a' }], retry: ['POST /a'] })).toEqual(
      ['CONNECT', 'POST', 'PATCH'].map(
        (method) =>
          `route "${method} /a" is retried, but ${method} may do its work twice; retry it only if the service recognizes a repeated request`,
      ),
    );
  });

  test('not of the others', () => {
    const methods = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'] as const;
    expect(warnings({ routes: methods.map((method) => ({ method, path: '/a', isRetryable: true })) })).toEqual([]);
  });

  test('of what the OpenAPI file says in vain, with its name', () => {
    const openApi = file('{servers: [{url: /v1}], paths: {/a: {get: {}, trace: {}}}}');
    expect(warnings({ openApi })).toEqual([
      `${openApi}: servers are not read; if requests come with the path of a server before their own, add it as basePath: /v1`,
      `${openApi}: ignored, because Linkerd has no routes for these methods: trace of /a`,
    ]);
  });
});

describe('an OpenAPI file', () => {
  const bomb = ['x0: &a0 {get: {}}', ...Array.from({ length: 30 }, (_, i) => `x${i + 1}: &a${i + 1} {a: *a${i}, b: *a${i}, c: *a${i}}`)];

  test.each([
    ['that is empty', '', 'is empty; it must hold an OpenAPI 2 or 3 document'],
    ['that is no YAML', 'a: b: c', "is not YAML that Kubernetes' tools take: line 1"],
    ['that is a web page', '<html></html>', 'must hold an object with a "paths" field'],
    ['that is a bomb', [...bomb, 'paths: {/a: *a30}'].join('\n'), 'aliases expand the text to far more than it holds'],
    ['without paths', 'openapi: 3.0.0', 'must have a "paths" field, got the fields "openapi"'],
    ['without an operation', 'paths: {/a: {}}', 'a profile must have a route to have an effect, got none; "'],
    [
      'with a timeout of no unit',
      'paths: {/a: {get: {x-linkerd-timeout: "10"}}}',
      'must be a duration above zero, such as 250ms or 1m30s, got "10"',
    ],
    ['with a timeout in days', 'paths: {/a: {get: {x-linkerd-timeout: 1d}}}', 'got "1d"'],
    ['with a timeout of 0', 'paths: {/a: {get: {x-linkerd-timeout: 0s}}}', 'got "0s"'],
    ['with a negative timeout', 'paths: {/a: {get: {x-linkerd-timeout: -1s}}}', 'got "-1s"'],
    ['with the status 99', 'paths: {/a: {get: {responses: {99: {}}}}}', 'must be a whole number from 100 to 599, got 99'],
    ['with the status 600', 'paths: {/a: {get: {responses: {600: {}}}}}', 'must be a whole number from 100 to 599, got 600'],
    ['with the status 0', 'paths: {/a: {get: {responses: {0: {}}}}}', 'must be a whole number from 100 to 599, got 0'],
  ])('%s is refused', (_, text, message) => {
    const openApi = file(text, 'refused.yaml');
    expect(() => profile({ openApi })).toThrow(message);
    expect(() => profile({ openApi })).toThrow('refused.yaml');
  });

  test('that is missing is refused', () => {
    expect(() => profile({ openApi: 'no/such/file.yaml' })).toThrow(
      'OpenAPI file "no/such/file.yaml" does not exist; check the path, it counts from the current folder',
    );
  });

  test('with one path in two spellings is taken, and the second has no effect', () => {
    const openApi = file('paths: {/a: {get: {}}, //a: {get: {}}}');
    expect(profile({ openApi, retry: ['GET /a'] }).spec.routes).toMatchObject([{ name: 'GET /a' }, { name: 'GET /a' }]);
    expect(warnings({ openApi })).toEqual([
      `${openApi}: never used, because an earlier route takes all their requests: GET /a (by GET /a)`,
    ]);
  });

  test('without an operation is taken where there are routes by hand', () => {
    expect(profile({ openApi: file('paths: {}'), routes }).spec.routes).toHaveLength(1);
  });
});

describe('refused', () => {
  const many = Array.from({ length: 40 }, (_, index) => ({ method: 'GET' as const, path: `/${index}` }));

  test.each<[string, Partial<ServiceProfileWithRetriesProps>, string]>([
    ['no routes', {}, 'a profile must have a route to have an effect, got none; give openApi or routes'],
    ['no routes in a list', { routes: [] }, 'a profile must have a route to have an effect, got none; give openApi or routes'],
    ['a retry of no route', { routes, retry: ['GET /book'] }, 'retry must name a route: GET /books; got "GET /book"'],
    [
      'a timeout of no route',
      { routes, timeout: { 'get /books': Duration.seconds(1) } },
      'timeout must name a route: GET /books; got "get /books"',
    ],
    ['a retry of none of many routes', { routes: many, retry: ['x'] }, 'GET /28, GET /29 and 10 more; got "x"'],
    [
      'a timeout of 0',
      { routes, timeout: { 'GET /books': Duration.seconds(0) } },
      'timeout of route "GET /books" must be whole milliseconds from 1 to',
    ],
    [
      'a budget out of range',
      { routes, budget: { ttl: Duration.millis(10) } },
      'ttl of the retry budget must be whole milliseconds from 1000 to 60000',
    ],
    [
      'two routes of one name',
      { routes: [...routes, ...routes] },
      'routes must have names of their own, got "GET /books" twice; give one of them a name',
    ],
    [
      'a pattern that the proxy cannot read',
      { routes: [{ method: 'GET', pathRegex: '(?!/a)' }] },
      "must be a regular expression that Linkerd's proxy can read",
    ],
    ['a domain that is none', { routes, clusterDomain: 'Cluster.Local' }, 'clusterDomain must be lower-case'],
    ['a domain that leaves the name', { routes, clusterDomain: '../x' }, 'clusterDomain must be lower-case'],
  ])('%s', (_, props, message) => {
    expect(() => profile(props)).toThrow(message);
  });

  test('a route by hand of the name of one in the file', () => {
    const props = { openApi: file(BOOKS), routes: [{ method: 'POST' as const, path: '/books.json' }] };
    expect(() => profile(props)).toThrow('routes must have names of their own, got "POST /books.json" twice; give one of them a name');
  });

  test('a service without a namespace, which is part of the name', () => {
    expect(() => profile({ routes }, plainChart())).toThrow(
      "namespace of service books must be known, because the profile's name has it; give the chart a namespace",
    );
    expect(profile({ routes, service: existingService('books', 80, { namespace: 'shop' }) }, plainChart()).metadata.namespace).toBe('shop');
  });

  test.each([{ clusterIP: 'None' }, { type: 'ExternalName', externalName: 'books.example.com' }])('a service of %j', (spec) => {
    const chart = shop();
    const headless = new ApiObject(chart, 'books', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'books' }, spec });
    expect(() => profile({ routes, service: headless }, chart)).toThrow(
      'service books must have a cluster IP, but is headless or an ExternalName: Linkerd looks up no profile for it',
    );
  });

  test.each([Mesh.gatewayApi(), Mesh.smi()])('the mesh %s', (mesh) => {
    expect(() => profile({ routes }, shop(mesh))).toThrow(
      `a ServiceProfile is Linkerd's, but the chart is for ${mesh}; set mesh: Mesh.linkerd()`,
    );
  });

  test('a second profile of the service', () => {
    const chart = shop();
    add(chart, { routes });
    expect(() => new ServiceProfileWithRetries(chart, 'other', { service, routes })).toThrow(
      'traffic of service books is already decided by shop/profile: a service has one ServiceProfile; put all routes into one',
    );
  });
});

describe('beside a split of the service', () => {
  const versions = { v1: { image: 'web:1' }, v2: { image: 'web:2' } };

  function web(chart: MeshChart) {
    return new VersionedService(chart, 'web', { ports: { http: 80 }, stable: 'v1', versions });
  }

  function both(api: RoutingApi, order: 'profile first' | 'split first'): MeshChart {
    const chart = shop();
    const split = web(chart);
    const makers = [
      () => add(chart, { service: split, routes }),
      () => new CanarySplit(chart, 'split', { service: split, weights: { v1: 9, v2: 1 }, api }),
    ];
    (order === 'profile first' ? makers : makers.reverse()).forEach((make) => make());
    return chart;
  }

  const orders = ['profile first', 'split first'] as const;

  describe.each(orders)('%s', (order) => {
    test.each<RoutingApi>(['gateway.networking.k8s.io/v1', 'policy.linkerd.io/v1beta3'])(
      '%s is refused, for it would be ignored',
      (api) => {
        expect(() => both(api, order)).toThrow('with a ServiceProfile that has routes, Linkerd ignores every HTTPRoute of the service');
      },
    );

    test('linkerd.io/v1alpha2 is refused, for it would be the same object', () => {
      expect(() => both('linkerd.io/v1alpha2', order)).toThrow('would be two objects of the same name');
    });

    test('a TrafficSplit is in force with it', () => {
      const chart = both('split.smi-spec.io/v1alpha2', order);
      expect(one(chart, 'TrafficSplit').spec).toMatchObject({ service: 'web' });
      expect(one(chart, 'ServiceProfile').metadata.name).toBe('web.shop.svc.cluster.local');
    });
  });
});
