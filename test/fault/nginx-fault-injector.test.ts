import { ApiObject, Chart, Duration, JsonPatch, Testing } from 'cdk8s';
import { existingService, FaultExperiment, Mesh, MeshApp, MeshChart } from '../../src';
import { FaultInjectorIngressProps, NginxFaultInjector, NginxFaultInjectorProps } from '../../src/fault';

const chart = () => new Chart(Testing.app(), 'chart', { namespace: 'shop' });

/** The objects by kind. */
function objects(scope: Chart): Record<string, { [field: string]: unknown }> {
  return Object.fromEntries((Testing.synth(scope) as { kind: string }[]).map((object) => [object.kind, object]));
}

test('minimal props make a ConfigMap, a Service and a Deployment', () => {
  const scope = chart();
  new NginxFaultInjector(scope, 'fault-injector', { status: 504, port: 9411 });
  const { ConfigMap, Service, Deployment, ...others } = objects(scope);
  const labels = { app: 'fault-injector' };

  expect(others).toEqual({});
  expect(ConfigMap).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'fault-injector-config', namespace: 'shop', labels },
    data: { 'nginx.conf': expect.stringContaining('return 504;') as string },
  });
  expect(Service).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'fault-injector', namespace: 'shop', labels },
    spec: { type: 'ClusterIP', selector: labels, ports: [{ name: 'http', protocol: 'TCP', port: 9411, targetPort: 8080 }] },
  });
  expect(Deployment).toMatchObject({
    metadata: { name: 'fault-injector', namespace: 'shop', labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: { 'checksum/config': expect.stringMatching(/^[0-9a-f]{64}$/) as string } },
        spec: {
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              name: 'nginx',
              image: 'nginxinc/nginx-unprivileged:1.30-alpine',
              ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
              readinessProbe: { tcpSocket: { port: 8080 } },
              volumeMounts: [{ name: 'nginx-config', mountPath: '/etc/nginx/nginx.conf', subPath: 'nginx.conf' }],
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
            },
          ],
          volumes: [{ name: 'nginx-config', configMap: { name: 'fault-injector-config' } }],
        },
      },
    },
  });
});

const INGRESS: Required<FaultInjectorIngressProps> = {
  hosts: ['store.example.com'],
  path: '/fault',
  tlsSecretName: 'tls-store',
  ingressClassName: 'internal',
  annotations: { 'example.com/a': 'b' },
};

const ALL: Required<NginxFaultInjectorProps> = {
  status: 503,
  body: 'sorry',
  contentType: 'text/html',
  share: 0.5,
  otherwise: { status: 200, body: '{}', contentType: 'application/json' },
  delay: Duration.seconds(2),
  port: 9411,
  portName: 'zipkin',
  containerPort: 8081,
  name: 'injector',
  serviceName: 'fault-injector-zipkin',
  configMapName: 'fault-injector-configmap',
  image: 'registry.example/nginx:1.30',
  imagePullPolicy: 'Always',
  imagePullSecrets: ['registry'],
  resources: { limits: { memory: '64Mi' } },
  volumes: [{ name: 'tmp', emptyDir: {}, mountPath: '/tmp' }],
  replicas: 2,
  strategy: { type: 'Recreate' },
  serviceAccountName: 'injector-account',
  podSecurity: 'none',
  runAsUser: 101,
  securityContext: { readOnlyRootFilesystem: true },
  podLabels: { team: 'shop' },
  podAnnotations: { 'linkerd.io/inject': 'enabled' },
  terminationGracePeriodSeconds: 5,
  ingress: INGRESS,
};

