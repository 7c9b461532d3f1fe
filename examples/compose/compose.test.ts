import { Testing } from 'cdk8s';
import { KubeObject, MeshApp } from 'cdk8s-mesh';
import { check } from 'cdk8s-mesh/check';
import { Stockmanager } from '../stockmanager-canary/stockmanager';
import { Storefront } from './storefront';

describe('compose', () => {
  const app = new MeshApp();
  const stockmanager = new Stockmanager(app, 'stockmanager', {
    namespace: 'tg-helidon',
    host: 'store.example.com',
    repository: 'registry.example/tg_repo/stockmanager',
    current: 'canary-0',
  });
  const storefront = new Storefront(app, 'storefront', { namespace: 'tg-helidon', stockmanager: stockmanager.rollback.service });

  test('writes what was written before', () => {
    expect(Testing.synth(storefront)).toMatchSnapshot();
  });

  test('check finds nothing wrong with it', () => {
    expect(check(Testing.synth(storefront) as KubeObject[])).toEqual([]);
  });

  test('the storefront calls the apex of the service that it imports', () => {
    const objects = Testing.synth(storefront) as KubeObject[];
    const env = [{ name: 'STOCKMANAGER_URL', value: 'http://stockmanager:8081' }];
    expect(objects.find(({ kind }) => kind === 'Deployment')).toMatchObject({ spec: { template: { spec: { containers: [{ env }] } } } });
  });
});
