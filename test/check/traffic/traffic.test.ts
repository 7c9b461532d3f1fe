import { traffic, type TrafficOptions } from '../../../src/check';
import { backend, deployment, labels, profile, route, service, split, WEB } from './objects';

/** Who receives a request to `shop/web:80`. */
const sharesOf = (objects: readonly object[], request = 'GET /', options: TrafficOptions = {}, headers?: Record<string, string>) =>
  traffic([...WEB, ...objects], options)
    .of('shop/web:80')
    .send(request, headers);

const NINE_TO_ONE = [backend('web-v1', 90), backend('web-v2', 10)];

describe('without a route', () => {
  test('a Service sends to the pods that it selects, in shares of their number', () => {
    expect(sharesOf([])).toEqual({ v1: '1' });
    const objects = [service('all', labels('web')), deployment('more', labels('web', 'v3'), { replicas: 2 })];
    expect(
      traffic([...WEB, ...objects])
        .of('shop/all')
        .get('/'),
    ).toEqual({ v1: '1/4', v2: '1/4', v3: '1/2' });
  });

  test('pods without a version go by the name of their workload', () => {
    expect(
      traffic([service('web', { app: 'web' }), deployment('web', { app: 'web' })])
        .of('shop/web')
        .get('/'),
    ).toEqual({ web: '1' });
  });

  test('an autoscaler says how many pods there are where nobody else does', () => {
    const hpa = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { scaleTargetRef: { kind: 'Deployment', name: 'web-v2' }, minReplicas: 3, maxReplicas: 9 },
    };
    expect(
      traffic([...WEB, service('all', labels('web')), hpa])
        .of('shop/all')
        .get('/'),
    ).toEqual({ v1: '1/4', v2: '3/4' });
  });

  test('pods of a live cluster count where their Deployment does', () => {
    const owned = (kind: string, name: string, owner: object) => ({
      apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1',
      kind,
      metadata: { name, namespace: 'shop', labels: labels('web', 'v1'), ownerReferences: [owner] },
      spec: { replicas: 1, template: { metadata: { labels: labels('web', 'v1') } } },
    });
    const live = [
      owned('ReplicaSet', 'web-v1-abc', { kind: 'Deployment', name: 'web-v1' }),
      owned('Pod', 'web-v1-abc-1', { kind: 'ReplicaSet', name: 'web-v1-abc' }),
    ];
    const apiVersion = 'v1';
    expect(
      traffic([{ apiVersion, kind: 'List', items: [] }, ...WEB, ...live])
        .of('shop/web')
        .get('/'),
    ).toEqual({ v1: '1' });
  });

  test('what is not known is unknown, and what is not there is nothing', () => {
    expect(
      traffic([service('web', { app: 'web' })])
        .of('shop/web')
        .get('/'),
    ).toEqual({ unknown: '1' });
    expect(
      traffic([service('web', { app: 'web' })], { complete: true })
        .of('shop/web')
        .get('/'),
    ).toEqual({ nothing: '1' });
    expect(
      traffic([...WEB, service('other', { app: 'other' })])
        .of('shop/other')
        .get('/'),
    ).toEqual({ nothing: '1' });
    expect(
      traffic([service('web', undefined)])
        .of('shop/web')
        .get('/'),
    ).toEqual({ unknown: '1' });
    expect(
      traffic([service('web', undefined, { type: 'ExternalName', externalName: 'example.com' })])
        .of('shop/web')
        .get('/'),
    ).toEqual({ unknown: '1' });
  });
});

