import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import fc from 'fast-check';
import { KubeObject } from '../../src/bundle';
import { Mesh, MeshChart } from '../../src/mesh';
import { AccessControl, AccessControlProps } from '../../src/policy';
import { VersionedService } from '../../src/service';
import { linkerdAnswers } from './linkerd-inbound';

const shop = (mesh?: Mesh): MeshChart => new MeshChart(new App(), 'shop', { namespace: 'shop', mesh });
/** What an object says beside its identity. */
const spec = (object: ApiObject | undefined): unknown => (object?.toJson() as KubeObject | undefined)?.['spec'];
const prometheus = { serviceAccount: 'prometheus', namespace: 'monitoring' };
const web = { serviceAccount: 'web', namespace: 'shop' };
const metrics = { metrics: { paths: ['/metrics'], methods: ['GET'], clients: [prometheus] } } as const;
const labels = { pods: { app: 'stock' }, port: 8080, rules: metrics, enforce: true } as const;

/** A Deployment as somebody else may have written it. */
function deployment(chart: Chart, container: object = {}): ApiObject {
  return new ApiObject(chart, 'deployment', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'stock' },
    spec: {
      selector: { matchLabels: { app: 'stock' } },
      template: {
        metadata: { labels: { app: 'stock', version: '1' } },
        spec: {
          serviceAccountName: 'stock',
          containers: [
            {
              name: 'stock',
              image: 'stock:1',
              ports: [{ name: 'http', containerPort: 8080 }],
              readinessProbe: { httpGet: { path: '/ready?deep=1', port: 'http' } },
              livenessProbe: { httpGet: { path: 'live', port: 8080 } },
              startupProbe: { httpGet: { path: '/elsewhere', port: 9090 } },
              ...container,
            },
          ],
        },
      },
    },
  });
}

