import { MeshApp } from 'cdk8s-mesh';
import { ZipkinFaults } from './zipkin';

const app = new MeshApp();

new ZipkinFaults(app, 'zipkin', {
  namespace: 'tg-helidon',
  host: 'store.example.com',
  share: 0.5, // 0 ends the experiment.
});

app.synth();
