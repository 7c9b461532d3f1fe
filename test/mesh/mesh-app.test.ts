import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, IResolver, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { loadAll } from 'js-yaml';
import type { ConfigMap } from 'kubernetes-types/core/v1';
import { MeshApp, type MeshAppProps, MeshChart, MeshObject } from '../../src/mesh';
import { filesIn, withOutdir } from './output';

const LEDGER = '.cdk8s-mesh-files';
const service = (scope: Construct, name: string, namespace?: string) =>
  new MeshObject(scope, name, { apiVersion: 'v1', kind: 'Service', metadata: namespace === undefined ? { name } : { name, namespace } });
const deployment = (scope: Construct, name: string) =>
  new MeshObject(scope, `${name}-deployment`, { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name } });
const shopIn = (scope: Construct, id = 'shop') => new MeshChart(scope, id, { namespace: 'shop' });
const names = (outdir: string): string[] =>
  Object.keys(filesIn(outdir))
    .filter((name) => name !== LEDGER)
    .sort();

describe('props', () => {
  const environment = process.env['CDK8S_OUTDIR'];
  afterEach(() => {
    if (environment === undefined) delete process.env['CDK8S_OUTDIR'];
    else process.env['CDK8S_OUTDIR'] = environment;
  });

  test('none: the output folder is the one of cdk8s', () => {
    delete process.env['CDK8S_OUTDIR'];
    expect(new MeshApp().outdir).toBe('dist');
    process.env['CDK8S_OUTDIR'] = 'from-cdk8s-synth';
    expect(new MeshApp().outdir).toBe('from-cdk8s-synth');
    expect(new MeshApp({ outdir: undefined }).outdir).toBe('from-cdk8s-synth');
  });

  test('all', () => {
    const resolver: IResolver = { resolve: (context) => (context.value === '$name' ? context.replaceValue('web') : undefined) };
    const props: Required<MeshAppProps> = { outdir: 'mine', resolvers: [resolver] };
    const app = new MeshApp(props);
    const object = new MeshObject<ConfigMap>(shopIn(app), 'x', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'x' },
      data: { name: '$name' },
    });
    expect(app.outdir).toBe('mine');
    expect(object.toJson()['data']).toEqual({ name: 'web' });
  });
});

describe('the output', () => {
  test('is a folder for each chart, with a file for each object and a Kustomization', () => {
    withOutdir((outdir) => {
      const app = new MeshApp({ outdir });
      const shop = shopIn(app);
      deployment(shop, 'web');
      service(shop, 'web');
      service(new Chart(app, 'plain'), 'api');
      app.synth();
      expect(names(outdir)).toEqual([
        'plain/2000-service-api.yaml',
        'plain/Kustomization',
        'shop/2000-service-web.yaml',
        'shop/4000-deployment-web.yaml',
        'shop/Kustomization',
      ]);
      expect(filesIn(outdir)['shop/2000-service-web.yaml']).toBe(
        '---\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: shop\n',
      );
      expect(filesIn(outdir)['shop/Kustomization']).toContain('resources:\n  - "2000-service-web.yaml"\n  - "4000-deployment-web.yaml"\n');
    });
  });

  test('has a folder of its own for a chart in a chart or in a construct', () => {
    withOutdir((outdir) => {
      const app = new MeshApp({ outdir });
      const outer = shopIn(app, 'outer');
      service(outer, 'a');
      service(shopIn(outer, 'inner'), 'b');
      service(shopIn(new Construct(app, 'stage'), 'shop'), 'c');
      app.synth();
      expect(names(outdir).filter((name) => name.endsWith('.yaml'))).toEqual([
        'outer-inner/2000-service-b.yaml',
        'outer/2000-service-a.yaml',
        'stage-shop/2000-service-c.yaml',
      ]);
    });
  });

  test('has no folder for a chart without objects', () => {
    withOutdir((outdir) => {
      const app = new MeshApp({ outdir });
      shopIn(app);
      app.synth();
      expect(filesIn(outdir)).toEqual({});
    });
  });

  test('is the same byte for byte when it is made again, in another order', () => {
    const made = (reverse: boolean): Record<string, string> =>
      withOutdir((outdir) => {
        const app = new MeshApp({ outdir });
        const steps = [() => service(shopIn(app, 'a'), 'x'), () => service(shopIn(app, 'b'), 'y', 'other')];
        (reverse ? steps.reverse() : steps).forEach((step) => step());
        app.synth();
        app.synth();
        const { [LEDGER]: _, ...texts } = filesIn(outdir);
        return texts;
      });
    expect(made(true)).toEqual(made(false));
  });

  test('as one text has the objects of a chart after another, in order', () => {
    const app = new MeshApp();
    const shop = shopIn(app);
    deployment(shop, 'web');
    service(shop, 'web');
    service(shopIn(app, 'other'), 'api');
    const yaml = app.synthYaml();
    expect(yaml.startsWith('---\napiVersion: v1\nkind: Service\n')).toBe(true);
    expect(loadAll(yaml)).toMatchObject([
      { kind: 'Service', metadata: { name: 'web' } },
      { kind: 'Deployment' },
      { kind: 'Service', metadata: { name: 'api' } },
    ]);
  });
});