describe('for Linkerd', () => {
  test('minimal props: only Prometheus may GET /metrics, and all else goes on', () => {
    const chart = shop();
    new AccessControl(chart, 'stock', labels);
    expect(linkerdAnswers(chart, { path: '/metrics', client: prometheus })).toBe(200);
    expect(linkerdAnswers(chart, { path: '/metrics', client: web })).toBe(403);
    expect(linkerdAnswers(chart, { path: '/metrics' })).toBe(403);
    expect(linkerdAnswers(chart, { path: '/metrics/jvm' })).toBe(403);
    expect(linkerdAnswers(chart, { path: '/metrics', method: 'POST', client: prometheus })).toBe(403);
    expect(linkerdAnswers(chart, { path: '/metrics', method: 'POST' })).toBe(403);
    expect(linkerdAnswers(chart, { path: '/metricsx' })).toBe(200);
    expect(linkerdAnswers(chart, { path: '/stock/1', method: 'PUT' })).toBe(200);
  });

  test('the objects are what Linkerd wants: a Server, routes whose parent it is, and policies for the routes', () => {
    const chart = shop();
    new AccessControl(chart, 'stock', labels);
    expect(chart.toJson()).toEqual([
      route('stock-denied', [{ path: { type: 'PathPrefix', value: '/metrics' } }]),
      route('stock-metrics', [{ path: { type: 'PathPrefix', value: '/metrics' }, method: 'GET' }]),
      route('stock-others', [{ path: { type: 'PathPrefix', value: '/' } }]),
      {
        apiVersion: 'policy.linkerd.io/v1alpha1',
        kind: 'MeshTLSAuthentication',
        metadata: { name: 'stock-metrics', namespace: 'shop' },
        spec: { identityRefs: [{ kind: 'ServiceAccount', name: 'prometheus', namespace: 'monitoring' }] },
      },
      policy('stock-metrics', [{ group: 'policy.linkerd.io', kind: 'MeshTLSAuthentication', name: 'stock-metrics' }]),
      policy('stock-others', []),
      {
        apiVersion: 'policy.linkerd.io/v1beta3',
        kind: 'Server',
        metadata: { name: 'stock', namespace: 'shop' },
        spec: { accessPolicy: 'deny', podSelector: { matchLabels: { app: 'stock' } }, port: 8080 },
      },
    ]);
  });

  test.each([
    ['2.12', 'policy.linkerd.io/v1beta1', 'policy.linkerd.io/v1beta1'],
    ['2.13', 'policy.linkerd.io/v1beta1', 'policy.linkerd.io/v1beta2'],
    ['2.14', 'policy.linkerd.io/v1beta1', 'policy.linkerd.io/v1beta3'],
    ['2.16', 'policy.linkerd.io/v1beta3', 'policy.linkerd.io/v1beta3'],
  ] as const)('Linkerd %s gets Server %s and HTTPRoute %s', (version, server, httpRoute) => {
    const control = new AccessControl(shop(Mesh.linkerd(version)), 'stock', labels);
    expect(control.server?.apiVersion).toBe(server);
    expect(spec(control.server)).toEqual({
      ...(version === '2.16' ? { accessPolicy: 'deny' } : {}),
      podSelector: { matchLabels: { app: 'stock' } },
      port: 8080,
    });
    expect(control.routes.map(({ apiVersion }) => apiVersion)).toEqual([httpRoute, httpRoute, httpRoute]);
  });

  test.each(['2.10', '2.11'] as const)('Linkerd %s has no policy for routes', (version) => {
    expect(() => new AccessControl(shop(Mesh.linkerd(version)), 'stock', labels)).toThrow(
      `access control needs Linkerd 2.12 or later, got linkerd ${version}`,
    );
  });

  test('all props', () => {
    const props: Required<AccessControlProps> = {
      pods: { app: 'stock' },
      port: 'management',
      rules: { admin: { paths: ['/admin/', '/debug'], clients: [{ serviceAccount: 'ops' }] } },
      enforce: false,
      others: 'none',
      probePaths: ['/ready', '/ready'],
      serviceAccount: 'stock',
      name: 'management',
    };
    const chart = shop();
    const control = new AccessControl(chart, 'stock', props);
    expect(control.server?.toJson()).toMatchObject({
      metadata: { name: 'management' },
      spec: { accessPolicy: 'audit', port: 'management' },
    });
    expect(control.routes.map((object): unknown => object.toJson())).toEqual([
      route(
        'management-admin',
        [{ path: { type: 'PathPrefix', value: '/admin' } }, { path: { type: 'PathPrefix', value: '/debug' } }],
        'management',
      ),
      route('management-probes', [{ path: { type: 'Exact', value: '/ready' }, method: 'GET' }], 'management'),
    ]);
    expect(spec(control.authentications[0])).toEqual({
      identityRefs: [{ kind: 'ServiceAccount', name: 'ops', namespace: 'shop' }],
    });
  });

  test('what is not enforced yet refuses nothing', () => {
    const chart = shop();
    new AccessControl(chart, 'stock', { ...labels, enforce: false });
    expect(linkerdAnswers(chart, { path: '/metrics' })).toBe(200);
  });

  test('before 2.16 nothing can be watched only', () => {
    expect(() => new AccessControl(shop(Mesh.linkerd('2.15')), 'stock', { ...labels, enforce: false })).toThrow(
      'enforce can be false from Linkerd 2.16, got linkerd 2.15',
    );
  });

  test('others: meshed refuses clients outside of the mesh, but not probes', () => {
    const chart = shop();
    new AccessControl(chart, 'stock', { ...labels, pods: deployment(chart), others: 'meshed' });
    expect(linkerdAnswers(chart, { path: '/', client: web })).toBe(200);
    expect(linkerdAnswers(chart, { path: '/' })).toBe(403);
    expect(linkerdAnswers(chart, { path: '/ready' })).toBe(200);
    expect(linkerdAnswers(chart, { path: '/live' })).toBe(200);
    expect(linkerdAnswers(chart, { path: '/elsewhere' })).toBe(403);
  });

  test('others: none answers 404, but not to probes', () => {
    const chart = shop();
    new AccessControl(chart, 'stock', { ...labels, pods: deployment(chart), port: 'http', others: 'none' });
    expect(linkerdAnswers(chart, { path: '/', client: web })).toBe(404);
    expect(linkerdAnswers(chart, { path: '/ready' })).toBe(200);
    expect(linkerdAnswers(chart, { path: '/metrics', client: prometheus })).toBe(200);
  });

  test('a probe below a protected path stays open, and nothing else below it', () => {
    const chart = shop();
    const pods = deployment(chart, { readinessProbe: { httpGet: { path: '/admin/health', port: 'http' } } });
    new AccessControl(chart, 'stock', { pods, port: 'http', rules: { admin: { paths: ['/admin'], clients: [web] } }, enforce: true });
    expect(linkerdAnswers(chart, { path: '/admin/health' })).toBe(200);
    expect(linkerdAnswers(chart, { path: '/admin/health', method: 'POST' })).toBe(403);
    expect(linkerdAnswers(chart, { path: '/admin/users' })).toBe(403);
    expect(linkerdAnswers(chart, { path: '/admin/users', client: web })).toBe(200);
  });

  test('hooks and gRPC probes are requests of kubelets too', () => {
    const chart = shop();
    const pods = deployment(chart, {
      livenessProbe: { grpc: { port: 8080 } },
      lifecycle: { preStop: { httpGet: { path: '/drain', port: 'http' } } },
    });
    new AccessControl(chart, 'stock', { ...labels, pods, others: 'none' });
    expect(linkerdAnswers(chart, { path: '/grpc.health.v1.Health/Check', method: 'POST' })).toBe(200);
    expect(linkerdAnswers(chart, { path: '/drain' })).toBe(200);
  });

  test('a probe by HTTPS hides its requests from the proxy, so the port cannot be protected', () => {
    const chart = shop();
    const pods = deployment(chart, { readinessProbe: { httpGet: { path: '/ready', port: 'http', scheme: 'HTTPS' } } });
    expect(() => new AccessControl(chart, 'stock', { ...labels, pods })).toThrow('port must speak HTTP, but kubelets probe it by HTTPS');
  });

  test('a rule for everything leaves no others', () => {
    const chart = shop();
    new AccessControl(chart, 'stock', { ...labels, rules: { all: { paths: ['/'], clients: [web] } } });
    expect(linkerdAnswers(chart, { path: '/x', client: web })).toBe(200);
    expect(linkerdAnswers(chart, { path: '/x', client: prometheus })).toBe(403);
  });

  test('more matches than a rule of an HTTPRoute holds make several rules', () => {
    const paths = Array.from({ length: 20 }, (_, index) => `/p${index}`);
    const { routes } = new AccessControl(shop(), 'stock', { ...labels, rules: { many: { paths, clients: [web] } } });
    expect(spec(routes[0])).toMatchObject({
      rules: [{ matches: { length: 8 } }, { matches: { length: 8 } }, { matches: { length: 4 } }],
    });
    const tooMany = Array.from({ length: 129 }, (_, index) => `/p${index}`);
    expect(() => new AccessControl(shop(), 'stock', { ...labels, rules: { many: { paths: tooMany, clients: [web] } } })).toThrow(
      'must have at most 128 paths and methods in all, got 129',
    );
  });

  test('whoever asks for whatever, Linkerd answers as the rules say', () => {
    const path = fc.constantFrom('/', '/a', '/a/b', '/a/b/c', '/ab', '/d');
    const method = fc.constantFrom('GET' as const, 'POST' as const, 'HEAD' as const);
    const client = fc.constantFrom(prometheus, web);
    const rule = fc.record({
      paths: fc.uniqueArray(path, { minLength: 1 }),
      clients: fc.array(client, { minLength: 1 }),
      methods: fc.option(fc.uniqueArray(method, { minLength: 1 }), { nil: undefined }),
    });
    const others = fc.constantFrom('all' as const, 'meshed' as const, 'none' as const);
    const request = fc.record({ path, method, client: fc.option(client, { nil: undefined }) });
    fc.assert(
      fc.property(fc.uniqueArray(rule, { minLength: 1, maxLength: 3 }), others, fc.array(request), (list, others, requests) => {
        const rules = Object.fromEntries(list.map((given, index) => [`r${index}`, given]));
        const chart = shop();
        try {
          new AccessControl(chart, 'stock', { ...labels, rules, others, probePaths: [] });
        } catch (error) {
          expect(String(error)).toMatch('must not both be about');
          return;
        }
        for (const asked of requests) {
          const covering = list.flatMap((given) =>
            given.paths
              .filter((prefix) => prefix === '/' || asked.path === prefix || asked.path.startsWith(`${prefix}/`))
              .map((prefix) => ({ prefix, given })),
          );
          const longest = [...covering].sort((a, b) => b.prefix.length - a.prefix.length)[0]?.prefix;
          const deciding = covering.filter(({ prefix }) => prefix === longest).map(({ given }) => given);
          const allowed = deciding.some(
            (given) =>
              (given.methods?.includes(asked.method) ?? true) && asked.client !== undefined && given.clients.includes(asked.client),
          );
          const rest = others === 'none' ? 404 : others === 'all' || asked.client !== undefined ? 200 : 403;
          expect(linkerdAnswers(chart, asked)).toBe(deciding.length === 0 ? rest : allowed ? 200 : 403);
        }
      }),
    );
  });
});

