import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { MeshApp, MeshChart, MeshObject, warningsOf } from '../../src/mesh';
import { warn } from '../../src/mesh/warning';
import { filesIn, withOutdir } from './output';

let printed: jest.SpyInstance;
beforeEach(() => {
  printed = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

function withWarnings<A extends App>(app: A): A {
  const chart = new MeshChart(app, 'shop', { namespace: 'shop' });
  const object = new MeshObject(chart, 'web', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } });
  warn(object, 'the first');
  warn(object, 'the second');
  warn(chart, 'of the chart');
  return app;
}

test('warnings come with the paths of their constructs, outer ones first', () => {
  expect(warningsOf(withWarnings(new App()))).toEqual([
    { path: 'shop', message: 'of the chart' },
    { path: 'shop/web', message: 'the first' },
    { path: 'shop/web', message: 'the second' },
  ]);
});

test('other metadata of constructs is no warning', () => {
  const construct = new Construct(new App(), 'x');
  construct.node.addMetadata('aws:cdk:warning', 'not ours');
  expect(warningsOf(construct)).toEqual([]);
});

test('a MeshApp prints them when it is synthesized, and writes all the same', () => {
  withOutdir((outdir) => {
    withWarnings(new MeshApp({ outdir })).synth();
    expect(printed.mock.calls).toEqual([
      ['warning: [shop] of the chart\n'],
      ['warning: [shop/web] the first\n'],
      ['warning: [shop/web] the second\n'],
    ]);
    expect(Object.keys(filesIn(outdir))).toContain('shop/2000-service-web.yaml');
  });
});

test('nothing is printed where nothing was written', () => {
  withOutdir((outdir) => {
    const app = withWarnings(new MeshApp({ outdir }));
    app.node.addValidation({ validate: () => ['no'] });
    expect(() => app.synth()).toThrow('no');
    expect(printed).not.toHaveBeenCalled();
  });
});
