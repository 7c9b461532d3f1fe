import { CanarySplit, Mesh, MeshApp, MeshChart, VersionedService } from 'cdk8s-mesh';

/** Services with a canary each, written with this library: `node mesh.js NUMBER FOLDER`. */
const app = new MeshApp({ outdir: process.argv[3] });
const shop = new MeshChart(app, 'shop', { namespace: 'shop', mesh: Mesh.linkerd('2.20') });

for (let index = 0; index < Number(process.argv[2]); index++) {
  const name = `service-${index}`;
  const image = (version: string) => `registry.example/${name}:${version}`;
  const service = new VersionedService(shop, name, {
    ports: { http: 8080 },
    metrics: { port: 'http' },
    replicas: 2,
    env: { LOG_LEVEL: 'info' },
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
    livenessProbe: { httpGet: { path: '/live', port: 8080 } },
    readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
    versions: { '1.0.0': { image: image('1.0.0') }, '1.1.0': { image: image('1.1.0') } },
    stable: '1.0.0',
  });
  new CanarySplit(shop, `${name}-split`, { service, weights: { '1.0.0': 90, '1.1.0': 10 } });
}

app.synth();
