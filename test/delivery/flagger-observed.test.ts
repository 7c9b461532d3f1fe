import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Duration } from 'cdk8s';
import { loadAll } from 'js-yaml';
import type { KubeObject } from '../../src/bundle';
import {
  CanaryMatch,
  CanaryMetric,
  CanarySteps,
  CanaryWebhook,
  FlaggerCanary,
  FlaggerCanaryProps,
  FlaggerMetricTemplate,
} from '../../src/delivery';
import { Mesh, MeshChart, MeshObject } from '../../src/mesh';
import { validator } from '../schemas/schema-files';

const observed = loadAll(readFileSync(join(__dirname, 'observed-canaries.yaml'), 'utf8')) as KubeObject[];

const chart = (mesh: Mesh, namespace: string): MeshChart => new MeshChart(new App(), 'test', { namespace, mesh });

const metrics = [
  CanaryMetric.successRate({ min: 99 }),
  CanaryMetric.requestDuration({ max: Duration.millis(500), interval: Duration.seconds(30) }),
];

const common = {
  target: 'podinfo',
  service: { port: 9898 },
  progressDeadline: Duration.minutes(1),
  interval: Duration.seconds(10),
  threshold: 2,
  steps: CanarySteps.upTo(50, { step: 25 }),
  metrics,
};

const hook = (namespace: string, type: string, metadata?: Record<string, string>) => ({
  url: `http://127.0.0.1:19091/${namespace}/${type}`,
  timeout: Duration.seconds(5),
  metadata,
});

const everyHook = (namespace: string): CanaryWebhook[] => {
  const props = (type: string) => hook(namespace, type, { who: type });
  return [
    CanaryWebhook.confirmRollout('confirm-rollout', props('confirm-rollout')),
    CanaryWebhook.preRollout('pre-rollout', props('pre-rollout')),
    CanaryWebhook.rollout('rollout', props('rollout')),
    CanaryWebhook.confirmTrafficIncrease('confirm-traffic-increase', props('confirm-traffic-increase')),
    CanaryWebhook.confirmPromotion('confirm-promotion', props('confirm-promotion')),
    CanaryWebhook.postRollout('post-rollout', props('post-rollout')),
    CanaryWebhook.rollback('rollback', props('rollback')),
    CanaryWebhook.event('event', props('event')),
    CanaryWebhook.rollout('plain', hook(namespace, 'plain')),
  ];
};

const gates = (namespace: string): CanaryWebhook[] => [
  CanaryWebhook.confirmRollout('confirm-rollout', hook(namespace, 'confirm-rollout')),
  CanaryWebhook.confirmTrafficIncrease('confirm-traffic-increase', hook(namespace, 'confirm-traffic-increase')),
  CanaryWebhook.confirmPromotion('confirm-promotion', hook(namespace, 'confirm-promotion')),
];

const GATEWAY = Mesh.gatewayApi();
const SMI = Mesh.linkerd('2.10');

/** How a user writes each of the Canaries that a real Flagger was given. */
const scenarios: readonly (readonly [namespace: string, mesh: Mesh, props: Partial<FlaggerCanaryProps>])[] = [
  ['flagger-gw-ok', GATEWAY, { webhooks: everyHook('flagger-gw-ok') }],
  ['flagger-li-ok', SMI, {}],
  ['flagger-empty', GATEWAY, {}],
  ['flagger-gw-steps', GATEWAY, { steps: CanarySteps.weights(5, 20, 60) }],
  ['flagger-gw-ab', GATEWAY, { steps: CanarySteps.iterations(2, { match: [{ headers: { 'x-canary': 'yes' } }] }) }],
  ['flagger-gw-bg', GATEWAY, { steps: CanarySteps.iterations(2) }],
  ['flagger-gw-bgmirror', GATEWAY, { steps: CanarySteps.iterations(2, { mirror: true }) }],
  ['flagger-k8s-bg', GATEWAY, { provider: 'kubernetes', steps: CanarySteps.iterations(2) }],
  ['flagger-gates', GATEWAY, { webhooks: gates('flagger-gates') }],
  ['flagger-gw-sticky', GATEWAY, { sessionAffinity: { cookieName: 'flagger-cookie', maxAge: Duration.minutes(1) } }],
  ['flagger-gw-hpa', GATEWAY, { autoscaler: 'podinfo' }],
  ['flagger-gw-skip', GATEWAY, { skipAnalysis: true }],
  ['flagger-gw-delrev', GATEWAY, { revertOnDeletion: true }],
  ['flagger-rbhook', GATEWAY, { webhooks: [CanaryWebhook.rollback('rollback', hook('flagger-rbhook', 'rollback'))] }],
];

