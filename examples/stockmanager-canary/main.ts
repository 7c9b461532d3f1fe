import { MeshApp } from 'cdk8s-mesh';
import { Stockmanager } from './stockmanager';

const app = new MeshApp();

new Stockmanager(app, 'stockmanager', {
  namespace: 'tg-helidon',
  host: 'store.example.com',
  repository: 'registry.example/tg_repo/stockmanager',
  current: 'canary-0', // The line to change: canary-10 sends the new version a tenth, rollback takes it back.
});

app.synth();