describe('the pods', () => {
  test('of a workload are those that it selects, in its namespace', () => {
    const chart = shop();
    const other = new MeshChart(chart, 'other', { namespace: 'backend' });
    const control = new AccessControl(chart, 'stock', {
      ...labels,
      pods: deployment(other),
      rules: { all: { paths: ['/a'], clients: [{ serviceAccount: 'web' }] } },
    });
    expect(control.server?.toJson()).toMatchObject({
      metadata: { namespace: 'backend' },
      spec: { podSelector: { matchLabels: { app: 'stock' } } },
    });
    expect(control.authentications[0]?.toJson()).toMatchObject({
      metadata: { namespace: 'backend' },
      spec: { identityRefs: [{ name: 'web', namespace: 'backend' }] },
    });
  });

  test('of a Deployment of cdk8s-plus-27 are found, with their probes', () => {
    const chart = shop();
    const pods = new kplus.Deployment(chart, 'deployment', {
      containers: [{ image: 'stock', portNumber: 8080, readiness: kplus.Probe.fromHttpGet('/ready') }],
    });
    const control = new AccessControl(chart, 'control', { ...labels, pods, others: 'none' });
    expect(spec(control.server)).toMatchObject({ podSelector: { matchLabels: pods.matchLabels } });
    expect(linkerdAnswers(chart, { path: '/ready' })).toBe(200);
  });

  test('of a Pod are those with its labels', () => {
    const chart = shop();
    const pods = new ApiObject(chart, 'pod', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { labels: { app: 'tool' } },
      spec: { containers: [] },
    });
    expect(spec(new AccessControl(chart, 'control', { ...labels, pods }).server)).toMatchObject({
      podSelector: { matchLabels: { app: 'tool' } },
    });
  });

  test('of anything that says their labels', () => {
    const control = new AccessControl(shop(), 'control', { ...labels, pods: { podLabels: () => ({ app: 'stock' }) } });
    expect(spec(control.server)).toMatchObject({ podSelector: { matchLabels: { app: 'stock' } } });
  });

  test('of a VersionedService are those of all its versions, also of one that comes later', () => {
    const chart = shop();
    const pods = new VersionedService(chart, 'stock', {
      ports: { http: 8080, management: 9080 },
      versions: { '1': { image: 'stock:1' } },
      stable: '1',
      readinessProbe: { httpGet: { path: '/ready', port: 'management' } },
    });
    const { server } = new AccessControl(chart, 'metrics', { ...labels, pods, port: 'management', others: 'none' });
    pods.addVersion('2', { image: 'stock:2' });
    expect(server?.toJson()).toMatchObject({
      metadata: { namespace: 'shop' },
      spec: { podSelector: { matchLabels: { app: 'stock' } }, port: 'management' },
    });
    expect(linkerdAnswers(chart, { path: '/ready' })).toBe(200);
    expect(linkerdAnswers(chart, { path: '/metrics', client: prometheus })).toBe(200);
    expect(linkerdAnswers(chart, { path: '/' })).toBe(404);
  });

  test('that change after the access control was made are a fault', () => {
    const chart = shop();
    const pods = deployment(chart);
    new AccessControl(chart, 'control', { ...labels, pods });
    pods.addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/readinessProbe/httpGet/path', '/metrics'));
    expect(() => chart.toJson()).toThrow(
      '[shop/control] labels, ports, probes or ServiceAccount of the protected pods were changed after the access control was made; make it after them',
    );
  });
});

