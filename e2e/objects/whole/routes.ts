import { Duration } from 'cdk8s';
import {
  applyInjection,
  CanarySplit,
  existingService,
  FaultExperiment,
  LinkerdArgoCd,
  LinkerdFlux,
  Mesh,
  MeshNamespace,
  RequestSplit,
  ServiceProfileWithRetries,
  VersionedService,
  Workload,
  type InjectionOptions,
  type MeshChart,
} from 'cdk8s-mesh';
import { whole, type Whole } from './whole';

const web = (chart: MeshChart): VersionedService => {
  const versions = { v1: { image: 'web:1' }, v2: { image: 'web:2' } };
  return new VersionedService<string>(chart, 'web', { ports: { http: 80, grpc: 90 }, stable: 'v1', versions });
};

/** Those that pods inherit from their namespace, too. */
const injection: InjectionOptions = {
  inject: 'enabled',
  proxyCpuRequest: '10m',
  proxyCpuLimit: '1',
  proxyMemoryRequest: '1Mi',
  proxyMemoryLimit: '1Gi',
  skipInboundPorts: [1, '3-4'],
  opaquePorts: [4],
  defaultInboundPolicy: 'audit',
  proxyLogLevel: 'info',
  proxyLogFormat: 'json',
  accessLog: 'json',
  proxyAwait: true,
};

const install = { chartVersion: '2026.6.1', chartRepository: 'https://helm.example/edge', namespace: 'linkerd', values: { a: 1 } };

const matches = [{ headers: { 'x-a': 'b' }, method: 'GET' as const }];

const split = (weights: Readonly<Record<string, number>>, props: object, api?: Mesh) =>
  whole(
    `CanarySplit ${JSON.stringify(props)}`,
    { weights, name: 'split', ...props },
    (chart, changed) => {
      new CanarySplit(chart, 'split', { ...changed, service: web(chart) });
    },
    api,
  );

/** Constructs that say where requests go, who may send them, and what the mesh does. */
export const wholeRoutes: readonly Whole[] = [
  split({ v1: 90, v2: 10 }, { ports: ['http', 90] }),
  split({ v1: 90, v2: 10 }, { api: 'policy.linkerd.io/v1beta3' }),
  split({ v1: 90, v2: 10 }, { api: 'linkerd.io/v1alpha2' }),
  split({ v1: 90, v2: 10 }, {}, Mesh.linkerd('2.11')),
  split({ v1: 90, v2: 10 }, {}, Mesh.smi()),
  whole('RequestSplit', { to: 'v2', match: matches, otherwise: { v1: 1 }, name: 'testers' }, (chart, props) => {
    new RequestSplit(chart, 'testers', { ...props, service: web(chart) });
  }),
  whole(
    'RequestSplit of SMI',
    { to: 'v2', match: matches, name: 'testers' },
    (chart, props) => new RequestSplit(chart, 'testers', { ...props, service: web(chart) }),
    Mesh.smi(),
  ),
  whole('FaultExperiment', { share: 0.1, name: 'fault', match: matches }, (chart, props) => {
    new FaultExperiment(chart, 'fault', { ...props, service: web(chart), to: existingService('injector', 80) });
  }),
  whole(
    'ServiceProfileWithRetries',
    {
      routes: [
        {
          method: 'GET' as const,
          path: '/a/{id}',
          name: 'x',
          isRetryable: true,
          responseClasses: [{ from: 500, to: 599, isFailure: true }],
        },
      ],
      budget: { retryRatio: 0.2, minRetriesPerSecond: 10 },
      clusterDomain: 'cluster.local',
    },
    (chart, props) => new ServiceProfileWithRetries(chart, 'profile', { ...props, service: web(chart) }),
  ),
  whole('injection', { ...injection, debugSidecar: true, debugImage: 'x', debugImageVersion: '1' }, (chart, props) =>
    applyInjection(new Workload(chart, 'web', { image: 'web:1' }), props),
  ),
  whole(
    'MeshNamespace',
    { ...injection, name: 'team', labels: { a: 'b' }, annotations: { 'a.B/c': 'd' }, podSecurity: 'privileged' as const },
    (chart, props) => new MeshNamespace(chart, 'team', props),
  ),
  whole(
    'LinkerdArgoCd',
    {
      ...install,
      crdsChartVersion: '2026.6.1',
      installGatewayApi: true,
      cni: true,
      project: 'default',
      destinationServer: 'https://a.example',
    },
    (chart, props) => new LinkerdArgoCd(chart, 'linkerd', props),
  ),
  whole('LinkerdFlux', { ...install, seconds: 60 }, (chart, { seconds, ...props }) => {
    new LinkerdFlux(chart, 'linkerd', { ...props, interval: Duration.seconds(seconds) });
  }),
];