describe('with HTTPRoutes', () => {
  test('shares are those of the weights', () => {
    expect(sharesOf([route([{ backendRefs: NINE_TO_ONE }])])).toEqual({ v1: '9/10', v2: '1/10' });
    expect(sharesOf([route([{ backendRefs: [backend('web-v1', 1), backend('web-v2', 2)] }])])).toEqual({ v1: '1/3', v2: '2/3' });
  });

  test('a share whose Service is missing is unknown, and nothing where it can be nowhere else', () => {
    const objects = [route([{ backendRefs: [backend('web-v1', 90), backend('web-v3', 10)] }])];
    expect(sharesOf(objects)).toEqual({ v1: '9/10', unknown: '1/10' });
    expect(sharesOf(objects, 'GET /', { complete: true })).toEqual({ v1: '9/10', nothing: '1/10' });
  });

  test('all weights 0 reach nobody, and a single backend everything', () => {
    expect(sharesOf([route([{ backendRefs: [backend('web-v1', 0), backend('web-v2', 0)] }])])).toEqual({ nothing: '1' });
    expect(sharesOf([route([{ backendRefs: [backend('web-v2', 0)] }])])).toEqual({ v2: '1' });
    expect(sharesOf([route([{ backendRefs: [backend('web-v2', 0)] }])], 'GET /', { mesh: 'gateway-api' })).toEqual({ nothing: '1' });
  });

  test('a request that no rule matches gets 404', () => {
    const objects = [route([{ matches: [{ path: { type: 'PathPrefix', value: '/api' } }], backendRefs: [backend('web-v2')] }])];
    expect(sharesOf(objects, 'GET /api/x')).toEqual({ v2: '1' });
    expect(sharesOf(objects, 'GET /apix')).toEqual({ notFound: '1' });
  });

  test('values of headers are told apart by case, and their names are not', () => {
    const objects = [
      route([
        { matches: [{ headers: [{ name: 'X-Canary', value: 'insider' }] }], backendRefs: [backend('web-v2')] },
        { backendRefs: [backend('web-v1')] },
      ]),
    ];
    expect(sharesOf(objects, 'GET /', {}, { 'x-CANARY': 'insider' })).toEqual({ v2: '1' });
    expect(sharesOf(objects, 'GET /', {}, { 'x-canary': 'INSIDER' })).toEqual({ v1: '1' });
    expect(sharesOf(objects)).toEqual({ v1: '1' });
  });

  test('where a pattern cannot be decided, nothing is known', () => {
    const matches = [{ path: { type: 'RegularExpression', value: '/api/**' } }];
    expect(sharesOf([route([{ matches, backendRefs: [backend('web-v2')] }])], 'GET /api/1')).toEqual({ unknown: '1' });
  });

  describe('the longest path wins, of whatever type, on Linkerd; elsewhere an exact one does', () => {
    const rule = (type: string, value: string, leaf: string) => ({ matches: [{ path: { type, value } }], backendRefs: [backend(leaf)] });

    test.each([
      // Measured at Linkerd's proxy of August 2026.
      ['PathPrefix', '/foo', 'Exact', '/foo', '/foo', 'v1', 'v2'],
      ['PathPrefix', '/api/v1', 'RegularExpression', '/api/v1.*', '/api/v1', 'v1', 'v1'],
      ['PathPrefix', '/api/v1', 'RegularExpression', '/api/v1.*', '/api/v1/users', 'v2', 'v2'],
      ['RegularExpression', '/a|/ab', 'PathPrefix', '/', '/ab', 'v2', 'v2'],
    ])('%s %s before %s %s, asked for %s', (type1, value1, type2, value2, path, linkerd, others) => {
      const objects = [route([rule(type1, value1, 'web-v1'), rule(type2, value2, 'web-v2')])];
      expect(sharesOf(objects, `GET ${path}`)).toEqual({ [linkerd]: '1' });
      expect(sharesOf(objects, `GET ${path}`, { mesh: 'gateway-api' })).toEqual({ [others]: '1' });
    });
  });

  test('a method wins over headers, which win over the query', () => {
    const match = (more: object) => ({ path: { value: '/' }, ...more });
    const header = { headers: [{ name: 'a', value: '1' }] };
    const query = { queryParams: [{ name: 'q', value: '1' }] };
    const ask = (first: object, second: object) =>
      sharesOf(
        [
          route([
            { matches: [match(first)], backendRefs: [backend('web-v1')] },
            { matches: [match(second)], backendRefs: [backend('web-v2')] },
          ]),
        ],
        'POST /?q=1',
        {},
        { a: '1' },
      );
    expect(ask(header, { method: 'POST' })).toEqual({ v2: '1' });
    expect(ask(query, header)).toEqual({ v2: '1' });
    expect(ask({}, query)).toEqual({ v2: '1' });
    expect(ask({}, {})).toEqual({ v1: '1' });
  });

  test('of two routes the older one wins; where no age is known, the first by name', () => {
    const to = (leaf: string, name: string, created?: string) => route([{ backendRefs: [backend(leaf)] }], { name, created });
    expect(sharesOf([to('web-v1', 'a', '2026-01-02T00:00:00Z'), to('web-v2', 'b', '2026-01-01T00:00:00Z')])).toEqual({ v2: '1' });
    expect(sharesOf([to('web-v2', 'b'), to('web-v1', 'a')])).toEqual({ v1: '1' });
  });

  test('a route beside the clients holds for these alone', () => {
    const objects = [route([{ backendRefs: [backend('web-v2', 1, { namespace: 'shop' })] }], { namespace: 'client' })];
    expect(sharesOf(objects)).toEqual({ v1: '1' });
    expect(sharesOf(objects, 'GET /', { clientNamespace: 'client' })).toEqual({ v2: '1' });
    expect(sharesOf(objects, 'GET /', { clientNamespace: 'other' })).toEqual({ v1: '1' });
  });

  test('a redirect sends the client elsewhere', () => {
    expect(sharesOf([route([{ filters: [{ type: 'RequestRedirect', requestRedirect: { hostname: 'x.example' } }] }])])).toEqual({
      unknown: '1',
    });
  });

  test('a port that the leaf lacks is one of its pods, if they have it', () => {
    const objects = (port: number) => [route([{ backendRefs: [backend('web-v1', 1), backend('web-v2', 1, { port })] }])];
    expect(sharesOf(objects(8080))).toEqual({ v1: '1/2', v2: '1/2' });
    expect(sharesOf(objects(9999))).toEqual({ v1: '1/2', nothing: '1/2' });
  });

  test('versions of a mesh before routes ignore them', () => {
    expect(sharesOf([route([{ backendRefs: NINE_TO_ONE }])], 'GET /', { mesh: 'linkerd-2.12' })).toEqual({ v1: '1' });
  });

  test('a pattern that would take a backtracking engine for ever takes no time', () => {
    const value = '/(a+)+b';
    const objects = [route([{ matches: [{ path: { type: 'RegularExpression', value } }], backendRefs: [backend('web-v2')] }])];
    const begin = performance.now();
    expect(sharesOf(objects, `GET /${'a'.repeat(5000)}`)).toEqual({ notFound: '1' });
    expect(performance.now() - begin).toBeLessThan(2000);
  });
});

