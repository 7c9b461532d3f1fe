import { App, Chart, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { loadAll } from 'js-yaml';
import { Mesh, MeshApp, MeshChart, type MeshChartProps, MeshObject } from '../../src/mesh';
import { filesIn, withOutdir } from './output';

const configMap = (scope: Construct, name: string) =>
  new MeshObject(scope, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

describe('props', () => {
  test('the namespace alone: the mesh is the latest Linkerd', () => {
    const chart = new MeshChart(new MeshApp(), 'shop', { namespace: 'tg-helidon' });
    expect(chart.namespace).toBe('tg-helidon');
    expect(String(chart.mesh)).toBe('linkerd 2.20');
    expect(chart.labels).toEqual({});
    expect(configMap(chart, 'a').toJson().metadata).toEqual({ name: 'a', namespace: 'tg-helidon' });
  });

  test('all', () => {
    const props: Required<MeshChartProps> = { namespace: 'shop', mesh: Mesh.linkerd('2.10'), labels: { 'example.com/team': 'a' } };
    const chart = new MeshChart(new MeshApp(), 'shop', props);
    expect(chart.mesh).toBe(props.mesh);
    expect(configMap(chart, 'a').toJson().metadata).toEqual({ name: 'a', namespace: 'shop', labels: { 'example.com/team': 'a' } });
  });

  test.each<[string, MeshChartProps, string]>([
    [
      'a namespace in upper case',
      { namespace: 'Shop' },
      'namespace must be a DNS label of at most 63 lower-case letters, digits and "-", not first or last, got "Shop"; use shop, say',
    ],
    ['no namespace', {} as MeshChartProps, 'namespace must be a DNS label'],
    ['a namespace with dots', { namespace: 'a.b' }, 'namespace must be a DNS label'],
    ['a namespace that leads elsewhere', { namespace: '../a' }, 'namespace must be a DNS label'],
    ['a key of a label', { namespace: 'a', labels: { 'a b': 'c' } }, 'key of label of the chart must be a label key'],
    ['a label', { namespace: 'a', labels: { team: 'a b' } }, 'label of the chart "team" must be a label value'],
  ])('%s is refused', (_, props, message) => {
    const app = new MeshApp();
    expect(() => new MeshChart(app, 'shop', props)).toThrow(message);
    expect(app.node.children).toEqual([]);
  });
});

test('names of objects without a name are not hashed', () => {
  const chart = new MeshChart(new MeshApp(), 'shop', { namespace: 'shop' });
  expect(chart.generateObjectName(configMap(new Construct(chart, 'a'), 'b'))).toBe('shop-a-b');
});

describe('in a plain App', () => {
  test.each([
    [YamlOutputType.FILE_PER_APP, ['app.k8s.yaml']],
    [YamlOutputType.FILE_PER_CHART, ['one.k8s.yaml', 'two.k8s.yaml']],
    [YamlOutputType.FILE_PER_RESOURCE, ['ConfigMap.a.k8s.yaml', 'ConfigMap.b.k8s.yaml']],
    [YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, ['one/ConfigMap.a.k8s.yaml', 'two/ConfigMap.b.k8s.yaml']],
  ])('every kind of output works (%#)', (yamlOutputType, expected) => {
    withOutdir((outdir) => {
      const app = new App({ outdir, yamlOutputType });
      configMap(new MeshChart(app, 'one', { namespace: 'x' }), 'a');
      configMap(new MeshChart(app, 'two', { namespace: 'x' }), 'b');
      app.synth();
      const files = filesIn(outdir);
      expect(Object.keys(files).sort()).toEqual(expected);
      expect(Object.values(files).flatMap((text) => loadAll(text))).toHaveLength(2);
    });
  });

  test('validations of each chart run twice, however many charts there are: once by the App, once by the chart', () => {
    withOutdir((outdir) => {
      const app = new App({ outdir });
      let runs = 0;
      for (let n = 0; n < 5; n += 1)
        configMap(new MeshChart(app, `c${n}`, { namespace: 'x' }), 'a').node.addValidation({ validate: () => (++runs, []) });
      app.synth();
      expect(runs).toBe(10);
    });
  });

  test('a fault in a chart stops its test', () => {
    const chart = new MeshChart(new App(), 'shop', { namespace: 'x' });
    configMap(chart, 'a').node.addValidation({ validate: () => ['one', 'two'] });
    expect(() => chart.toJson()).toThrow('nothing was written, because of:\n  [shop/a] one\n  [shop/a] two');
  });
});

describe('charts in charts', () => {
  test.each([
    ['a MeshApp', () => new MeshApp()],
    ['an App', () => new App()],
  ])('of %s have their own objects only, and their own namespace', (_, makeApp) => {
    const outer = new MeshChart(makeApp(), 'outer', { namespace: 'a' });
    const inner = new MeshChart(new Construct(outer, 'x'), 'inner', { namespace: 'b' });
    configMap(outer, 'of-outer');
    configMap(inner, 'of-inner');
    expect(outer.toJson()).toMatchObject([{ metadata: { name: 'of-outer', namespace: 'a' } }]);
    expect(inner.toJson()).toMatchObject([{ metadata: { name: 'of-inner', namespace: 'b' } }]);
  });

  test('of a plain App are all written, in the order of cdk8s', () => {
    withOutdir((outdir) => {
      const app = new App({ outdir });
      const outer = new MeshChart(app, 'outer', { namespace: 'a' });
      configMap(outer, 'of-outer');
      configMap(new MeshChart(outer, 'inner', { namespace: 'b' }), 'of-inner');
      configMap(new Chart(outer, 'plain'), 'of-plain');
      app.synth();
      expect(Object.keys(filesIn(outdir)).sort()).toEqual([
        expect.stringMatching(/^0000-outer-inner/),
        expect.stringMatching(/^0001-outer-plain/),
        expect.stringMatching(/^0002-outer/),
      ]);
    });
  });
});