/** What Flagger ran in a namespace, but for what we write otherwise: */
function canaryOf(namespace: string): KubeObject {
  const copy = observed.find(({ kind, metadata }) => kind === 'Canary' && metadata.namespace === namespace) as KubeObject & CanaryLike;
  // With `core` Flagger waits for ever on a real Linkerd; these ran without one.
  for (const ref of copy.spec.service.gatewayRefs ?? []) ref.group = '';
  // Flagger takes the last of stepWeights for the largest share, and no notice of maxWeight.
  if (copy.spec.analysis.stepWeights) delete copy.spec.analysis.maxWeight;
  // A webhook without a type is one of `rollout`.
  for (const webhook of copy.spec.analysis.webhooks ?? []) webhook.type ??= 'rollout';
  return copy;
}

interface CanaryLike {
  readonly spec: {
    readonly service: { readonly gatewayRefs?: { group: string }[] };
    readonly analysis: { readonly stepWeights?: number[]; maxWeight?: number; readonly webhooks?: { type?: string }[] };
  };
}

test.each(scenarios)('what Flagger ran as %s can be written', (namespace, mesh, props) => {
  const canary = new FlaggerCanary(chart(mesh, namespace), 'podinfo', { ...common, ...props });
  expect(ApiObject.of(canary).toJson()).toEqual(canaryOf(namespace));
});

test('a metric by a template, with a variable, can be written', () => {
  const namespace = 'flagger-gw-tmpl';
  const scope = chart(GATEWAY, namespace);
  const good = new FlaggerMetricTemplate(scope, 'good', {
    address: 'http://127.0.0.1:19090',
    query:
      'sum(rate(response_total{namespace="{{ namespace }}",deployment="{{ target }}",service="{{ service }}",route="{{ variables.route }}"}[{{ interval }}]))',
  });
  const canary = new FlaggerCanary(scope, 'podinfo', {
    ...common,
    metrics: [CanaryMetric.fromTemplate(good, { min: 10, variables: { route: 'r1' } })],
  });

  expect(ApiObject.of(good).toJson()).toEqual(observed.find(({ kind }) => kind === 'MetricTemplate'));
  expect(ApiObject.of(canary).toJson()).toEqual(canaryOf(namespace));
});

test.each(scenarios)('our schema of Canary accepts %s', (namespace, mesh, props) => {
  const validate = validator('flagger.app/canary.v1beta1.json');
  const canary = new FlaggerCanary(chart(mesh, namespace), 'podinfo', { ...common, ...props });
  validate(ApiObject.of(canary).toJson());
  expect(validate.errors).toBeNull();
});

