import { ApiObject, ApiObjectProps, App, Chart } from 'cdk8s';

/** The same objects with plain cdk8s, each manifest written out: `node cdk8s.js NUMBER FOLDER`. */
const app = new App({ outdir: process.argv[3] });
const shop = new Chart(app, 'shop', { namespace: 'shop' });

for (let index = 0; index < Number(process.argv[2]); index++) {
  const name = `service-${index}`;
  new ApiObject(shop, name, service(name, { app: name }, '1.0.0'));
  for (const version of ['1.0.0', '1.1.0']) {
    const leaf = leafName(name, version);
    new ApiObject(shop, leaf, service(leaf, { app: name, version }, version, name));
    new ApiObject(shop, `${leaf}-deployment`, deployment(leaf, name, version));
  }
  new ApiObject(shop, `${name}-split`, route(name, { '1.0.0': 90, '1.1.0': 10 }));
}

app.synth();

function leafName(service: string, version: string): string {
  return `${service}v${version.replaceAll('.', '-')}`;
}

function service(name: string, labels: Record<string, string>, version: string, app = name): ApiObjectProps & Record<string, unknown> {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels },
    spec: { type: 'ClusterIP', selector: { app, version }, ports: [{ name: 'http', protocol: 'TCP', port: 8080 }] },
  };
}

function deployment(name: string, app: string, version: string): ApiObjectProps & Record<string, unknown> {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: { app, version } },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app, version } },
      template: {
        metadata: {
          labels: { app, version },
          annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '8080', 'prometheus.io/path': '/metrics' },
        },
        spec: {
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              name: app,
              image: `registry.example/${app}:${version}`,
              ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
              env: [{ name: 'LOG_LEVEL', value: 'info' }],
              resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
              livenessProbe: { httpGet: { path: '/live', port: 8080 } },
              readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
            },
          ],
        },
      },
    },
  };
}

function route(service: string, weights: Record<string, number>): ApiObjectProps & Record<string, unknown> {
  const backendRefs = Object.entries(weights).map(([version, weight]) => ({
    group: '',
    kind: 'Service',
    name: leafName(service, version),
    namespace: 'shop',
    port: 8080,
    weight,
  }));
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: `${service}-split` },
    spec: {
      parentRefs: [{ group: '', kind: 'Service', name: service, namespace: 'shop', port: 8080 }],
      rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs }],
    },
  };
}