test('all props reach the objects', () => {
  const scope = chart();
  const injector = new NginxFaultInjector(scope, 'faults', ALL);
  const { ConfigMap, Service, Deployment, Ingress } = objects(scope);

  expect(ConfigMap).toMatchObject({
    metadata: { name: 'fault-injector-configmap' },
    data: { 'nginx.conf': expect.stringContaining('50% @fault;') as string, fault: 'sorry', otherwise: '{}' },
  });
  expect(Service).toMatchObject({
    metadata: { name: 'fault-injector-zipkin' },
    spec: { selector: { app: 'injector' }, ports: [{ name: 'zipkin', protocol: 'TCP', port: 9411, targetPort: 8081 }] },
  });
  expect(Deployment).toMatchObject({
    metadata: { name: 'injector' },
    spec: {
      replicas: 2,
      strategy: { type: 'Recreate' },
      template: {
        metadata: {
          labels: { app: 'injector', team: 'shop' },
          annotations: { 'linkerd.io/inject': 'enabled', 'checksum/config': expect.any(String) as string },
        },
        spec: {
          serviceAccountName: 'injector-account',
          imagePullSecrets: [{ name: 'registry' }],
          terminationGracePeriodSeconds: 5,
          containers: [
            {
              image: 'registry.example/nginx:1.30',
              imagePullPolicy: 'Always',
              resources: { limits: { memory: '64Mi' } },
              ports: [{ name: 'zipkin', containerPort: 8081, protocol: 'TCP' }],
              readinessProbe: { tcpSocket: { port: 8081 } },
              volumeMounts: [
                { name: 'nginx-config', mountPath: '/etc/nginx/nginx.conf', subPath: 'nginx.conf' },
                { name: 'nginx-bodies', mountPath: '/etc/nginx/bodies' },
                { name: 'tmp', mountPath: '/tmp' },
              ],
              securityContext: { runAsUser: 101, readOnlyRootFilesystem: true },
            },
          ],
          volumes: [
            { name: 'nginx-config', configMap: { name: 'fault-injector-configmap' } },
            {
              name: 'nginx-bodies',
              configMap: {
                name: 'fault-injector-configmap',
                items: [
                  { key: 'fault', path: 'fault' },
                  { key: 'otherwise', path: 'otherwise' },
                ],
              },
            },
            { name: 'tmp', emptyDir: {} },
          ],
        },
      },
    },
  });
  expect(Ingress).toEqual({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'injector', namespace: 'shop', annotations: { 'example.com/a': 'b' } },
    spec: {
      ingressClassName: 'internal',
      tls: [{ hosts: ['store.example.com'], secretName: 'tls-store' }],
      rules: [
        {
          host: 'store.example.com',
          http: {
            paths: [
              { path: '/fault', pathType: 'Prefix', backend: { service: { name: 'fault-injector-zipkin', port: { name: 'zipkin' } } } },
            ],
          },
        },
      ],
    },
  });
  expect(injector.toServiceRef()).toMatchObject({
    name: 'fault-injector-zipkin',
    namespace: 'shop',
    ports: [{ name: 'zipkin', port: 9411 }],
  });
});

test('a changed answer changes the pods, and nothing else does', () => {
  const template = (props: Partial<NginxFaultInjectorProps>) => {
    const { deployment } = new NginxFaultInjector(chart(), 'faults', { status: 503, port: 80, ...props });
    return (deployment.toJson().spec as { template: unknown }).template;
  };
  expect(template({})).toEqual(template({}));
  expect(template({})).toEqual(template({ port: 81, replicas: 3 }));
  expect(template({})).not.toEqual(template({ status: 504 }));
  expect(template({ body: 'a' })).not.toEqual(template({ body: 'b' }));
});

test('the default child is the Deployment, and patches of each object survive', () => {
  const scope = chart();
  const injector = new NginxFaultInjector(scope, 'faults', { status: 503, port: 80, ingress: { hosts: ['a.example'] } });
  expect(injector.node.defaultChild).toBe(injector.deployment);
  ApiObject.of(injector).addJsonPatch(JsonPatch.add('/spec/minReadySeconds', 5));
  injector.configMap.addJsonPatch(JsonPatch.add('/data/other', 'file'));
  injector.service.addJsonPatch(JsonPatch.replace('/spec/ports/0/port', 81));
  injector.ingress?.addJsonPatch(JsonPatch.remove('/spec/ingressClassName'));

  const { ConfigMap, Service, Deployment, Ingress } = objects(scope);
  expect(Deployment).toHaveProperty('spec.minReadySeconds', 5);
  expect(ConfigMap).toHaveProperty('data.other', 'file');
  expect(Service).toHaveProperty('spec.ports.0.port', 81);
  expect(Ingress).not.toHaveProperty('spec.ingressClassName');
  expect(injector.toServiceRef().ports).toEqual([{ name: 'http', port: 81 }]);
});