/** What a real Flagger was given and then did the wrong thing with, without a word: each by the name of its scenario. */
const traps: readonly (readonly [scenario: string, message: RegExp, write: (scope: MeshChart) => void])[] = [
  [
    'abtest-header-prefix',
    /match of header x-canary must be a string/,
    (scope) => {
      // @ts-expect-error there is no match by prefix
      const match: CanaryMatch[] = [{ headers: { 'x-canary': { prefix: 'yes' } } }];
      new FlaggerCanary(scope, 'podinfo', { ...common, steps: CanarySteps.iterations(3, { match }) });
    },
  ],
  [
    'abtest-linkerd',
    /got A\/B test/,
    (scope) => {
      new FlaggerCanary(new MeshChart(scope, 'smi', { namespace: 'x', mesh: SMI }), 'podinfo', {
        ...common,
        steps: CanarySteps.iterations(3, { match: [{ headers: { 'x-canary': 'yes' } }] }),
      });
    },
  ],
  [
    'cdk8s-selector',
    /must have one of the labels app, name, app.kubernetes.io\/name, got cdk8s.io\/metadata.addr/,
    (scope) => {
      const selector = { matchLabels: { 'cdk8s.io/metadata.addr': 'test-podinfo-c8aaaaaa' } };
      const target = new ApiObject(scope, 'deployment', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'podinfo' },
        spec: { selector },
      });
      new FlaggerCanary(scope, 'podinfo', { ...common, target });
      scope.toJson();
    },
  ],
  [
    'duplicate-step',
    /weights must grow from step to step, got 20 after 20/,
    (scope) => {
      new FlaggerCanary(scope, 'podinfo', { ...common, steps: CanarySteps.weights(20, 20, 40) });
    },
  ],
  [
    'long-name',
    /at most 55 characters/,
    (scope) => {
      new FlaggerCanary(scope, 'podinfo', { ...common, target: 'a23456789012345678901234567890123456789012345678901234567' });
    },
  ],
  [
    'maxweight-over-100',
    /maxWeight must be a whole number from 1 to 100, got 150/,
    (scope) => {
      new FlaggerCanary(scope, 'podinfo', { ...common, steps: CanarySteps.upTo(150, { step: 50 }) });
    },
  ],
  [
    'no-service',
    /port of the service must be a whole number/,
    (scope) => {
      // @ts-expect-error the service is required
      new FlaggerCanary(scope, 'podinfo', { ...common, service: {} });
    },
  ],
  [
    'service-target',
    /target must be a Deployment or DaemonSet, got a "Service"/,
    (scope) => {
      // @ts-expect-error a Service is no target
      new FlaggerCanary(scope, 'podinfo', { ...common, target: { kind: 'Service', name: 'podinfo' } });
    },
  ],
  [
    'step-zero',
    /step must be a whole number from 1 to 100, got 0/,
    (scope) => {
      new FlaggerCanary(scope, 'podinfo', { ...common, steps: CanarySteps.upTo(50, { step: 0 }) });
    },
  ],
  [
    'overshoot',
    /step must divide 50, got 30; use 25/,
    (scope) => {
      new FlaggerCanary(scope, 'podinfo', { ...common, steps: CanarySteps.upTo(50, { step: 30 }) });
    },
  ],
  [
    'cookie-names-equal',
    /primaryCookieName must differ from cookieName/,
    (scope) => {
      new FlaggerCanary(scope, 'podinfo', { ...common, sessionAffinity: { cookieName: 'a', primaryCookieName: 'a' } });
    },
  ],
  [
    'metrictemplate-missing-variable',
    /variables of metric good must have route/,
    (scope) => {
      const template = new FlaggerMetricTemplate(scope, 'good', {
        address: 'http://127.0.0.1:19090',
        query: 'x{route="{{ variables.route }}"}',
      });
      new FlaggerCanary(scope, 'podinfo', { ...common, metrics: [CanaryMetric.fromTemplate(template, { min: 10 })] });
    },
  ],
  [
    'two-canaries',
    /traffic of service podinfo is already decided/,
    (scope) => {
      new FlaggerCanary(scope, 'podinfo', common);
      new FlaggerCanary(scope, 'other', common);
    },
  ],
  [
    'takes-over-service-and-route',
    /Service podinfo \(.*\) is written by Flagger/,
    (scope) => {
      new MeshObject(scope, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'podinfo' } });
      new FlaggerCanary(scope, 'podinfo', common);
      scope.toJson();
    },
  ],
  [
    'takes-over-trafficsplit',
    /TrafficSplit podinfo \(.*\) is written by Flagger/,
    (scope) => {
      const smi = new MeshChart(scope, 'smi', { namespace: 'x', mesh: SMI });
      new MeshObject(smi, 'split', { apiVersion: 'split.smi-spec.io/v1alpha2', kind: 'TrafficSplit', metadata: { name: 'podinfo' } });
      new FlaggerCanary(smi, 'podinfo', common);
      smi.toJson();
    },
  ],
  [
    'smi-v1alpha3',
    /provider must be one that works on gateway-api v1/,
    (scope) => {
      // @ts-expect-error there is no such provider
      new FlaggerCanary(scope, 'podinfo', { ...common, provider: 'smi:v1alpha3' });
    },
  ],
];

test.each(traps)('%s cannot be written', (_, message, write) => {
  expect(() => write(chart(GATEWAY, 'shop'))).toThrow(message);
});

test('a mirror with steps of weights cannot be written', () => {
  // @ts-expect-error there is no such option
  const steps = CanarySteps.upTo(50, { step: 25, mirror: true });
  expect(steps._toAnalysis()).not.toHaveProperty('mirror');
});

test('a Canary that routes by the Gateway API always has a parent for its route', () => {
  const canary = new FlaggerCanary(chart(GATEWAY, 'shop'), 'podinfo', common);
  expect(ApiObject.of(canary).toJson()).toHaveProperty('spec.service.gatewayRefs', [
    { group: '', kind: 'Service', name: 'podinfo', namespace: 'shop', port: 9898 },
  ]);
});

test('a metric by a template always has an interval', () => {
  const metric = CanaryMetric.fromTemplate({ name: 'good' }, { min: 10 });
  expect(metric._toMetric('shop')).toEqual({ name: 'good', interval: '1m', thresholdRange: { min: 10 }, templateRef: { name: 'good' } });
});
