import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Mesh, MeshApp, MeshChart, RoutingApi } from '../../src/mesh';
import { existingService, ServiceLike, VersionedService, Workload } from '../../src/service';
import { CanarySplit, FaultExperiment, FaultExperimentProps } from '../../src/traffic';
import { names, one, plainChart, shop } from '../service/kit';

const ZIPKIN = existingService('zipkin', 9411);
const INJECTOR = existingService('injector', 9411);

/** The weights of the backends that an experiment of this share has, by service. */
function weights(share: number): Record<string, number> {
  const chart = shop(Mesh.linkerd('2.10'));
  new FaultExperiment(chart, 'faults', { service: ZIPKIN, to: INJECTOR, share });
  const { backends } = one(chart, 'TrafficSplit')['spec'] as { backends: { service: string; weight: number }[] };
  return Object.fromEntries(backends.map(({ service, weight }) => [service, weight]));
}

function deployment(chart: Chart, spec?: object, namespace?: string): ApiObject {
  return new ApiObject(chart, 'error-injector', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'error-injector', namespace },
    spec: spec ?? { selector: { matchLabels: { app: 'errors' } }, template: { metadata: { labels: { app: 'errors' } } } },
  });
}

function listening(...ports: number[]): object {
  const containers = [{ name: 'nginx', image: 'nginx', ports: ports.map((containerPort) => ({ containerPort })) }];
  return { selector: { matchLabels: { app: 'errors' } }, template: { metadata: { labels: { app: 'errors' } }, spec: { containers } } };
}