test('a fault experiment sends a share of a service to it', () => {
  const shop = new MeshChart(new MeshApp(), 'shop', { namespace: 'shop', mesh: Mesh.linkerd('2.10') });
  const injector = new NginxFaultInjector(shop, 'fault-injector', { status: 504, port: 9411 });
  const { objects: routes } = new FaultExperiment(shop, 'zipkin-faults', {
    service: existingService('zipkin', 9411),
    to: injector,
    share: 0.5,
  });
  expect(routes[0]?.toJson()).toMatchObject({
    spec: {
      service: 'zipkin',
      backends: [
        { service: 'zipkin', weight: 50 },
        { service: 'fault-injector', weight: 50 },
      ],
    },
  });
});

describe('bad props are refused before anything is made', () => {
  test.each<[Partial<NginxFaultInjectorProps>, string]>([
    [{ status: 99 }, 'status must be a whole number from 200 to 599, got 99'],
    [{ status: 600 }, 'status must be a whole number from 200 to 599, got 600'],
    [{ port: 0 }, 'port http must be a whole number from 1 to 65535, got 0'],
    [{ port: 65536 }, 'port http must be a whole number from 1 to 65535, got 65536'],
    [{ containerPort: 0 }, 'containerPort must be a whole number from 1 to 65535, got 0'],
    [{ portName: 'a b' }, 'name of a port must be a DNS label'],
    [{ name: 'Fault_Injector' }, 'name of the injector must be a DNS label'],
    [{ name: 'a'.repeat(64) }, '(64 characters)'],
    [{ serviceName: '1st' }, 'name of the service must start with a letter'],
    [{ configMapName: '../x' }, 'name of ConfigMap must be lower-case letters'],
    [{ podLabels: { app: 'x' } }, 'label "app" of the pods must not be set'],
    [
      { volumes: [{ name: 'nginx-config', emptyDir: {}, mountPath: '/x' }] },
      'name of a volume must be given once, got "nginx-config" twice',
    ],
    [{ ingress: { hosts: [] } }, 'hosts must name at least one host, got none'],
    [{ ingress: { hosts: ['a b'] } }, 'host must be a host name'],
  ])('%j', (props, message) => {
    const scope = chart();
    expect(() => new NginxFaultInjector(scope, 'faults', { status: 503, port: 80, ...props })).toThrow(message);
  });

  test.each([
    'fault',
    '',
    '/a b',
    '/a;b',
    '/a{b}',
    '/a"b',
    '/a\nb',
    '/../etc',
    '/a/..',
    '/.',
    '//',
    '/a//b',
    '/a/',
    '/$uri',
    '/a%2fb',
    '/ä',
    '/a#b',
  ])('path %j of the Ingress', (path) => {
    const ingress = { hosts: ['a.example'], path };
    expect(() => new NginxFaultInjector(chart(), 'faults', { status: 503, port: 80, ingress })).toThrow(
      `path of the ingress must be "/" and names of letters, digits, "-", "_" and ".", such as /fault, got ${JSON.stringify(path)}`,
    );
  });

  test.each(['/', '/fault', '/.well-known/a-b_c.d', '/v1.0/x'])('but not path %j', (path) => {
    const { ingress } = new NginxFaultInjector(chart(), 'faults', { status: 503, port: 80, ingress: { hosts: ['a.example'], path } });
    expect(ingress?.toJson()).toHaveProperty('spec.rules.0.http.paths.0.path', path);
  });
});
