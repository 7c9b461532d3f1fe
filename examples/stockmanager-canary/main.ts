import { MeshApp } from 'cdk8s-mesh';
import { Stockmanager } from './stockmanager';

const app = new MeshApp();

new Stockmanager(app, 'stockmanager', {
  namespace: 'tg-helidon',
  host: 'store.example.com',
  repository: 'registry.example/tg_repo/stockmanager',
  weights: { '0.0.1': 90, '0.0.2': 0 }, // The line to change: 10 sends the new version a tenth, 0 takes it back.
});

app.synth();
