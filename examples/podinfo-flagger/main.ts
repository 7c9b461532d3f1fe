import { MeshApp } from 'cdk8s-mesh';
import { Podinfo } from './podinfo';

const app = new MeshApp();

new Podinfo(app, 'podinfo', {
  tag: '6.0.1', // A new tag starts a release.
});

app.synth();
