import { JsonPatch } from 'cdk8s';
import { MeshApp } from 'cdk8s-mesh';
// In a project of yours this is a package: import { Stockmanager } from '@shop/delivery';
import { Stockmanager } from '../stockmanager-canary/stockmanager';
import { Storefront } from './storefront';

const namespace = 'tg-helidon';
const app = new MeshApp();

const { service } = new Stockmanager(app, 'stockmanager', {
  namespace,
  host: 'store.example.com',
  repository: 'registry.example/tg_repo/stockmanager',
  weights: { '0.0.1': 95, '0.0.2': 5 },
});

// What a construct has no prop for, a patch can say: it reaches the YAML.
service.version('0.0.2').deployment.addJsonPatch(JsonPatch.add('/spec/minReadySeconds', 30));

new Storefront(app, 'storefront', { namespace, stockmanager: service });

app.synth();
