import type { LiveService } from '../../src/release';

/** A Service and a Deployment without versions, as a cluster has them. */
export const LIVE = (replicas = 2): LiveService => ({
  service: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop', resourceVersion: '12', uid: 'a-b-c' },
    spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  },
  deployment: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop', annotations: { 'deployment.kubernetes.io/revision': '3' } },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image: 'web:1', ports: [{ containerPort: 8080 }] }] },
      },
    },
    status: { readyReplicas: replicas },
  },
});

/** What it becomes. */
export const V = {
  service: {
    ports: { http: { port: 80, targetPort: 8080 } },
    appLabel: 'app.kubernetes.io/name',
    versions: { v1: { image: 'web:1' }, v2: { image: 'web:2' } },
  },
  version: 'v1',
} as const;
