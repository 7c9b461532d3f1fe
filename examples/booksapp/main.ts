import { MeshApp } from 'cdk8s-mesh';
import { Booksapp } from './booksapp';

const app = new MeshApp();

new Booksapp(app, 'booksapp', {
  failureRate: 0.5, // The fault of the lab; 0 makes the application healthy.
  errorShare: 0.1, // One request to books in ten fails; 0 ends it.
});

app.synth();
