import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Mesh, MeshApp, MeshChart, RoutingApi } from '../../src/mesh';
import { VersionedService, existingService } from '../../src/service';
import { CanarySplit, CanarySplitProps, SplitByPercent, SplitByWeights } from '../../src/traffic';
import { claimTraffic } from '../../src/service/claims';
import { objects, one, plainChart, shop } from '../service/kit';

const V = { v1: { image: 'web:1' }, v2: { image: 'web:2' } } as const;

function versioned(chart: Chart, id = 'web') {
  return new VersionedService(chart, id, { ports: { http: 80 }, stable: 'v1', versions: V });
}

/** What a split of two versions, 90 to 10, writes besides the service itself. */
function written(mesh: Mesh, props: Partial<SplitByWeights<'v1' | 'v2'>> = {}) {
  const chart = shop(mesh);
  const split = new CanarySplit(chart, 'split', { service: versioned(chart), weights: { v1: 90, v2: 10 }, ...props });
  const names = split.objects.map(({ kind, name }) => `${kind} ${name}`);
  return objects(chart).filter(({ kind, metadata }) => names.includes(`${kind} ${metadata.name}`));
}

const ANY_PATH = { path: { type: 'PathPrefix', value: '/' } };

function trafficSplit(api: RoutingApi) {
  return {
    apiVersion: api,
    kind: 'TrafficSplit',
    metadata: { name: 'split', namespace: 'shop' },
    spec: {
      service: 'web',
      backends: [
        { service: 'webv1', weight: 90 },
        { service: 'webv2', weight: 10 },
      ],
    },
  };
}

function httpRoute(api: RoutingApi) {
  const backend = { group: '', kind: 'Service', namespace: 'shop', port: 80 };
  return {
    apiVersion: api,
    kind: 'HTTPRoute',
    metadata: { name: 'split', namespace: 'shop' },
    spec: {
      parentRefs: [{ group: '', kind: 'Service', name: 'web', namespace: 'shop', port: 80 }],
      rules: [
        {
          matches: [ANY_PATH],
          backendRefs: [
            { ...backend, name: 'webv1', weight: 90 },
            { ...backend, name: 'webv2', weight: 10 },
          ],
        },
      ],
    },
  };
}

const PROFILE = {
  apiVersion: 'linkerd.io/v1alpha2',
  kind: 'ServiceProfile',
  metadata: { name: 'web.shop.svc.cluster.local', namespace: 'shop' },
  spec: {
    dstOverrides: [
      { authority: 'webv1.shop.svc.cluster.local', weight: 90 },
      { authority: 'webv2.shop.svc.cluster.local', weight: 10 },
    ],
  },
};

