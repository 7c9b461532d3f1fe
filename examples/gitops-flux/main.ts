import { ApiObject } from 'cdk8s';
import { MeshApp, MeshChart, MeshNamespace } from 'cdk8s-mesh';
import { Web } from './web';

const app = new MeshApp();

const namespace = new MeshChart(app, 'namespace', { namespace: 'shop' });
new MeshNamespace(namespace, 'shop');

// Where Flux finds this repository, and the namespace in it. The release brings a Flux Kustomization of its own, which waits for that of the namespace.
const flux = new MeshChart(app, 'flux', { namespace: 'flux-system' });
new ApiObject(flux, 'delivery', {
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  kind: 'GitRepository',
  metadata: { name: 'delivery' },
  spec: { interval: '1m', url: 'https://git.example.com/shop/delivery.git', ref: { branch: 'main' } },
});
new ApiObject(flux, 'shop-namespace', {
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name: 'shop-namespace' },
  spec: {
    interval: '10m',
    path: './dist/namespace',
    prune: false, // With a namespace goes all that is in it.
    wait: true,
    sourceRef: { kind: 'GitRepository', name: 'delivery' },
  },
});

new Web(app, 'web', 'baseline'); // The line to change: canary-0, canary-10, canary-50, canary-100, promote, cleanup; or rollback.

app.synth();