describe('FaultExperiment', () => {
  test('splits the traffic of a service between itself and an injector', () => {
    const chart = shop();
    new FaultExperiment(chart, 'faults', { service: ZIPKIN, to: INJECTOR, share: 0.1 });
    expect(names(chart)).toEqual(['HTTPRoute faults']);
    expect(one(chart, 'HTTPRoute')).toEqual({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'faults', namespace: 'shop' },
      spec: {
        parentRefs: [{ group: '', kind: 'Service', name: 'zipkin', namespace: 'shop', port: 9411 }],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
            backendRefs: [
              { group: '', kind: 'Service', name: 'zipkin', namespace: 'shop', port: 9411, weight: 90 },
              { group: '', kind: 'Service', name: 'injector', namespace: 'shop', port: 9411, weight: 10 },
            ],
          },
        ],
      },
    });
  });

  test.each<[Mesh, RoutingApi | undefined, object]>([
    [
      Mesh.linkerd('2.10'),
      undefined,
      {
        apiVersion: 'split.smi-spec.io/v1alpha1',
        kind: 'TrafficSplit',
        metadata: { name: 'faults', namespace: 'shop' },
        spec: {
          service: 'zipkin',
          backends: [
            { service: 'zipkin', weight: 90 },
            { service: 'injector', weight: 10 },
          ],
        },
      },
    ],
    [
      Mesh.linkerd(),
      'linkerd.io/v1alpha2',
      {
        apiVersion: 'linkerd.io/v1alpha2',
        kind: 'ServiceProfile',
        metadata: { name: 'zipkin.shop.svc.cluster.local', namespace: 'shop' },
        spec: {
          dstOverrides: [
            { authority: 'zipkin.shop.svc.cluster.local', weight: 90 },
            { authority: 'injector.shop.svc.cluster.local', weight: 10 },
          ],
        },
      },
    ],
  ])('on %s with %s', (mesh, api, object) => {
    const chart = shop(mesh);
    const { objects } = new FaultExperiment(chart, 'faults', { service: ZIPKIN, to: INJECTOR, share: 0.1, api });
    expect(objects.map((made) => made.toJson() as object)).toEqual([object]);
  });

  test('takes everything', () => {
    const chart = plainChart('shop');
    const props: Required<FaultExperimentProps> = {
      service: existingService('web', { http: 80, admin: 9990 }),
      to: deployment(chart),
      targetPort: 8080,
      share: 0.25,
      otherwise: existingService('web-stable', { http: 8000 }),
      match: [{ headers: { 'x-test': 'faults' } }],
      api: 'policy.linkerd.io/v1beta3',
      ports: ['http'],
      name: 'web-faults',
    };
    const { service, objects } = new FaultExperiment(chart, 'faults', props);
    expect(objects.map(({ name }) => name)).toEqual(['web-faults']);
    expect(service?.toJson()).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web-faults', namespace: 'shop' },
      spec: {
        type: 'ClusterIP',
        selector: { app: 'errors' },
        ports: [
          { name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 },
          { name: 'admin', protocol: 'TCP', port: 9990, targetPort: 8080 },
        ],
      },
    });
    expect(one(chart, 'HTTPRoute')['spec']).toEqual({
      parentRefs: [{ group: '', kind: 'Service', name: 'web', namespace: 'shop', port: 80 }],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' }, headers: [{ type: 'Exact', name: 'x-test', value: 'faults' }] }],
          backendRefs: [
            { group: '', kind: 'Service', name: 'web-stable', namespace: 'shop', port: 8000, weight: 75 },
            { group: '', kind: 'Service', name: 'web-faults', namespace: 'shop', port: 80, weight: 25 },
          ],
        },
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ group: '', kind: 'Service', name: 'web', namespace: 'shop', port: 80, weight: 1 }],
        },
      ],
    });
  });

  describe('a share', () => {
    test.each([
      [0.5, { zipkin: 50, injector: 50 }],
      [0.01, { zipkin: 99, injector: 1 }],
      [0.29, { zipkin: 71, injector: 29 }],
      [0.001, { zipkin: 999, injector: 1 }],
      [0.125, { zipkin: 875, injector: 125 }],
      [0.999, { zipkin: 1, injector: 999 }],
      [1, { injector: 100 }],
    ])('of %s becomes %j', (share, expected) => {
      expect(weights(share)).toEqual(expected);
    });

    test.each([0, -0.1, 1.001, 1.1, 50, NaN, Infinity, 0.0001, 0.0005, 0.1234, 1e-10, -1e-10])('of %s is refused', (share) => {
      expect(() => weights(share)).toThrow(
        `share must be more than 0 and at most 1, in steps of 0.001, got ${share}; use 0.1 for one request in ten`,
      );
    });

    test('that is text is refused', () => {
      const share: unknown = '0.5';
      expect(() => weights(share as number)).toThrow('share must be more than 0 and at most 1, in steps of 0.001, got "0.5"');
    });
  });

  describe('who answers', () => {
    test('may be any service: a version, a workload, one of cdk8s-plus-27, one of another namespace', () => {
      const backends = (make: (chart: Chart) => { service: ServiceLike; to: ServiceLike }) => {
        const chart = shop();
        const { objects } = new FaultExperiment(chart, 'faults', { ...make(chart), share: 0.5 });
        const { spec } = objects[0]?.toJson() as {
          spec: { rules: { backendRefs: { name: string; namespace: string; port: number }[] }[] };
        };
        return spec.rules[0]?.backendRefs.map(({ name, namespace, port }) => `${name}.${namespace}:${port}`);
      };
      expect(
        backends((chart) => {
          const service = new VersionedService(chart, 'web', {
            ports: { http: 80 },
            stable: 'v1',
            versions: { v1: { image: 'web:1' }, v2: { image: 'web:2' } },
          });
          return { service, to: service.version('v2') };
        }),
      ).toEqual(['web.shop:80', 'webv2.shop:80']);
      expect(
        backends((chart) => ({
          service: new kplus.Service(chart, 'web', { metadata: { name: 'web' }, ports: [{ port: 80 }] }),
          to: new Workload(chart, 'errors', { image: 'errors:1', ports: { http: 8080 } }),
        })),
      ).toEqual(['web.shop:80', 'errors.shop:8080']);
      expect(backends(() => ({ service: ZIPKIN, to: existingService('injector', 80, { namespace: 'faults' }) }))).toEqual([
        'zipkin.shop:9411',
        'injector.faults:80',
      ]);
    });

    test('may be a Deployment, for which a Service is made', () => {
      const chart = shop();
      const experiment = new FaultExperiment(chart, 'books-errors', {
        service: existingService('books', 7002),
        to: deployment(chart),
        share: 0.1,
      });
      expect(names(chart)).toEqual(['Service books-errors', 'HTTPRoute books-errors', 'Deployment error-injector']);
      expect(experiment.service?.toJson()).toEqual({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'books-errors', namespace: 'shop' },
        spec: { type: 'ClusterIP', selector: { app: 'errors' }, ports: [{ name: 'http', protocol: 'TCP', port: 7002 }] },
      });
      expect(one(chart, 'HTTPRoute')['spec']).toMatchObject({
        rules: [
          {
            backendRefs: [
              { name: 'books', weight: 90 },
              { name: 'books-errors', port: 7002, weight: 10 },
            ],
          },
        ],
      });
    });

    test('may be a Deployment of cdk8s-plus-27 whose containers come later', () => {
      const chart = shop();
      const errors = new kplus.Deployment(chart, 'errors', { metadata: { name: 'errors' } });
      new FaultExperiment(chart, 'faults', { service: ZIPKIN, to: errors, share: 0.1 });
      errors.addContainer({ image: 'nginx', portNumber: 8080 });
      expect(one(chart, 'Service')['spec']).toMatchObject({
        selector: { 'cdk8s.io/metadata.addr': expect.any(String) as string },
        ports: [{ name: 'http', protocol: 'TCP', port: 9411, targetPort: 8080 }],
      });
    });

    test.each<[string, number[], number | undefined, object]>([
      ['none', [], undefined, { port: 9411 }],
      ['the same', [80, 9411], undefined, { port: 9411 }],
      ['another', [8080], undefined, { port: 9411, targetPort: 8080 }],
      ['several', [80, 8080], 8080, { port: 9411, targetPort: 8080 }],
    ])('is found where the containers name %s port', (_what, ports, targetPort, expected) => {
      const chart = shop();
      const experiment = new FaultExperiment(chart, 'faults', {
        service: ZIPKIN,
        to: deployment(chart, listening(...ports)),
        share: 0.1,
        targetPort,
      });
      expect(experiment.node.validate()).toEqual([]);
      expect(one(chart, 'Service')['spec']).toMatchObject({ ports: [{ name: 'http', protocol: 'TCP', ...expected }] });
    });

    test('is asked for where the containers name several other ports, and a Deployment must select its pods', () => {
      const faults = (spec: object) => {
        const chart = shop();
        return new FaultExperiment(chart, 'faults', { service: ZIPKIN, to: deployment(chart, spec), share: 0.1 }).node.validate();
      };
      expect(faults(listening(80, 8080))).toEqual([
        'Deployment error-injector listens on 80, 8080: which of them takes what is sent to 9411? give targetPort',
      ]);
      expect(faults({})).toEqual(['Deployment error-injector must have spec.selector.matchLabels, by which the Service finds its pods']);
    });

    test('has its Service in the namespace of the Deployment, whose pods it selects', () => {
      const chart = shop();
      const experiment = new FaultExperiment(chart, 'faults', { service: ZIPKIN, to: deployment(chart, undefined, 'errors'), share: 0.1 });
      expect(experiment.service?.toJson()).toMatchObject({ metadata: { namespace: 'errors' } });
      expect(one(chart, 'HTTPRoute')['spec']).toMatchObject({ rules: [{ backendRefs: [{}, { name: 'faults', namespace: 'errors' }] }] });
      const smi = shop(Mesh.linkerd('2.10'));
      expect(() => new FaultExperiment(smi, 'faults', { service: ZIPKIN, to: deployment(smi, undefined, 'errors'), share: 0.1 })).toThrow(
        'service faults must be in namespace shop, as its apex is: split.smi-spec.io/v1alpha1 names none, got errors; use an HTTPRoute',
      );
    });
  });

  describe('refuses', () => {
    const make = (props: Partial<FaultExperimentProps>, chart = shop()) =>
      new FaultExperiment(chart, 'faults', { service: ZIPKIN, to: INJECTOR, share: 0.1, ...props });

    test('what is no service', () => {
      const config = new ApiObject(shop(), 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' } });
      const name: unknown = 'zipkin';
      expect(() => make({ to: config })).toThrow('service must be a Service, got the ConfigMap "config"');
      expect(() => make({ service: config })).toThrow('service must be a Service, got the ConfigMap "config"');
      expect(() => make({ service: name as ServiceLike })).toThrow('service must be a construct of a Service, got "zipkin"');
      expect(() => make({ to: name as ServiceLike })).toThrow('service must be a construct of a Service, got "zipkin"');
    });

    test('one service for both shares', () => {
      expect(() => make({ to: ZIPKIN })).toThrow(
        'to must be another Service than the one that answers the rest, got "zipkin" for both; send the share to an injector',
      );
      expect(() => make({ otherwise: INJECTOR })).toThrow('got "injector" for both');
      expect(() => make({ to: existingService('zipkin', 9411, { namespace: 'shop' }) })).toThrow('got "zipkin" for both');
      expect(() => make({ to: existingService('zipkin', 9411, { namespace: 'other' }) })).not.toThrow();
    });

    test('a Service for a Deployment that would replace the one that is experimented on', () => {
      const chart = shop();
      expect(() => make({ to: deployment(chart), name: 'zipkin' }, chart)).toThrow(
        'got "zipkin" for both; give the experiment another name',
      );
    });

    test('a name that no Service can have where one is made, and a target port where none is', () => {
      const chart = shop();
      expect(() => make({ to: deployment(chart), name: 'zipkin.faults' }, chart)).toThrow('name of the service must be a DNS label');
      expect(() => make({ targetPort: 80 })).toThrow('targetPort must be left out where to is no Deployment, got 80');
      const other = shop();
      expect(() => make({ to: deployment(other), targetPort: 0 }, other)).toThrow(
        'targetPort must be a whole number from 1 to 65535, got 0',
      );
    });

    test('an injector without the port of the service, where the API names none', () => {
      const to = existingService('injector', 80);
      expect(() => make({ to }, shop(Mesh.linkerd('2.10')))).toThrow('service injector must have port 9411, as its apex has');
      expect(() => make({ to })).not.toThrow();
    });

    test('an ExternalName, which has no endpoints', () => {
      const chart = shop();
      const spec = { type: 'ExternalName', externalName: 'example.com', ports: [{ port: 9411 }] };
      const to = new ApiObject(chart, 'external', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'external' }, spec });
      expect(() => make({ to }, chart)).toThrow(
        'service external must have endpoints to receive a share, but is an ExternalName; use a Service that selects pods',
      );
    });

    test('a headless service to experiment on, but not a headless injector', () => {
      const headless = (chart: Chart) => {
        const spec = { clusterIP: 'None', ports: [{ port: 9411 }] };
        return new ApiObject(chart, 'headless', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'headless' }, spec });
      };
      const [one, other] = [shop(), shop()];
      expect(() => make({ service: headless(one) }, one)).toThrow('service headless must have a cluster IP to be routed');
      expect(() => make({ to: headless(other) }, other)).not.toThrow();
    });

    test('no match, and one that the API cannot write', () => {
      expect(() => make({ match: [] })).toThrow('match must have at least one entry');
      expect(() => make({ match: [{ path: '/a' }] }, shop(Mesh.linkerd('2.10')))).toThrow(
        'cannot choose by header, path or method; use an HTTPRoute',
      );
    });

    test('a service whose ports are not known', () => {
      expect(() => make({ service: existingService('zipkin', {}) })).toThrow(
        'ports of service zipkin must be known to route them, got none',
      );
    });

    test('a service whose traffic is split already', () => {
      const chart = shop();
      const service = new VersionedService(chart, 'web', { ports: { http: 80 }, stable: 'v1', versions: { v1: { image: 'web:1' } } });
      new CanarySplit(chart, 'split', { service, weights: { v1: 1 } });
      expect(() => make({ service, to: existingService('injector', 80) }, chart)).toThrow(
        'traffic of service web is already decided by shop/split: only one split of a service is in force; put all backends into one',
      );
    });
  });

  test('with matches on a mesh of SMI v1alpha4 leaves everything else alone', () => {
    const chart = shop(Mesh.smi());
    new FaultExperiment(chart, 'faults', { service: ZIPKIN, to: INJECTOR, share: 1, match: [{ headers: { 'x-test': 'faults' } }] });
    expect(one(chart, 'TrafficSplit')['spec']).toEqual({
      service: 'zipkin',
      matches: [{ kind: 'HTTPRouteGroup', name: 'faults' }],
      backends: [{ service: 'injector', weight: 100 }],
    });
  });

  test('is its route, also where a Service is made, and patches reach the YAML', () => {
    const app = new MeshApp();
    const chart = new MeshChart(app, 'shop', { namespace: 'shop' });
    const experiment = new FaultExperiment(chart, 'faults', { service: ZIPKIN, to: deployment(chart), share: 0.1 });
    expect(ApiObject.of(experiment)).toBe(experiment.objects[0]);
    ApiObject.of(experiment).addJsonPatch(JsonPatch.add('/metadata/labels', { purpose: 'experiment' }));
    experiment.service?.metadata.addLabel('purpose', 'experiment-too');
    expect(app.synthYaml()).toContain('    purpose: experiment\n');
    expect(app.synthYaml()).toContain('    purpose: experiment-too\n');
  });
});
