import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Mesh, MeshApp, MeshChart, meshOf, setMesh, type LinkerdVersion, type RoutingApi } from '../../src/mesh';

const SMI: RoutingApi[] = ['split.smi-spec.io/v1alpha1', 'split.smi-spec.io/v1alpha2', 'linkerd.io/v1alpha2'];
const POLICY: RoutingApi[] = ['policy.linkerd.io/v1beta3', 'policy.linkerd.io/v1beta2'];
const GATEWAY: RoutingApi = 'gateway.networking.k8s.io/v1';

describe('a version of Linkerd', () => {
  interface Row {
    readonly version: LinkerdVersion;
    readonly routes: RoutingApi[];
    readonly server?: string;
  }
  const rows: Row[] = [
    { version: '2.10', routes: SMI },
    { version: '2.11', routes: SMI },
    { version: '2.12', routes: SMI, server: 'policy.linkerd.io/v1beta1' },
    { version: '2.13', routes: ['policy.linkerd.io/v1beta2', ...SMI], server: 'policy.linkerd.io/v1beta1' },
    { version: '2.14', routes: [...POLICY, GATEWAY, ...SMI], server: 'policy.linkerd.io/v1beta1' },
    { version: '2.15', routes: [...POLICY, GATEWAY, ...SMI], server: 'policy.linkerd.io/v1beta1' },
    { version: '2.16', routes: [...POLICY, GATEWAY, ...SMI], server: 'policy.linkerd.io/v1beta3' },
    { version: '2.17', routes: [...POLICY, GATEWAY, ...SMI], server: 'policy.linkerd.io/v1beta3' },
    { version: '2.18', routes: [GATEWAY, ...POLICY, ...SMI], server: 'policy.linkerd.io/v1beta3' },
    { version: '2.19', routes: [GATEWAY, ...POLICY, ...SMI], server: 'policy.linkerd.io/v1beta3' },
    { version: '2.20', routes: [GATEWAY, ...POLICY, ...SMI], server: 'policy.linkerd.io/v1beta3' },
  ];

  test.each(rows)('$version routes by $routes.0 unless told otherwise', ({ version, routes, server }) => {
    const mesh = Mesh.linkerd(version);
    expect(mesh.routingApis).toEqual(routes);
    expect(mesh.defaultRoutingApi).toBe(routes[0]);
    expect(mesh.serverApi).toBe(server);
    expect(String(mesh)).toBe(`linkerd ${version}`);
  });

  test.each(rows)('$version accepts each of its own APIs', ({ version, routes }) => {
    routes.forEach((api) => expect(Mesh.linkerd(version).chooseRoutingApi(api)).toBe(api));
  });

  test.each(rows)('$version says what it cannot do and where that is known from', ({ version }) => {
    const { limits } = Mesh.linkerd(version);
    expect(limits.length).toBeGreaterThan(0);
    limits.forEach(({ what, source }) => expect([what.length, source.length].every((length) => length > 5)).toBe(true));
  });

  test('2.20 and no other of the last honours timeouts of Gateway API routes', () => {
    const ignored = (version: LinkerdVersion) => Mesh.linkerd(version).limits.some(({ what }) => what.startsWith('timeouts in rules'));
    expect((['2.17', '2.18', '2.19', '2.20'] as const).map(ignored)).toEqual([true, true, true, false]);
  });

  test('is the latest unless it is named', () => expect(String(Mesh.linkerd())).toBe('linkerd 2.20'));

  test.each(['2.9', '2.21', '2.1', '', 'constructor', '__proto__'])('%j is refused with those that are known', (version) => {
    expect(() => Mesh.linkerd(version as LinkerdVersion)).toThrow(
      `version of Linkerd must be one of 2.10, 2.11, 2.12, 2.13, 2.14, 2.15, 2.16, 2.17, 2.18, 2.19, 2.20, got ${JSON.stringify(version)}`,
    );
  });
});

describe('another mesh', () => {
  test('of the Gateway API routes by HTTPRoutes', () => {
    expect(Mesh.gatewayApi().routingApis).toEqual([GATEWAY]);
    expect(Mesh.gatewayApi().serverApi).toBeUndefined();
    expect(String(Mesh.gatewayApi())).toBe('gateway-api v1');
  });

  test('of the Service Mesh Interface splits by TrafficSplit v1alpha4', () => {
    expect(Mesh.smi().routingApis).toEqual(['split.smi-spec.io/v1alpha4']);
    expect(String(Mesh.smi())).toBe('smi v1alpha4');
  });
});

describe('a routing API that the mesh does not honour is refused', () => {
  test.each<[Mesh, RoutingApi, string]>([
    [
      Mesh.linkerd('2.10'),
      GATEWAY,
      'api must be one that linkerd 2.10 honours: split.smi-spec.io/v1alpha1, split.smi-spec.io/v1alpha2, linkerd.io/v1alpha2; got gateway.networking.k8s.io/v1',
    ],
    [
      Mesh.linkerd('2.20'),
      'split.smi-spec.io/v1alpha4',
      'api must be one that linkerd 2.20 honours: gateway.networking.k8s.io/v1, policy.linkerd.io/v1beta3,',
    ],
    [Mesh.linkerd('2.13'), 'policy.linkerd.io/v1beta3', 'api must be one that linkerd 2.13 honours: policy.linkerd.io/v1beta2,'],
    [
      Mesh.gatewayApi(),
      'linkerd.io/v1alpha2',
      'api must be one that gateway-api v1 honours: gateway.networking.k8s.io/v1; got linkerd.io/v1alpha2',
    ],
    [
      Mesh.smi(),
      'split.smi-spec.io/v1alpha2',
      'api must be one that smi v1alpha4 honours: split.smi-spec.io/v1alpha4; got split.smi-spec.io/v1alpha2',
    ],
  ])('%s, %s', (mesh, api, message) => expect(() => mesh.chooseRoutingApi(api)).toThrow(message));
});

test('what a mesh can do cannot be changed from outside', () => {
  const mesh = Mesh.linkerd('2.20');
  mesh.routingApis.reverse();
  mesh.limits.pop();
  expect(mesh.routingApis).toEqual(Mesh.linkerd('2.20').routingApis);
  expect(mesh.limits).toEqual(Mesh.linkerd('2.20').limits);
});

describe('the mesh of a construct', () => {
  test('is that of its chart', () => {
    const chart = new MeshChart(new MeshApp(), 'shop', { namespace: 'shop', mesh: Mesh.linkerd('2.10') });
    expect(meshOf(new Construct(new Construct(chart, 'a'), 'b'))).toBe(chart.mesh);
    expect(meshOf(chart)).toBe(chart.mesh);
  });

  test('is that of the nearest chart', () => {
    const outer = new MeshChart(new App(), 'outer', { namespace: 'a', mesh: Mesh.linkerd('2.10') });
    const inner = new MeshChart(outer, 'inner', { namespace: 'b', mesh: Mesh.smi() });
    expect(String(meshOf(new Construct(inner, 'x')))).toBe('smi v1alpha4');
    expect(String(meshOf(new Construct(new Chart(outer, 'plain'), 'x')))).toBe('linkerd 2.10');
  });

  test('is the latest Linkerd in a plain chart, or what was set for it', () => {
    const chart = new Chart(new App(), 'plain');
    const construct = new Construct(chart, 'x');
    expect(String(meshOf(construct))).toBe('linkerd 2.20');
    setMesh(chart, Mesh.gatewayApi());
    expect(String(meshOf(construct))).toBe('gateway-api v1');
  });
});
