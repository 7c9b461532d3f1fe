import { ApiObject, App } from 'cdk8s';
import { Construct } from 'constructs';
import { readInput } from '../../src/check/input/read-input';
import { MeshApp, MeshChart, MeshObject } from '../../src/mesh';
import { filesIn, withOutdir } from './output';

const FILE = 'construct-metadata.json';
const VARIABLE = 'CDK8S_RECORD_CONSTRUCT_METADATA';

beforeEach(() => (process.env[VARIABLE] = 'true'));
afterEach(() => delete process.env[VARIABLE]);

const object = (scope: Construct, id: string, kind: string, name = id) =>
  new MeshObject(scope, id, { apiVersion: 'v1', kind, metadata: { name } });

/** A chart with objects of cdk8s and of ours. */
function fill(app: App): void {
  const shop = new MeshChart(app, 'shop', { namespace: 'shop' });
  object(new Construct(shop, 'stable'), 'web', 'Service');
  object(shop, 'config', 'ConfigMap', 'web-config');
  new ApiObject(shop, 'plain', { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota' } });
}

function written(app: App): Record<string, string> {
  app.synth();
  return filesIn(app.outdir);
}

const resourcesIn = (files: Record<string, string>): unknown => (JSON.parse(files[FILE] ?? '') as { resources: unknown }).resources;

test('cdk8s synth is told the construct of each object, as a cdk8s App tells it', () => {
  const [ours, theirs] = [new MeshApp(), new App({ recordConstructMetadata: true })].map((app) =>
    withOutdir((outdir) => {
      Object.defineProperty(app, 'outdir', { value: outdir });
      fill(app);
      return resourcesIn(written(app));
    }),
  );
  expect(theirs).toEqual({ web: { path: 'shop/stable/web' }, 'web-config': { path: 'shop/config' }, quota: { path: 'shop/plain' } });
  expect(ours).toMatchObject(theirs as object);
});

test('objects of one name can be told apart', () => {
  withOutdir((outdir) => {
    const app = new MeshApp({ outdir });
    const shop = new MeshChart(app, 'shop', { namespace: 'shop' });
    object(shop, 'service', 'Service', 'web');
    object(shop, 'route', 'HTTPRoute', 'web');
    expect(resourcesIn(written(app))).toMatchObject({
      'Service shop/web': { path: 'shop/service' },
      'HTTPRoute shop/web': { path: 'shop/route' },
    });
  });
});

test('it is there only where it is asked for, goes when it is not, and is no manifest', () => {
  withOutdir((outdir) => {
    const app = new MeshApp({ outdir });
    fill(app);
    const asked = written(app);
    const skipped = [{ message: 'holds no Kubernetes object' }, { message: 'is for kustomize, and no object of a cluster' }];
    expect(readInput([outdir], () => new Uint8Array())).toMatchObject({ manifests: { length: 3 }, faults: [], skipped });
    process.env[VARIABLE] = 'false';
    const unasked = written(app);
    expect(Object.keys(asked).filter((name) => !(name in unasked))).toEqual([FILE]);
  });
});