describe('for SMI', () => {
  const smi = (props: Partial<AccessControlProps> = {}): Chart => {
    const chart = shop(Mesh.smi());
    new AccessControl(chart, 'stock', { ...labels, serviceAccount: 'stock', ...props });
    return chart;
  };

  test('minimal props make an HTTPRouteGroup and a TrafficTarget', () => {
    expect(smi().toJson()).toEqual([
      {
        apiVersion: 'specs.smi-spec.io/v1alpha4',
        kind: 'HTTPRouteGroup',
        metadata: { name: 'stock', namespace: 'shop' },
        spec: { matches: [{ name: 'metrics', pathRegex: '/metrics(?:/.*)?', methods: ['GET'] }] },
      },
      {
        apiVersion: 'access.smi-spec.io/v1alpha3',
        kind: 'TrafficTarget',
        metadata: { name: 'stock-metrics', namespace: 'shop' },
        spec: {
          destination: { kind: 'ServiceAccount', name: 'stock', namespace: 'shop' },
          rules: [{ kind: 'HTTPRouteGroup', name: 'stock', matches: ['metrics'] }],
          sources: [{ kind: 'ServiceAccount', name: 'prometheus', namespace: 'monitoring' }],
        },
      },
    ]);
  });

  test('every path has a match of its own, in which it is text', () => {
    const rules = { files: { paths: ['/', '/a.b+c'], clients: [web] } };
    expect(smi({ rules }).toJson()[0]).toMatchObject({
      spec: {
        matches: [
          { name: 'files', pathRegex: '/.*', methods: ['*'] },
          { name: 'files.2', pathRegex: '/a\\.b\\+c(?:/.*)?', methods: ['*'] },
        ],
      },
    });
  });

  test('the ServiceAccount of a workload is found', () => {
    const chart = shop(Mesh.smi());
    const { trafficTargets, node, httpRouteGroup } = new AccessControl(chart, 'stock', { ...labels, pods: deployment(chart) });
    expect(spec(trafficTargets[0])).toMatchObject({ destination: { name: 'stock' } });
    expect(node.defaultChild).toBe(httpRouteGroup);
  });

  test.each<[Partial<AccessControlProps>, string]>([
    [{ others: 'all' }, 'others must be "none" with SMI, which refuses what no TrafficTarget allows, got "all"'],
    [{ enforce: false }, 'enforce must be true with SMI'],
    [{ serviceAccount: undefined }, 'serviceAccount must be given with SMI where pods are chosen by labels'],
    [
      { rules: { api: { paths: ['/api'], clients: [web] }, admin: { paths: ['/api/admin'], clients: [prometheus] } } },
      'path /api/admin of rule admin must not lie below one of rule api: with SMI the clients of api would reach it too',
    ],
  ])('%j is refused: %s', (props, message) => {
    expect(() => smi(props)).toThrow(message);
  });
});

