import { MeshApp, MeshChart, MeshNamespace } from 'cdk8s-mesh';
import { Web } from './web';

const app = new MeshApp();

const namespace = new MeshChart(app, 'namespace', { namespace: 'shop' });
new MeshNamespace(namespace, 'shop');

new Web(app, 'web', 'baseline'); // The line to change: canary-0, canary-10, canary-50, canary-100, promote, cleanup; or rollback.

app.synth();
