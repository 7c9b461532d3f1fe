import { MeshApp } from 'cdk8s-mesh';
import { Emojivoto } from './emojivoto';

const app = new MeshApp();

new Emojivoto(app, 'emojivoto', {
  debug: 'voting', // Leave it out when you have seen enough: the sidecar may read all traffic of the pod.
});

app.synth();