describe('CanarySplit', () => {
  describe('writes what the mesh of its chart has', () => {
    test.each<[string, Mesh, object]>([
      ['Linkerd 2.10', Mesh.linkerd('2.10'), trafficSplit('split.smi-spec.io/v1alpha1')],
      ['Linkerd 2.12', Mesh.linkerd('2.12'), trafficSplit('split.smi-spec.io/v1alpha1')],
      ['Linkerd 2.13', Mesh.linkerd('2.13'), httpRoute('policy.linkerd.io/v1beta2')],
      ['Linkerd 2.14', Mesh.linkerd('2.14'), httpRoute('policy.linkerd.io/v1beta3')],
      ['Linkerd 2.17', Mesh.linkerd('2.17'), httpRoute('policy.linkerd.io/v1beta3')],
      ['Linkerd 2.20', Mesh.linkerd(), httpRoute('gateway.networking.k8s.io/v1')],
      ['a mesh of the Gateway API', Mesh.gatewayApi(), httpRoute('gateway.networking.k8s.io/v1')],
      ['a mesh of the Service Mesh Interface', Mesh.smi(), trafficSplit('split.smi-spec.io/v1alpha4')],
    ])('%s', (_name, mesh, object) => {
      expect(written(mesh)).toEqual([object]);
    });
  });

  describe('writes another API on request', () => {
    test.each<[RoutingApi, Mesh, object]>([
      ['split.smi-spec.io/v1alpha1', Mesh.linkerd(), trafficSplit('split.smi-spec.io/v1alpha1')],
      ['split.smi-spec.io/v1alpha2', Mesh.linkerd('2.10'), trafficSplit('split.smi-spec.io/v1alpha2')],
      ['split.smi-spec.io/v1alpha4', Mesh.smi(), trafficSplit('split.smi-spec.io/v1alpha4')],
      ['linkerd.io/v1alpha2', Mesh.linkerd(), PROFILE],
      ['policy.linkerd.io/v1beta2', Mesh.linkerd(), httpRoute('policy.linkerd.io/v1beta2')],
      ['policy.linkerd.io/v1beta3', Mesh.linkerd(), httpRoute('policy.linkerd.io/v1beta3')],
      ['gateway.networking.k8s.io/v1', Mesh.linkerd('2.14'), httpRoute('gateway.networking.k8s.io/v1')],
    ])('%s', (api, mesh, object) => {
      expect(written(mesh, { api })).toEqual([object]);
    });

    test('that the mesh does not honour is refused, with those that it does', () => {
      expect(() => written(Mesh.linkerd('2.10'), { api: 'gateway.networking.k8s.io/v1' })).toThrow(
        'api must be one that linkerd 2.10 honours: split.smi-spec.io/v1alpha1, split.smi-spec.io/v1alpha2, linkerd.io/v1alpha2; got gateway.networking.k8s.io/v1',
      );
      expect(() => written(Mesh.linkerd(), { api: 'split.smi-spec.io/v1alpha4' })).toThrow('api must be one that linkerd 2.20 honours');
      expect(() => written(Mesh.linkerd(), { api: 'constructor' as RoutingApi })).toThrow('api must be one that linkerd 2.20 honours');
    });
  });

  test('takes everything', () => {
    const chart = shop();
    const service = new VersionedService(chart, 'web', {
      ports: { http: 80, admin: { port: 9990, targetPort: 9000 }, grpc: 50051 },
      stable: 'v1',
      versions: V,
    });
    const props: Required<Omit<SplitByWeights<'v1' | 'v2'>, 'percent'>> = {
      service,
      weights: { v1: 995, v2: 5 },
      api: 'policy.linkerd.io/v1beta3',
      ports: ['admin', 50051],
      name: 'web-canary',
    };
    const { objects: made } = new CanarySplit(chart, 'split', props);
    expect(made.map(({ name }) => name)).toEqual(['web-canary', 'web-canary-grpc']);
    expect(one(chart, 'HTTPRoute', 'web-canary')['spec']).toEqual({
      parentRefs: [{ group: '', kind: 'Service', name: 'web', namespace: 'shop', port: 9990 }],
      rules: [
        {
          matches: [ANY_PATH],
          backendRefs: [
            { group: '', kind: 'Service', name: 'webv1', namespace: 'shop', port: 9990, weight: 995 },
            { group: '', kind: 'Service', name: 'webv2', namespace: 'shop', port: 9990, weight: 5 },
          ],
        },
      ],
    });
    expect(one(chart, 'HTTPRoute', 'web-canary-grpc')['spec']).toMatchObject({ parentRefs: [{ port: 50051 }] });
  });

  test('takes percent, the stable version having the rest', () => {
    const chart = shop(Mesh.linkerd('2.10'));
    const props: Required<Omit<SplitByPercent<'v1' | 'v2'>, 'weights' | 'api' | 'ports' | 'name'>> = {
      service: versioned(chart),
      percent: { v2: 5 },
    };
    const split = new CanarySplit(chart, 'split', props);
    expect(split.weights).toEqual({ v1: 95, v2: 5 });
    expect(one(chart, 'TrafficSplit')['spec']).toEqual({
      service: 'web',
      backends: [
        { service: 'webv1', weight: 95 },
        { service: 'webv2', weight: 5 },
      ],
    });
  });

  test('in a plain chart without a namespace names none, and a profile is refused', () => {
    const chart = plainChart();
    new CanarySplit(chart, 'split', { service: versioned(chart), weights: { v1: 1 } });
    expect(one(chart, 'HTTPRoute')).toEqual({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'split' },
      spec: {
        parentRefs: [{ group: '', kind: 'Service', name: 'web', port: 80 }],
        rules: [{ matches: [ANY_PATH], backendRefs: [{ group: '', kind: 'Service', name: 'webv1', port: 80, weight: 1 }] }],
      },
    });
    expect(App.of(chart).synthYaml()).toContain('kind: HTTPRoute');
    const other = versioned(chart, 'other');
    expect(() => new CanarySplit(chart, 'profile', { service: other, weights: { v1: 1 }, api: 'linkerd.io/v1alpha2' })).toThrow(
      'namespace of service other must be known, because a ServiceProfile names it; give the chart a namespace',
    );
  });

  describe('ports', () => {
    test('each have a route of their own to the right port of each version', () => {
      const chart = shop();
      const apex = existingService('web', { http: 80, admin: 8080, mgt: 9990 });
      const leaf = (version: string, ports: Record<string, number>) =>
        new kplus.Service(chart, `leaf-${version}`, {
          metadata: { name: `web-${version}` },
          ports: Object.entries(ports).map(([name, port]) => ({ name, port })),
        });
      const deployment = (version: string) =>
        new kplus.Deployment(chart, version, { metadata: { name: version }, containers: [{ image: 'web:1' }] });
      const service = new VersionedService(chart, 'web', {
        ports: { http: 80 },
        apex,
        stable: 'v1',
        versions: {
          v1: { deployment: deployment('v1'), service: leaf('v1', { http: 8080, admin: 9090, other: 9990 }) },
          v2: { deployment: deployment('v2'), service: leaf('v2', { only: 1234 }) },
        },
      });
      const { objects: made } = new CanarySplit(chart, 'split', { service, weights: { v1: 1, v2: 1 } });
      const ports = made.map((route) => {
        const { spec } = route.toJson() as { spec: { parentRefs: { port: number }[]; rules: { backendRefs: { port: number }[] }[] } };
        return [route.name, spec.parentRefs[0]?.port, spec.rules[0]?.backendRefs.map(({ port }) => port)];
      });
      expect(ports).toEqual([
        ['split', 80, [8080, 1234]],
        ['split-admin', 8080, [9090, 1234]],
        ['split-mgt', 9990, [9990, 1234]],
      ]);
    });

    const split = (
      apexPorts: Record<string, number>,
      props: Partial<SplitByWeights<'v1'>> = {},
      leafPorts: Record<string, number> = { http: 80, admin: 81 },
    ) => {
      const chart = shop();
      const apex = existingService('web', apexPorts);
      const service = new VersionedService(chart, 'web', { ports: leafPorts, apex, stable: 'v1', versions: { v1: { image: 'web:1' } } });
      return new CanarySplit(chart, 'split', { service, weights: { v1: 1 }, ...props });
    };

    test('that a version lacks are refused', () => {
      expect(() => split({ http: 80, grpc: 50051 })).toThrow('service webv1 must have a port for grpc (50051) of the apex, but has 80, 81');
    });

    test.each<RoutingApi>(['split.smi-spec.io/v1alpha1', 'split.smi-spec.io/v1alpha2', 'linkerd.io/v1alpha2'])(
      'must be the same numbers for %s, which names none',
      (api) => {
        expect(() => split({ http: 8080 }, { api })).toThrow(
          `service webv1 must have port 8080, as its apex has: ${api} names no port, so it would reach the pods at that number; give it that port`,
        );
        expect(() => split({ http: 80 }, { api })).not.toThrow();
      },
    );

    test.each<RoutingApi>(['split.smi-spec.io/v1alpha1', 'linkerd.io/v1alpha2'])('cannot be chosen with %s', (api) => {
      expect(() => split({ http: 80 }, { api, ports: ['http'] })).toThrow(
        `ports cannot be chosen with ${api}, which holds for all ports; leave ports out, or use an HTTPRoute`,
      );
    });

    test('that are chosen must be there, and some', () => {
      expect(() => split({ http: 80 }, { ports: ['grpc'] })).toThrow('port of service web must be one that it has: http (80); got "grpc"');
      expect(() => split({ http: 80 }, { ports: [] })).toThrow('ports must name at least one port, got none; leave ports out for all');
      expect(() => split({})).toThrow('ports of service web must be known to route them, got none; give existingService() its ports');
    });

    test('that are chosen twice make one route', () => {
      expect(split({ http: 80, admin: 81 }, { ports: ['http', 80, 'admin'] }).objects.map(({ name }) => name)).toEqual([
        'split',
        'split-admin',
      ]);
    });
  });

  describe('namespaces', () => {
    const split = (props: Partial<SplitByWeights<'v1' | 'v2'>>) => {
      const chart = shop(Mesh.linkerd());
      const web = versioned(chart);
      const delivery = new MeshChart(chart, 'delivery', { namespace: 'delivery' });
      return new CanarySplit(delivery, 'split', { service: web, weights: { v1: 1, v2: 1 }, ...props }).objects[0]?.toJson() as object;
    };

    test('a route lives where its service lives, whose clients of all namespaces it holds for', () => {
      expect(split({})).toMatchObject({
        metadata: { namespace: 'shop' },
        spec: { parentRefs: [{ namespace: 'shop' }], rules: [{ backendRefs: [{ namespace: 'shop' }, { namespace: 'shop' }] }] },
      });
      expect(split({ api: 'split.smi-spec.io/v1alpha2' })).toMatchObject({ metadata: { namespace: 'shop' } });
      expect(split({ api: 'linkerd.io/v1alpha2' })).toMatchObject({ metadata: { name: 'web.shop.svc.cluster.local', namespace: 'shop' } });
    });

    test('versions elsewhere are named by HTTPRoute and ServiceProfile, and refused for a TrafficSplit', () => {
      const elsewhere = (api: RoutingApi) => {
        const chart = shop();
        const apex = existingService('web', 80, { namespace: 'front' });
        const service = new VersionedService(chart, 'web', { ports: { http: 80 }, apex, stable: 'v1', versions: V });
        return new CanarySplit(chart, 'split', { service, weights: { v1: 1 }, api }).objects[0]?.toJson() as object;
      };
      expect(elsewhere('gateway.networking.k8s.io/v1')).toMatchObject({
        metadata: { namespace: 'front' },
        spec: { parentRefs: [{ name: 'web', namespace: 'front' }], rules: [{ backendRefs: [{ name: 'webv1', namespace: 'shop' }] }] },
      });
      expect(elsewhere('linkerd.io/v1alpha2')).toMatchObject({
        metadata: { name: 'web.front.svc.cluster.local', namespace: 'front' },
        spec: { dstOverrides: [{ authority: 'webv1.shop.svc.cluster.local' }] },
      });
      expect(() => elsewhere('split.smi-spec.io/v1alpha2')).toThrow(
        'service webv1 must be in namespace front, as its apex is: split.smi-spec.io/v1alpha2 names none, got shop; use an HTTPRoute',
      );
    });
  });

  describe('refuses', () => {
    const make = (props: Partial<CanarySplitProps<string>>, api?: RoutingApi) => {
      const chart = shop();
      return new CanarySplit(chart, 'split', { service: versioned(chart), api, ...props } as CanarySplitProps<string>);
    };

    test.each<[string, Partial<CanarySplitProps<string>>, string]>([
      ['neither weights nor percent', {}, 'give either weights or percent'],
      ['an unknown version', { weights: { v1: 1, v3: 1 } }, 'version of web must be one of v1, v2, got "v3"'],
      ['an unknown version in percent', { percent: { v3: 1 } }, 'version of web must be one of v1, v2, got "v3"'],
      ['a version called constructor', { weights: { constructor: 1 } }, 'version of web must be one of v1, v2, got "constructor"'],
      ['no version', { weights: {} }, 'weights must name at least one version, got none'],
      [
        'only a version that is not the stable one, which would receive everything',
        { weights: { v2: 5 } },
        'weights must name the stable version v1 too, with 0 if it shall receive nothing, got only v2, which would receive everything',
      ],
      ['all 0', { weights: { v1: 0, v2: 0 } }, 'weights must not all be 0'],
      ['a single 0', { weights: { v2: 0 } }, 'weights must not all be 0'],
      ['NaN', { weights: { v1: NaN } }, 'weight of v1 must be a whole number from 0 to 1000000, got NaN'],
      ['a fraction', { weights: { v1: 87.5, v2: 12.5 } }, 'got 87.5; use 875 and 125 for 87.5 %'],
      ['a negative weight', { weights: { v1: -1 } }, 'got -1'],
      ['more than 100 percent', { percent: { v2: 101 } }, 'percent of v2 must be a whole number from 0 to 100, got 101'],
      ['a name', { weights: { v1: 1 }, name: 'A' }, 'name of HTTPRoute must be lower-case letters'],
    ])('%s', (_what, props, message) => {
      expect(() => make(props)).toThrow(message);
    });

    test('both weights and percent', () => {
      const both: object = { weights: { v1: 1 }, percent: { v2: 1 } };
      expect(() => make(both)).toThrow('give either weights or percent');
    });

    test.each<RoutingApi>(['split.smi-spec.io/v1alpha1', 'split.smi-spec.io/v1alpha2', 'linkerd.io/v1alpha2'])(
      'weights that Linkerd cannot count with %s',
      (api) => {
        expect(() => make({ weights: { v1: 400_000, v2: 29_497 } }, api)).toThrow(
          `weights must sum to 429496 at most for ${api}, got 429497; Linkerd counts them in ten-thousandths, in 32 bits; use smaller numbers`,
        );
        expect(() => make({ weights: { v1: 400_000, v2: 29_496 } }, api)).not.toThrow();
      },
    );

    test('takes them for an HTTPRoute', () => {
      expect(() => make({ weights: { v1: 1_000_000, v2: 1_000_000 } })).not.toThrow();
    });

    test.each<RoutingApi>([
      'gateway.networking.k8s.io/v1',
      'policy.linkerd.io/v1beta3',
      'split.smi-spec.io/v1alpha1',
      'linkerd.io/v1alpha2',
    ])('a headless apex and an ExternalName for %s', (api) => {
      for (const spec of [{ clusterIP: 'None' }, { type: 'ExternalName', externalName: 'example.com' }]) {
        const chart = shop();
        const ports = [{ name: 'http', port: 80 }];
        const apex = new ApiObject(chart, 'apex', {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'web' },
          spec: { ...spec, ports },
        });
        const service = new VersionedService(chart, 'web', { ports: { http: 80 }, apex, stable: 'v1', versions: V });
        expect(() => new CanarySplit(chart, 'split', { service, weights: { v1: 1 }, api })).toThrow(
          'service web must have a cluster IP to be routed, but is headless or an ExternalName; route an ordinary Service',
        );
      }
    });

    test('more versions than an HTTPRoute takes', () => {
      const many = Array.from({ length: 17 }, (_, index) => `v${index}`);
      const chart = shop();
      const versions = Object.fromEntries(many.map((version) => [version, { image: 'web:1' }]));
      const service = new VersionedService(chart, 'web', { ports: { http: 80 }, stable: 'v0', versions });
      const weights = Object.fromEntries(many.map((version) => [version, 1]));
      expect(() => new CanarySplit(chart, 'split', { service, weights })).toThrow(
        'a split must have at most 16 versions with gateway.networking.k8s.io/v1, got 17; leave out those with weight 0',
      );
    });
  });

  describe('claims', () => {
    test('one split of a service is all that a chart may have', () => {
      const chart = shop();
      const service = versioned(chart);
      new CanarySplit(chart, 'one', { service, weights: { v1: 1 } });
      expect(() => new CanarySplit(chart, 'two', { service, weights: { v1: 0, v2: 1 } })).toThrow(
        'traffic of service web is already decided by shop/one: only one split of a service is in force',
      );
    });

    test('but one for each port', () => {
      const chart = shop();
      const service = new VersionedService(chart, 'web', { ports: { http: 80, admin: 81 }, stable: 'v1', versions: V });
      new CanarySplit(chart, 'one', { service, weights: { v1: 1 }, ports: ['http'] });
      expect(() => new CanarySplit(chart, 'two', { service, weights: { v1: 0, v2: 1 }, ports: ['admin'] })).not.toThrow();
      expect(() => new CanarySplit(chart, 'three', { service, weights: { v1: 0, v2: 1 }, ports: [80] })).toThrow('only one split');
    });

    test('a split that was refused decides nothing', () => {
      const chart = shop(Mesh.linkerd('2.10'));
      const service = versioned(chart);
      expect(() => new CanarySplit(chart, 'one', { service, weights: { v1: 1_000_000 } })).toThrow('429496');
      expect(() => new CanarySplit(chart, 'two', { service, weights: { v1: 1 } })).not.toThrow();
    });

    test('a ServiceProfile with routes goes with a TrafficSplit, not with an HTTPRoute', () => {
      const withProfile = (api: RoutingApi) => {
        const chart = shop();
        const service = versioned(chart);
        claimTraffic(service, { apex: service.toServiceRef(), ports: [], by: 'profile' });
        return new CanarySplit(chart, 'split', { service, weights: { v1: 1 }, api });
      };
      expect(() => withProfile('split.smi-spec.io/v1alpha2')).not.toThrow();
      expect(() => withProfile('gateway.networking.k8s.io/v1')).toThrow('Linkerd ignores every HTTPRoute of the service');
      expect(() => withProfile('linkerd.io/v1alpha2')).toThrow('two objects of the same name');
    });
  });

  describe('next states', () => {
    const split = (weights: Partial<Record<'v1' | 'v2', number>>) => {
      const chart = shop();
      return new CanarySplit(chart, 'split', { service: versioned(chart), weights });
    };

    test('come from the split, which stays as it is', () => {
      const now = split({ v1: 90, v2: 10 });
      expect(now.shift('v2', 25)).toEqual({ v1: 75, v2: 25 });
      expect(now.promote('v2')).toEqual({ v1: 0, v2: 100 });
      expect(now.revert()).toEqual({ v1: 100, v2: 0 });
      expect(now.weights).toEqual({ v1: 90, v2: 10 });
    });

    test('may bring in a version that had no weight, and go back to the stable one', () => {
      expect(split({ v1: 100 }).shift('v2', 10)).toEqual({ v1: 90, v2: 10 });
      expect(split({ v1: 0, v2: 100 }).shift('v2', 10)).toEqual({ v1: 90, v2: 10 });
      expect(split({ v1: 0, v2: 100 }).revert()).toEqual({ v1: 100, v2: 0 });
    });

    test('are weights of a next split', () => {
      const next = split({ v1: 90, v2: 10 }).promote('v2');
      expect(split(next).weights).toEqual({ v1: 0, v2: 100 });
    });

    test('refuse an unknown version, a share that is none, and to leave traffic to nobody', () => {
      const now = split({ v1: 90, v2: 10 });
      expect(() => now.shift('v3' as 'v2', 10)).toThrow('version of web must be one of v1, v2, got "v3"');
      expect(() => now.promote('v3' as 'v2')).toThrow('version of web must be one of v1, v2, got "v3"');
      expect(() => now.shift('v2', 12.5)).toThrow(
        'share of v2 must be a whole number from 0 to 100, got 12.5; use weights for finer shares',
      );
      expect(() => split({ v1: 100 }).shift('v1', 50)).toThrow(
        'share of v1 must be 100, got 50: no other version has traffic to keep the rest',
      );
    });

    test('cannot be changed through what the getter returns', () => {
      const now = split({ v1: 90, v2: 10 });
      Object.assign(now.weights, { v1: 0 });
      expect(now.weights).toEqual({ v1: 90, v2: 10 });
    });
  });

  test('is its object, whose patches reach the YAML', () => {
    const app = new MeshApp();
    const chart = new MeshChart(app, 'shop', { namespace: 'shop' });
    const split = new CanarySplit(chart, 'split', { service: versioned(chart), weights: { v1: 90, v2: 10 } });
    expect(ApiObject.of(split)).toBe(split.objects[0]);
    ApiObject.of(split).addJsonPatch(JsonPatch.add('/spec/rules/0/timeouts', { request: '10s' }));
    expect(app.synthYaml()).toContain('      timeouts:\n        request: 10s\n');
  });

  test('wraps Services of cdk8s-plus-27 as apex and versions', () => {
    const chart = shop();
    const make = (version: string) =>
      new kplus.Deployment(chart, version, { metadata: { name: version }, containers: [{ image: 'web:1', portNumber: 80 }] });
    const v1 = make('v1');
    const apex = v1.exposeViaService({ name: 'web', ports: [{ name: 'http', port: 80 }] });
    const service = new VersionedService(chart, 'shop-web', {
      ports: { http: 80 },
      apex,
      stable: 'v1',
      versions: { v1: { deployment: v1 }, v2: { deployment: make('v2') } },
    });
    new CanarySplit(chart, 'split', { service, weights: { v1: 90, v2: 10 } });
    expect(one(chart, 'HTTPRoute')).toEqual(httpRoute('gateway.networking.k8s.io/v1'));
  });

  test('the compiler knows the versions, also those that are added', () => {
    const chart = shop();
    const service = versioned(chart);
    const more = service.addVersion('v3', { image: 'web:3' });
    const split = new CanarySplit(chart, 'split', { service: more, weights: { v1: 90, v2: 5, v3: 5 } });
    expect(split.shift('v3', 50)).toEqual({ v1: 47, v2: 3, v3: 50 });
    // @ts-expect-error there is no such version
    expect(() => split.promote('v4')).toThrow('got "v4"');
    // @ts-expect-error the service before the version was added does not know it
    const before: SplitByWeights<'v1' | 'v2'> = { service, weights: { v3: 1 } };
    // @ts-expect-error the service that has it says so
    expect(() => new CanarySplit(shop(), 'unknown', { service, weights: { v4: 1 } })).toThrow('got "v4"');
    // @ts-expect-error weights or percent, not both
    expect(() => new CanarySplit(shop(), 'both', { service, weights: { v1: 1 }, percent: { v2: 1 } })).toThrow(
      'give either weights or percent',
    );
    expect(before.weights).toEqual({ v3: 1 });
  });
});
