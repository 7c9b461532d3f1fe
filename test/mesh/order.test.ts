import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { MeshApp, MeshChart, MeshObject, setRank } from '../../src/mesh';
import { filesIn, withOutdir } from './output';

const KINDS = [
  ['v1', 'Namespace'],
  ['v1', 'ConfigMap'],
  ['v1', 'Service'],
  ['specs.smi-spec.io/v1alpha4', 'HTTPRouteGroup'],
  ['split.smi-spec.io/v1alpha2', 'TrafficSplit'],
  ['policy.linkerd.io/v1alpha1', 'AuthorizationPolicy'],
  ['policy.linkerd.io/v1beta3', 'Server'],
  ['apps/v1', 'Deployment'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['monitoring.coreos.com/v1', 'ServiceMonitor'],
  ['flagger.app/v1beta1', 'Canary'],
] as const;

const object = (scope: Construct, kind: string, name = 'web') => {
  const apiVersion = KINDS.find(([, known]) => known === kind)?.[0] ?? 'example.com/v1';
  return new MeshObject(scope, `${kind}-${name}`, { apiVersion, kind, metadata: { name } });
};
const shopIn = (app: App) => new MeshChart(app, 'shop', { namespace: 'shop' });
const kinds = (chart: Chart): unknown[] => (Testing.synth(chart) as { kind: string }[]).map(({ kind }) => kind);

describe('objects come in the order of their ranks', () => {
  const inOrder = KINDS.map(([, kind]) => kind);

  test.each([
    ['a MeshApp', () => new MeshApp()],
    ['an App', () => new App()],
  ])('in a MeshChart of %s, in whatever order they were made', (_, makeApp) => {
    fc.assert(
      fc.property(fc.shuffledSubarray(inOrder, { minLength: inOrder.length }), (shuffled) => {
        const chart = shopIn(makeApp());
        shuffled.forEach((kind) => object(chart, kind));
        expect(kinds(chart)).toEqual(inOrder);
      }),
      { numRuns: 30 },
    );
  });

  test('in the files of a plain Chart of a MeshApp', () => {
    withOutdir((outdir) => {
      const app = new MeshApp({ outdir });
      const chart = new Chart(app, 'plain');
      [...inOrder].reverse().forEach((kind) => object(chart, kind));
      app.synth();
      expect(
        Object.keys(filesIn(outdir))
          .filter((name) => name.endsWith('.yaml'))
          .map((name) => name.slice('plain/0000-'.length)),
      ).toEqual(inOrder.map((kind) => `${kind.toLowerCase()}-web.yaml`));
    });
  });

  test('also plain ApiObjects and objects of cdk8s-plus', () => {
    const chart = shopIn(new App());
    new kplus.Deployment(chart, 'deployment', { containers: [{ image: 'web' }] });
    new ApiObject(chart, 'split', { apiVersion: 'split.smi-spec.io/v1alpha2', kind: 'TrafficSplit', metadata: { name: 'web' } });
    new kplus.Service(chart, 'service', { ports: [{ port: 80 }] });
    expect(kinds(chart)).toEqual(['Service', 'TrafficSplit', 'Deployment']);
  });
});

describe('setRank', () => {
  test('moves an object, or the default child of a construct', () => {
    const chart = shopIn(new App());
    const widget = object(chart, 'Widget');
    object(chart, 'Service');
    const construct = new Construct(chart, 'construct');
    construct.node.defaultChild = object(construct, 'ConfigMap', 'last');
    setRank(widget, 1500);
    setRank(construct, 9999);
    expect(kinds(chart)).toEqual(['Widget', 'Service', 'ConfigMap']);
  });

  test('names the file by the rank', () => {
    withOutdir((outdir) => {
      const app = new MeshApp({ outdir });
      setRank(object(shopIn(app), 'Service'), 1234);
      app.synth();
      expect(Object.keys(filesIn(outdir))).toContain('shop/1234-service-web.yaml');
    });
  });

  test.each([999, 10000, 1.5, NaN])('refuses %d', (rank) =>
    expect(() => setRank(object(shopIn(new App()), 'Service'), rank)).toThrow(
      `rank must be a whole number from 1000 to 9999, got ${rank}; Services have 2000, routes 3100, workloads 4000`,
    ),
  );

  test('refuses a construct without an object', () => {
    expect(() => setRank(new Construct(shopIn(new App()), 'x'), 2000)).toThrow(
      'cannot find a (direct or indirect) child of type ApiObject for construct shop/x',
    );
  });
});

describe('addDependency', () => {
  const refused = (app: App, message: string) => expect(() => app.synth()).toThrow(message);

  test('is refused where the ranks do not keep the order', () => {
    const app = new MeshApp();
    const chart = shopIn(app);
    object(chart, 'Service').addDependency(object(chart, 'Deployment'));
    const message =
      'nothing was written, because of:\n  [shop/Service-web] depends on shop/Deployment-web, which is not applied before it (ranks 4000 and 2000); give shop/Deployment-web a lower rank with setRank';
    refused(app, message);
    expect(() => kinds(chart)).toThrow(message);
    expect(() => app.synthYaml()).toThrow(message);
  });

  test('is refused within a rank, and done by setRank', () => {
    withOutdir((outdir) => {
      const app = new MeshApp({ outdir });
      const chart = shopIn(app);
      const first = object(chart, 'Service', 'z');
      object(chart, 'Service', 'a').addDependency(first);
      refused(app, 'which is not applied before it (ranks 2000 and 2000)');
      setRank(first, 1999);
      app.synth();
      expect(Object.keys(filesIn(outdir)).filter((name) => name.endsWith('.yaml'))).toEqual([
        'shop/1999-service-z.yaml',
        'shop/2000-service-a.yaml',
      ]);
    });
  });

  test('is no matter where the ranks keep the order', () => {
    const chart = shopIn(new MeshApp());
    const construct = new Construct(chart, 'construct');
    object(construct, 'Service');
    object(construct, 'ConfigMap');
    object(chart, 'Deployment').addDependency(construct, new Construct(chart, 'empty'));
    expect(kinds(chart)).toEqual(['ConfigMap', 'Service', 'Deployment']);
  });

  test('of cdk8s-plus is no matter: its StatefulSets depend on their Services', () => {
    withOutdir((outdir) => {
      const app = new MeshApp({ outdir });
      const chart = shopIn(app);
      new kplus.StatefulSet(chart, 'db', { containers: [{ image: 'db', portNumber: 80 }] });
      app.synth();
      expect(kinds(chart)).toEqual(['Service', 'StatefulSet']);
    });
  });

  test('between charts is refused by a MeshApp, whose folders are applied on their own', () => {
    const app = new MeshApp();
    const [first, second] = [new MeshChart(app, 'first', { namespace: 'a' }), new MeshChart(app, 'second', { namespace: 'a' })];
    second.addDependency(first);
    refused(
      app,
      '[second] depends on first, which is in another chart, and charts are applied on their own; put both into one chart, or apply one folder after the other',
    );
  });

  test('between objects of two charts is refused, too, and so is one of a construct above charts', () => {
    const app = new MeshApp();
    object(new MeshChart(app, 'b', { namespace: 'a' }), 'Deployment').addDependency(
      object(new MeshChart(app, 'a', { namespace: 'a' }), 'Service'),
    );
    new Construct(app, 'stage').node.addDependency(new Construct(app, 'other'));
    refused(app, '[b/Deployment-web] depends on a/Service-web, which is in another chart');
    refused(app, '[stage] depends on other, which is in another chart');
  });

  test('between charts is kept by a plain App, by the names of its files', () => {
    withOutdir((outdir) => {
      const app = new App({ outdir });
      const [first, second] = [new MeshChart(app, 'first', { namespace: 'a' }), new MeshChart(app, 'second', { namespace: 'a' })];
      object(first, 'Service').addDependency(object(second, 'Service'));
      app.synth();
      expect(Object.keys(filesIn(outdir)).sort()).toEqual(['0000-second.k8s.yaml', '0001-first.k8s.yaml']);
    });
  });

  test('that cdk8s itself adds from a chart to the charts in it is no matter', () => {
    withOutdir((outdir) => {
      const app = new MeshApp({ outdir });
      const outer = new Chart(app, 'outer');
      object(outer, 'Service');
      object(new Chart(outer, 'inner'), 'Deployment');
      expect(kinds(outer)).toEqual(['Service']);
      app.synth();
      expect(Object.keys(filesIn(outdir)).filter((name) => name.endsWith('.yaml'))).toEqual([
        'outer/2000-service-web.yaml',
        'outer-inner/4000-deployment-web.yaml',
      ]);
    });
  });

  test('a hundred charts take no time', () => {
    const app = new MeshApp();
    for (let n = 0; n < 100; n += 1) object(new MeshChart(app, `c${n}`, { namespace: 'a' }), 'Service');
    expect(app.synthYaml().split('---\n')).toHaveLength(101);
  });
});