describe('with splits and profiles', () => {
  test('a TrafficSplit counts as what the SMI adaptor makes of it', () => {
    expect(sharesOf([split({ 'web-v1': 90, 'web-v2': 10 })])).toEqual({ v1: '9/10', v2: '1/10' });
    expect(sharesOf([split({ 'web-v1': '900m', 'web-v2': '100m' }, { apiVersion: 'split.smi-spec.io/v1alpha1' })])).toEqual({
      v1: '9/10',
      v2: '1/10',
    });
    expect(sharesOf([split({ 'web-v1': 0, 'web-v2': 0 })])).toEqual({ v1: '1' });
  });

  test('it beats an HTTPRoute, as a profile with routes or overrides does', () => {
    const to2 = route([{ backendRefs: [backend('web-v2')] }]);
    const override = { authority: 'web-v1.shop.svc.cluster.local', weight: 1 };
    expect(sharesOf([to2])).toEqual({ v2: '1' });
    expect(sharesOf([to2, split({ 'web-v1': 1 })])).toEqual({ v1: '1' });
    expect(sharesOf([to2, profile({ dstOverrides: [override] })])).toEqual({ v1: '1' });
    expect(sharesOf([to2, profile({ routes: [{ name: 'all', condition: { pathRegex: '.*' } }] })])).toEqual({ v1: '1' });
    expect(sharesOf([to2, profile({ retryBudget: { retryRatio: 0.2, minRetriesPerSecond: 1, ttl: '10s' } })])).toEqual({ v2: '1' });
  });

  test('a route of a profile that the proxy cannot read is none', () => {
    const to2 = route([{ backendRefs: [backend('web-v2')] }]);
    const decides = (condition: object) => sharesOf([to2, profile({ routes: [{ name: 'item', condition }] })]);
    expect(decides({ pathRegex: '/items/{id}' })).toEqual({ v2: '1' });
    expect(decides({ not: { pathRegex: '/items/{id}' } })).toEqual({ v2: '1' });
    expect(decides({ method: 'GET', pathRegex: '/items/{id}' })).toEqual({ v1: '1' });
    expect(decides({ any: [{ pathRegex: '/items/{id}' }] })).toEqual({ v1: '1' });
  });

  test('what two splits say of one Service nobody knows, unless it is the same', () => {
    expect(sharesOf([split({ 'web-v1': 1 }), split({ 'web-v2': 1 }, { name: 'other' })])).toEqual({ unknown: '1' });
    expect(sharesOf([split({ 'web-v1': 1, 'web-v2': 1 }), split({ 'web-v2': 5, 'web-v1': 5 }, { name: 'other' })])).toEqual({
      v1: '1/2',
      v2: '1/2',
    });
  });

  test('weights that a proxy cannot add up reach nobody', () => {
    expect(sharesOf([split({ 'web-v1': 400_000, 'web-v2': 100_000 })])).toEqual({ nothing: '1' });
  });

  test('a version that the mesh does not serve counts as not there; another mesh follows it', () => {
    const objects = [split({ 'web-v2': 1 }, { apiVersion: 'split.smi-spec.io/v1alpha4' })];
    expect(sharesOf(objects)).toEqual({ v1: '1' });
    expect(sharesOf(objects, 'GET /', { mesh: 'smi' })).toEqual({ v2: '1' });
  });
});

