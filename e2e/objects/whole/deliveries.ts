import { Duration } from 'cdk8s';
import {
  AccessControl,
  CanaryMetric,
  CanarySteps,
  CanaryWebhook,
  FlaggerAlertProvider,
  FlaggerCanary,
  FlaggerMetricTemplate,
  Mesh,
  Workload,
  type AccessControlProps,
  type FlaggerAlertProviderProps,
  type FlaggerMetricTemplateProps,
} from 'cdk8s-mesh';
import { whole, type Whole } from './whole';

/** A Canary as data: what is a class in its props is made of it. */
const canary = {
  service: { port: 80, targetPort: 8080, portName: 'http', name: 'apex', portDiscovery: true },
  seconds: { interval: 30, progressDeadline: 60, timeout: 5, metric: 60 },
  threshold: 5,
  weights: [5, 10],
  metric: { template: { name: 'rate', namespace: 'flagger' }, options: { min: 1, max: 2, variables: { a: 'b' }, name: 'q' } },
  webhook: {
    name: 'load',
    props: { url: 'http://load/', retries: 2, metadata: { cmd: 'x' }, muteAlert: true, disableTLS: true },
  },
  alerts: [{ provider: { name: 'a', namespace: 'b' }, severity: 'info' as const, name: 'z' }],
  autoscaler: 'web',
  sessionAffinity: {
    cookieName: 'a',
    primaryCookieName: 'b',
    domain: 'example',
    path: '/',
    httpOnly: true,
    secure: true,
    sameSite: 'Lax' as const,
    partitioned: true,
  },
  skipAnalysis: false,
  revertOnDeletion: true,
  suspend: false,
  metricsServer: 'http://prometheus:9090',
  name: 'canary',
};

const template: Required<FlaggerMetricTemplateProps> = {
  address: 'http://prometheus:9090',
  query: 'vector({{ variables.x }})',
  targetKind: 'Deployment',
  secretRef: 's',
  insecureSkipVerify: true,
  name: 'rate',
};

const provider: Required<Omit<FlaggerAlertProviderProps, 'address'>> = {
  type: 'slack',
  secretRef: 's',
  channel: 'c',
  username: 'u',
  proxy: 'http://proxy',
  name: 'team',
};

const access: Omit<AccessControlProps, 'pods'> = {
  port: 'http',
  rules: { scrape: { clients: [{ serviceAccount: 'prometheus', namespace: 'monitoring' }], methods: ['GET'], paths: ['/metrics'] } },
  enforce: true,
  name: 'access',
};

const ports = { http: 80 };

/** Constructs for releases by metrics, and for who may send what. */
export const wholeDeliveries: readonly Whole[] = [
  whole('FlaggerCanary', canary, (chart, { seconds, weights, metric, webhook, service, ...props }) => {
    new FlaggerCanary(chart, 'canary', {
      ...props,
      target: new Workload(chart, 'web', { image: 'web:1', ports, createService: false }),
      service: { ...service, timeout: Duration.seconds(seconds.timeout) },
      interval: Duration.seconds(seconds.interval),
      progressDeadline: Duration.seconds(seconds.progressDeadline),
      steps: CanarySteps.weights(...weights),
      metrics: [CanaryMetric.fromTemplate(metric.template, { ...metric.options, interval: Duration.seconds(seconds.metric) })],
      webhooks: [CanaryWebhook.rollout(webhook.name, webhook.props)],
    });
  }),
  whole('FlaggerMetricTemplate', template, (chart, props) => new FlaggerMetricTemplate(chart, 'rate', props)),
  whole('FlaggerAlertProvider', provider, (chart, props) => new FlaggerAlertProvider(chart, 'team', props)),
  whole('AccessControl', { ...access, others: 'all' as const, probePaths: ['/live'] }, (chart, props) => {
    new AccessControl(chart, 'access', { ...props, pods: new Workload(chart, 'web', { image: 'web:1', ports }) });
  }),
  whole(
    'AccessControl of SMI',
    { ...access, serviceAccount: 'web' },
    (chart, props) => new AccessControl(chart, 'access', { ...props, pods: new Workload(chart, 'web', { image: 'web:1', ports }) }),
    Mesh.smi(),
  ),
];
