import { Duration } from 'cdk8s';
import {
  LoadGenerator,
  NginxFaultInjector,
  PreviewIngress,
  VersionedService,
  Workload,
  type DeploymentSettings,
  type LoadGeneratorProps,
  type NginxFaultInjectorProps,
  type PreviewIngressProps,
  type VersionedServiceProps,
  type WorkloadProps,
} from 'cdk8s-mesh';
import { whole, type Whole } from './whole';

type Program = 'command' | 'args' | 'env' | 'envFrom' | 'startupProbe' | 'livenessProbe' | 'readinessProbe';

/** What every Deployment of ours can be told. */
const settings: Required<Omit<DeploymentSettings, Program>> = {
  imagePullPolicy: 'Always',
  resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '1Gi', 'example.com/gpu': '1' } },
  volumes: [
    { name: 'v', emptyDir: { medium: 'Memory' }, mountPath: '/v' },
    { name: 'w', configMap: { name: 'a', items: [{ key: 'a', path: 'b' }] }, mountPath: '/w', subPath: 'a', readOnly: true },
    { name: 's', secret: { secretName: 'a', defaultMode: 0o400 }, mountPath: '/s' },
  ],
  replicas: 2,
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: '25%' } },
  serviceAccountName: 'front-account',
  podSecurity: 'restricted',
  runAsUser: 1,
  securityContext: { runAsGroup: 1, capabilities: { add: ['NET_BIND_SERVICE'] }, seccompProfile: { type: 'RuntimeDefault' } },
  podLabels: { team: 'a' },
  podAnnotations: { 'example.com/a': 'b' },
  terminationGracePeriodSeconds: 5,
  imagePullSecrets: ['s'],
};

const { replicas: _replicas, ...scaled } = settings;
const { replicas: _number, strategy: _strategy, ...pod } = settings;

const workload: Required<Omit<WorkloadProps, 'replicas'>> = {
  ...scaled,
  image: 'web:1',
  ports: { http: { port: 80, targetPort: 8080, appProtocol: 'http', containerPortName: 'web' }, grpc: 90 },
  createService: true,
  serviceType: 'LoadBalancer',
  name: 'front',
  deploymentName: 'front-deployment',
  selector: { app: 'shop', tier: 'front' },
  metrics: { port: 'http', path: '/metrics' },
  createServiceAccount: true,
  containerName: 'web',
  command: ['web'],
  args: ['-v'],
  env: { A: 'b', B: { secretKeyRef: { name: 'x', key: 'k' } }, C: { fieldRef: { fieldPath: 'metadata.name' } } },
  envFrom: [{ configMapRef: { name: 'c' } }, { prefix: 'S_', secretRef: { name: 's' } }],
  livenessProbe: { httpGet: { port: 'web', path: '/live', scheme: 'HTTP' }, periodSeconds: 10, timeoutSeconds: 1, successThreshold: 1 },
  readinessProbe: { tcpSocket: { port: 8080 }, failureThreshold: 3, successThreshold: 2 },
  startupProbe: { grpc: { port: 90, service: 'web' }, initialDelaySeconds: 1, terminationGracePeriodSeconds: 5 },
  config: { mountPath: '/etc/web', files: { 'a.conf': 'b' } },
  autoscaler: {
    minReplicas: 1,
    maxReplicas: 2,
    cpuUtilization: 50,
    metrics: [
      { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '1Gi' } } },
      { type: 'Pods', pods: { metric: { name: 'requests' }, target: { type: 'AverageValue', averageValue: '100' } } },
    ],
  },
};

const service: VersionedServiceProps<string> = {
  ports: { http: { port: 80, targetPort: 8080 }, grpc: 90 },
  name: 'web',
  stable: 'v1',
  versions: { v1: { image: 'a:1', deploymentName: 'a', podLabels: { tier: 'b' } }, v2: { image: 'a:2' } },
  appLabel: 'app',
  versionLabel: 'version',
  createServiceAccount: true,
  metrics: { port: 'http' },
};

const load: Required<Omit<LoadGeneratorProps, 'duration' | 'command' | 'args' | 'envFrom'>> = {
  ...pod,
  url: 'http://web/',
  name: 'load',
  image: 'fortio:1',
  rate: 1,
  concurrency: 2,
  headers: { 'x-a': 'b' },
  basicAuthSecret: 'secret',
  insecureTls: true,
  env: { A: 'b' },
};

const injector: Required<Omit<NginxFaultInjectorProps, 'delay'>> = {
  ...settings,
  port: 80,
  portName: 'http',
  containerPort: 8080,
  name: 'injector',
  serviceName: 'zipkin',
  configMapName: 'config',
  image: 'nginx:1',
  status: 500,
  body: 'x',
  contentType: 'text/plain',
  share: 0.5,
  otherwise: { status: 200, body: 'y' },
  ingress: {
    path: '/x',
    hosts: ['a.example', '*.b.example'],
    tlsSecretName: 't',
    ingressClassName: 'nginx',
    annotations: { 'example.com/a': 'b' },
  },
};

const preview: Omit<PreviewIngressProps<string>, 'service'> = {
  hosts: ['a.example'],
  tlsSecretName: 't',
  ingressClassName: 'nginx',
  annotations: { 'example.com/a': 'b' },
  paths: { v1: '/preview/v1' },
  name: 'preview',
  port: 'http',
  versions: ['v1', 'v2'],
};

/** Constructs with pods, and what is in front of them. */
export const wholeWorkloads: readonly Whole[] = [
  whole('Workload', workload, (chart, props) => new Workload(chart, 'web', props)),
  whole('VersionedService', service, (chart, props) => new VersionedService(chart, 'web', props)),
  whole('LoadGenerator', load, (chart, props) => new LoadGenerator(chart, 'load', props)),
  whole(
    'LoadGenerator for a time',
    { url: 'http://web/', args: ['x'], podAnnotations: { 'linkerd.io/inject': 'disabled' }, seconds: 10 },
    (chart, { seconds, ...props }) => new LoadGenerator(chart, 'load', { ...props, duration: Duration.seconds(seconds) }),
  ),
  whole('NginxFaultInjector', injector, (chart, props) => new NginxFaultInjector(chart, 'injector', props)),
  whole('PreviewIngress', preview, (chart, props) => {
    new PreviewIngress(chart, 'preview', { ...props, service: new VersionedService(chart, 'web', service) });
  }),
];
