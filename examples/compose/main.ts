import { JsonPatch } from 'cdk8s';
import { MeshApp } from 'cdk8s-mesh';
// In a project of yours this is a package: import { Stockmanager } from '@shop/delivery';
import { Stockmanager } from '../stockmanager-canary/stockmanager';
import { Storefront } from './storefront';

const namespace = 'tg-helidon';
const app = new MeshApp();

const stockmanager = new Stockmanager(app, 'stockmanager', {
  namespace,
  host: 'store.example.com',
  repository: 'registry.example/tg_repo/stockmanager',
  current: 'canary-0',
});

// What a construct has no prop for, a patch can say: it reaches the YAML, here of each state that has the version.
for (const { service } of [...stockmanager.steps, stockmanager.rollback]) {
  if (service.versions.includes('0.0.2')) service.version('0.0.2').deployment.addJsonPatch(JsonPatch.add('/spec/minReadySeconds', 30));
}

new Storefront(app, 'storefront', { namespace, stockmanager: stockmanager.rollback.service });

app.synth();