test('a mesh of the Gateway API has no access control', () => {
  expect(() => new AccessControl(shop(Mesh.gatewayApi()), 'stock', labels)).toThrow(
    'access control needs Linkerd or SMI, got gateway-api v1, which has no API for it',
  );
});

test('in a plain cdk8s chart it is written for the latest Linkerd, and namespaces are left to whoever applies it', () => {
  const chart = new Chart(Testing.app(), 'plain');
  const { authentications } = new AccessControl(chart, 'stock', {
    ...labels,
    rules: { a: { paths: ['/a'], clients: [{ serviceAccount: 'web' }] } },
  });
  expect((Testing.synth(chart) as { kind: string }[]).map(({ kind }) => kind).sort()).toEqual([
    'AuthorizationPolicy',
    'AuthorizationPolicy',
    'HTTPRoute',
    'HTTPRoute',
    'MeshTLSAuthentication',
    'Server',
  ]);
  expect(authentications[0]?.toJson()).toMatchObject({
    metadata: { name: 'stock-a' },
    spec: { identityRefs: [{ kind: 'ServiceAccount', name: 'web' }] },
  });
});

test('the Server is the default child, and a JSON patch reaches the YAML', () => {
  const control = new AccessControl(shop(), 'stock', labels);
  expect(ApiObject.of(control)).toBe(control.server);
  ApiObject.of(control).addJsonPatch(JsonPatch.add('/spec/proxyProtocol', 'HTTP/1'));
  expect(control.server?.toJson()).toMatchObject({ spec: { proxyProtocol: 'HTTP/1' } });
});