describe('an id of a chart names its folder', () => {
  const refused = (id: string, message: string) =>
    withOutdir((outdir) => {
      const app = new MeshApp({ outdir });
      service(shopIn(app, id), 'web');
      expect(() => app.synth()).toThrow(message);
      expect(() => filesIn(outdir)).toThrow('ENOENT');
    });

  test.each(['..', '.', '.git', '../../etc', 'a\\b', 'Shop', 'a b', '-a', 'a\0', 'ä', 'x'.repeat(64)])('%j is refused', (id) =>
    refused(
      id,
      'id of a chart, which names its folder, must be a DNS label of at most 63 lower-case letters, digits and "-", not first or last, got ',
    ),
  );

  test.each(['con', 'prn', 'aux', 'nul', 'com1', 'lpt9'])('%s is refused, for Windows keeps it for a device', (id) =>
    refused(id, `id of a chart must be no device name of Windows, got "${id}"; use ${id}-chart, say`),
  );

  test('a slash in it becomes two dashes, as in all constructs', () => {
    withOutdir((outdir) => {
      const app = new MeshApp({ outdir });
      service(shopIn(app, 'a/b'), 'web');
      app.synth();
      expect(names(outdir)).toContain('a--b/2000-service-web.yaml');
    });
  });

  test('two charts must not share one', () => {
    withOutdir((outdir) => {
      const app = new MeshApp({ outdir });
      service(shopIn(app, 'a-b'), 'web');
      service(shopIn(shopIn(app, 'a'), 'b'), 'web');
      expect(() => app.synth()).toThrow('charts a-b and a/b would share the folder a-b; rename one of them');
      expect(() => filesIn(outdir)).toThrow('ENOENT');
    });
  });
});

describe('validations', () => {
  test('run once each, and all their faults come in one error before anything is written', () => {
    withOutdir((outdir) => {
      const app = new MeshApp({ outdir });
      const runs: string[] = [];
      const check = (construct: Construct, ...faults: string[]) =>
        construct.node.addValidation({ validate: () => (runs.push(construct.node.path), faults) });
      const shop = shopIn(app);
      check(app, 'of the app');
      check(shop);
      check(service(shop, 'web'), 'one', 'two');
      check(service(shopIn(app, 'other'), 'api'), 'three');
      expect(() => app.synth()).toThrow(
        'nothing was written, because of:\n  [] of the app\n  [shop/web] one\n  [shop/web] two\n  [other/api] three',
      );
      expect(runs).toEqual(['', 'shop', 'shop/web', 'other/api']);
      expect(() => filesIn(outdir)).toThrow('ENOENT');
    });
  });

  test('run before objects are made as text, too', () => {
    const app = new MeshApp();
    service(shopIn(app), 'web').node.addValidation({ validate: () => ['no'] });
    expect(() => app.synthYaml()).toThrow('nothing was written, because of:\n  [shop/web] no');
  });
});

describe('nothing is written', () => {
  const leavesAlone = (break_: (app: MeshApp, outdir: string) => void, message: string) =>
    withOutdir((outdir) => {
      const first = new MeshApp({ outdir });
      service(shopIn(first), 'web');
      first.synth();
      const app = new MeshApp({ outdir });
      service(shopIn(app, 'aaa'), 'new');
      break_(app, outdir);
      const before = filesIn(outdir);
      expect(() => app.synth()).toThrow(message);
      expect(filesIn(outdir)).toEqual(before);
    });

  test('where two objects are the same', () =>
    leavesAlone((app) => {
      const shop = shopIn(app);
      service(shop, 'web');
      service(new Construct(shop, 'again'), 'web');
    }, 'two objects are the same Service web in namespace shop; give one another name, or create it once and share it'));

  test('where an object of the last chart is no data', () =>
    leavesAlone((app) => {
      new ApiObject(shopIn(app), 'x', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { half: '\ud800' } });
    }, 'ConfigMap x in namespace shop: cannot write "\\ud800" as YAML: it has half of a surrogate pair'));

  test('where a file of somebody else is in the way', () =>
    leavesAlone((app, outdir) => {
      service(shopIn(app), 'api');
      writeFileSync(join(outdir, 'shop/2000-service-api.yaml'), 'mine');
    }, 'is none of the files that .cdk8s-mesh-files lists as written by cdk8s-mesh; move it away, or choose another output folder'));

  test('where the folder of a chart is a link', () =>
    leavesAlone((_, outdir) => {
      mkdirSync(join(outdir, 'elsewhere'));
      symlinkSync(join(outdir, 'elsewhere'), join(outdir, 'aaa'));
    }, 'aaa is a symbolic link; move it away, or choose another output folder'));
});

describe('what is no longer there', () => {
  test('is removed, and nothing of somebody else', () => {
    withOutdir((outdir) => {
      const first = new MeshApp({ outdir });
      const shop = shopIn(first);
      service(shop, 'web');
      service(shop, 'api');
      service(shopIn(first, 'gone'), 'x');
      first.synth();
      writeFileSync(join(outdir, 'shop/notes.md'), 'mine');
      const second = new MeshApp({ outdir });
      service(shopIn(second), 'web');
      second.synth();
      expect(names(outdir)).toEqual(['shop/2000-service-web.yaml', 'shop/Kustomization', 'shop/notes.md']);
    });
  });
});

test('a chart of a MeshApp can be tested as any other', () => {
  const shop = shopIn(new MeshApp());
  deployment(shop, 'web');
  service(shop, 'web');
  expect(Testing.synth(shop)).toMatchObject([{ kind: 'Service' }, { kind: 'Deployment' }]);
});

test('a plain App takes a MeshChart, and writes it in order', () => {
  withOutdir((outdir) => {
    const app = new App({ outdir });
    const shop = shopIn(app);
    deployment(shop, 'web');
    service(shop, 'web');
    app.synth();
    expect(names(outdir)).toEqual(['shop.k8s.yaml']);
    expect(loadAll(filesIn(outdir)['shop.k8s.yaml'] ?? '')).toMatchObject([{ kind: 'Service' }, { kind: 'Deployment' }]);
  });
});
