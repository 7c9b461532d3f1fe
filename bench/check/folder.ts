import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How many objects each file holds. */
export const OBJECTS_A_FILE = 6;

/** A folder like that of a company: so many files, each with a Service, two versions of it and what splits its traffic. Fifty share a namespace. */
export function writeManifests(folder: string, files: number): void {
  for (let index = 0; index < files; index++) {
    const namespace = `team-${Math.floor(index / 50)}`;
    const path = join(folder, namespace);
    if (index % 50 === 0) mkdirSync(path, { recursive: true });
    writeFileSync(join(path, `service-${index}.yaml`), manifests(`service-${index}`, namespace, index % 2 === 0));
  }
}

function manifests(name: string, namespace: string, byRoute: boolean): string {
  const versions = ['v1', 'v2'];
  return [
    service(name, namespace, name, 'v1'),
    ...versions.map((version) => service(`${name}-${version}`, namespace, name, version)),
    ...versions.map((version) => deployment(name, namespace, version)),
    byRoute ? route(name, namespace) : split(name, namespace),
  ].join('---\n');
}

const service = (name: string, namespace: string, app: string, version: string): string => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
    app: ${app}
spec:
  selector:
    app: ${app}
    version: ${version}
  ports:
    - name: http
      port: 80
      targetPort: http
`;

const deployment = (app: string, namespace: string, version: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${app}-${version}
  namespace: ${namespace}
  labels:
    app: ${app}
spec:
  replicas: 3
  selector:
    matchLabels:
      app: ${app}
      version: ${version}
  template:
    metadata:
      labels:
        app: ${app}
        version: ${version}
      annotations:
        linkerd.io/inject: enabled
    spec:
      containers:
        - name: main
          image: registry.example/${app}:${version}
          ports:
            - name: http
              containerPort: 8080
          readinessProbe:
            httpGet:
              path: /ready
              port: http
          env:
            - name: VERSION
              value: "${version}"
          resources:
            requests:
              cpu: 100m
              memory: 64Mi
            limits:
              memory: 128Mi
`;

const route = (name: string, namespace: string): string => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  parentRefs:
    - group: core
      kind: Service
      name: ${name}
      namespace: ${namespace}
      port: 80
  rules:
    - backendRefs:
        - name: ${name}-v1
          namespace: ${namespace}
          port: 80
          weight: 90
        - name: ${name}-v2
          namespace: ${namespace}
          port: 80
          weight: 10
`;

const split = (name: string, namespace: string): string => `apiVersion: split.smi-spec.io/v1alpha2
kind: TrafficSplit
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  service: ${name}
  backends:
    - service: ${name}-v1
      weight: 90
    - service: ${name}-v2
      weight: 10
`;
