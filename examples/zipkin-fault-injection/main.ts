import { MeshApp } from 'cdk8s-mesh';
import { ZipkinFaults } from './zipkin';

const app = new MeshApp();

new ZipkinFaults(app, 'zipkin', {
  namespace: 'tg-helidon',
  host: 'store.example.com',
  current: 'inject-50', // undo ends the experiment, and cleanup removes what is left of it.
});

app.synth();