describe('bad props throw', () => {
  const rule = { paths: ['/metrics'], clients: [prometheus] };
  // As plain JavaScript would pass them.
  const props = (json: object): AccessControlProps => ({ ...labels, ...json });

  test.each<[object, string]>([
    [{ name: 'Stock' }, 'name of the access control must be lower-case letters'],
    [{ port: 0 }, 'port must be a whole number from 1 to 65535, got 0'],
    [{ port: 'a b' }, 'port must be a DNS label'],
    [{ enforce: undefined }, 'enforce must be true or false, got undefined'],
    [{ others: 'some' }, 'others must be one of all, meshed, none, got "some"'],
    [{ others: 'meshed' }, 'probePaths must be given with others "meshed" and pods by label'],
    [{ probePaths: ['health'] }, 'probe path must be a URL path that starts with "/"'],
    [
      { probePaths: ['/metrics'] },
      'rule metrics must not be about GET /metrics, which kubelets send without an identity; probe another path',
    ],
    [{ pods: {} }, 'pods must be chosen by at least one label, got none'],
    [{ pods: { 'a b': 'c' } }, 'key of label of the pods must be a label key'],
    [{ pods: shop() }, 'pods must be labels, or a construct with one workload, got "shop" with 0'],
    [{ rules: {} }, 'rules must not be empty'],
    [{ rules: { Metrics: rule } }, 'name of a rule must be a DNS label'],
    [{ rules: { others: rule } }, 'name of a rule must not be one of denied, others, probes, got "others"'],
    [{ rules: { a: { ...rule, paths: [] } } }, 'paths of rule a must not be empty'],
    [{ rules: { a: { ...rule, clients: [] } } }, 'clients of rule a must not be empty'],
    [{ rules: { a: { ...rule, methods: [] } } }, 'methods of rule a must not be empty'],
    [{ rules: { a: { ...rule, methods: ['get'] } } }, 'method of rule a must be one of GET, HEAD,'],
    [{ rules: { a: { ...rule, paths: ['metrics'] } } }, 'path of rule a must be a URL path that starts with "/"'],
    [
      { rules: { a: { ...rule, paths: ['/metrics?x=1'] } } },
      'path of rule a must be plain segments without "?", "#", "%", "//", "." and "..", got "/metrics?x=1"',
    ],
    [{ rules: { a: { ...rule, paths: ['/%6Detrics'] } } }, 'path of rule a must be plain segments'],
    [{ rules: { a: { ...rule, paths: ['//metrics'] } } }, 'path of rule a must be plain segments'],
    [{ rules: { a: { ...rule, paths: ['/a/../metrics'] } } }, 'path of rule a must be plain segments'],
    [{ rules: { a: { ...rule, clients: [{ serviceAccount: 'A' }] } } }, 'serviceAccount of rule a must be lower-case letters'],
    [{ rules: { a: { ...rule, clients: [{ serviceAccount: 'a', namespace: 'B' }] } } }, 'namespace of rule a must be a DNS label'],
    [{ rules: { a: rule, b: rule } }, 'rules a and b must not both be about /metrics; put their clients into one rule'],
    [{ rules: { a: { ...rule, methods: ['GET'] }, b: rule } }, 'rules a and b must not both be about /metrics'],
    [
      { rules: { a: { ...rule, methods: ['GET', 'PUT'] }, b: { ...rule, methods: ['PUT'] } } },
      'rules a and b must not both be about /metrics',
    ],
  ])('%j: %s', (json, message) => {
    expect(() => new AccessControl(shop(), 'stock', props(json))).toThrow(message);
  });

  test('a port that no container names', () => {
    const chart = shop();
    expect(() => new AccessControl(chart, 'x', { ...labels, pods: deployment(chart), port: 'admin' })).toThrow(
      'port must be the number of a container port, or the name of one: http; got "admin"',
    );
  });

  test('labels that some of the pods do not have', () => {
    class Versions extends Chart {
      public podLabels(): Record<string, string> {
        return { app: 'stock', tier: 'backend' };
      }
    }
    const chart = shop();
    const pods = new Versions(chart, 'versions');
    deployment(pods);
    expect(() => new AccessControl(chart, 'x', { ...labels, pods })).toThrow(
      'pods of Deployment stock must have the label tier=backend to be protected with the others',
    );
  });
});

function route(name: string, matches: object[], server = 'stock'): object {
  return {
    apiVersion: 'policy.linkerd.io/v1beta3',
    kind: 'HTTPRoute',
    metadata: { name, namespace: 'shop' },
    spec: { parentRefs: [{ group: 'policy.linkerd.io', kind: 'Server', name: server }], rules: [{ matches }] },
  };
}

function policy(name: string, requiredAuthenticationRefs: object[]): object {
  return {
    apiVersion: 'policy.linkerd.io/v1alpha1',
    kind: 'AuthorizationPolicy',
    metadata: { name, namespace: 'shop' },
    spec: { targetRef: { group: 'policy.linkerd.io', kind: 'HTTPRoute', name }, requiredAuthenticationRefs },
  };
}

test('pods of a Deployment that a VersionedService only wraps are protected by the labels that they have', () => {
  const chart = shop();
  const pods = new VersionedService(chart, 'web', {
    ports: { http: 8080 },
    stable: '1',
    versions: { '1': { deployment: deployment(chart) } },
  });
  const control = new AccessControl(chart, 'control', { ...labels, pods });
  expect(spec(control.server)).toMatchObject({ podSelector: { matchLabels: { app: 'stock', version: '1' } } });
});