test('what a port carries is read from its appProtocol since Linkerd 2.18, and from the list of opaque ports by every version', () => {
  const with9to1 = (apex: object) => [...WEB.slice(1), apex, route([{ backendRefs: NINE_TO_ONE }])];
  const grpc = with9to1(service('web', labels('web', 'v1'), { ports: [{ port: 80, targetPort: 8080, appProtocol: 'grpc' }] }));
  const ask = (objects: readonly object[], mesh: string) => traffic(objects, { mesh }).of('shop/web:80').get('/');
  expect(ask(grpc, 'linkerd-2.18')).toEqual({ v1: '1' });
  expect(ask(grpc, 'linkerd-2.17')).toEqual({ v1: '9/10', v2: '1/10' });
  const metadata = { name: 'web', namespace: 'shop', annotations: { 'config.linkerd.io/opaque-ports': '80' } };
  const opaque = with9to1({ ...service('web', labels('web', 'v1')), metadata });
  expect(ask(opaque, 'linkerd-2.17')).toEqual({ v1: '1' });
  expect(ask(opaque, 'gateway-api')).toEqual({ v1: '9/10', v2: '1/10' });
});

describe('wrong questions', () => {
  test.each([
    ['web', 'the port of a Service must be one of shop/web:80, shop/web-v1:80, shop/web-v2:80; got "web"'],
    ['shop/web:81', 'the port of a Service must be one of shop/web:80, shop/web-v1:80, shop/web-v2:80; got "shop/web:81"'],
  ])('%s is no port', (key, message) => {
    expect(() => traffic(WEB).of(key).get('/')).toThrow(message);
  });

  test('a request needs a method and a path, and a header a name', () => {
    const web = traffic(WEB).of('shop/web');
    expect(() => web.send('/authors')).toThrow('a request must be a method and a path such as "GET /authors/7", got "/authors"');
    expect(() => web.get('/', { 'no name': '1' })).toThrow('a header must be a name and a value such as "x-canary: 1", got "no name: 1"');
  });

  test('a mesh must be known', () => {
    expect(() => traffic(WEB, { mesh: 'istio' })).toThrow(/^mesh must be one of linkerd-2.10, .*, gateway-api, smi; got "istio"$/);
  });
});
