import { ApiObject, App, Chart, Duration, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import type { KubeObject } from '../../src/bundle';
import {
  CanaryMetric,
  CanarySteps,
  CanaryWebhook,
  FlaggerAlertProvider,
  FlaggerCanary,
  FlaggerCanaryProps,
  FlaggerMetricTemplate,
  LinkerdMetrics,
} from '../../src/delivery';
import { Mesh, MeshChart, MeshObject, warningsOf } from '../../src/mesh';
import { CanarySplit } from '../../src/traffic';
import { VersionedService } from '../../src/service';
import { validator } from '../schemas/schema-files';

const shop = (mesh?: Mesh): MeshChart => new MeshChart(new App(), 'shop', { namespace: 'shop', mesh });

const minimal: FlaggerCanaryProps = {
  target: 'web',
  service: { port: 8080 },
  interval: Duration.minutes(1),
  threshold: 5,
  steps: CanarySteps.upTo(50, { step: 10 }),
};

const synth = (chart: MeshChart): void => void chart.toJson();

const specOf = (canary: FlaggerCanary): Record<string, unknown> =>
  (ApiObject.of(canary).toJson() as KubeObject & { spec: Record<string, unknown> }).spec;

const workload = (scope: Chart, spec: object, kind = 'Deployment', name = 'web'): ApiObject =>
  new ApiObject(scope, `${kind}-${name}`, { apiVersion: 'apps/v1', kind, metadata: { name }, spec });

const autoscaler = (scope: Chart, scaleTargetRef: object): ApiObject =>
  new ApiObject(scope, 'hpa', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: { scaleTargetRef },
  });

const selector = { matchLabels: { app: 'web' } };

test('minimal props', () => {
  expect(ApiObject.of(new FlaggerCanary(shop(), 'web', minimal)).toJson()).toEqual({
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      provider: 'gatewayapi:v1',
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      service: { port: 8080, gatewayRefs: [{ group: '', kind: 'Service', name: 'web', namespace: 'shop', port: 8080 }] },
      analysis: { interval: '1m', threshold: 5, stepWeight: 10, maxWeight: 50 },
    },
  });
});

test('all props', () => {
  const chart = shop(Mesh.gatewayApi());
  const target = workload(chart, { selector: { matchLabels: { team: 'a' } } });
  const metricsChart = new MeshChart(chart, 'metrics', { namespace: 'flagger' });
  const props: Required<FlaggerCanaryProps> = {
    target,
    service: { name: 'web-http', port: 80, targetPort: 'http', portName: 'http-web', portDiscovery: true, timeout: Duration.millis(1500) },
    interval: Duration.seconds(90),
    threshold: 3,
    steps: CanarySteps.upTo(40, { step: 20, promotionStep: 10 }),
    metrics: [
      CanaryMetric.successRate({ min: 99.5 }),
      CanaryMetric.fromTemplate(
        new FlaggerMetricTemplate(metricsChart, 'not-found', { address: 'http://prometheus:9090', query: 'vector(1)' }),
        { max: 3 },
      ),
    ],
    webhooks: [CanaryWebhook.rollout('load', { url: 'http://loadtester.test/' })],
    alerts: [
      { provider: new FlaggerAlertProvider(chart, 'slack', { type: 'slack', secretRef: 'slack' }) },
      { provider: { name: 'pager', namespace: 'ops' }, severity: 'error', name: 'on call' },
    ],
    autoscaler: autoscaler(chart, { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }),
    progressDeadline: Duration.minutes(2),
    sessionAffinity: { cookieName: 'canary', primaryCookieName: 'primary' },
    skipAnalysis: false,
    revertOnDeletion: true,
    suspend: false,
    provider: 'gatewayapi:v1',
    metricsServer: 'http://prometheus.monitoring:9090',
    builtinMetrics: 'application',
    selectorLabels: ['team'],
    name: 'web-canary',
  };
  const canary = new FlaggerCanary(chart, 'web', props);

  expect(canary.serviceName).toBe('web-http');
  expect(canary.provider).toBe('gatewayapi:v1');
  expect(() => synth(chart)).not.toThrow();
  const json = ApiObject.of(canary).toJson() as KubeObject;
  expect(json).toEqual({
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: { name: 'web-canary', namespace: 'shop' },
    spec: {
      provider: 'gatewayapi:v1',
      metricsServer: 'http://prometheus.monitoring:9090',
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      autoscalerRef: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'web' },
      progressDeadlineSeconds: 120,
      service: {
        name: 'web-http',
        port: 80,
        targetPort: 'http',
        portName: 'http-web',
        portDiscovery: true,
        timeout: '1s500ms',
        gatewayRefs: [{ group: '', kind: 'Service', name: 'web-http', namespace: 'shop', port: 80 }],
      },
      skipAnalysis: false,
      revertOnDeletion: true,
      suspend: false,
      analysis: {
        interval: '90s',
        threshold: 3,
        stepWeight: 20,
        maxWeight: 40,
        stepWeightPromotion: 10,
        metrics: [
          { name: 'request-success-rate', interval: '1m', thresholdRange: { min: 99.5 } },
          { name: 'not-found', interval: '1m', thresholdRange: { max: 3 }, templateRef: { name: 'not-found', namespace: 'flagger' } },
        ],
        webhooks: [{ name: 'load', type: 'rollout', url: 'http://loadtester.test/' }],
        alerts: [
          { name: 'slack', severity: 'info', providerRef: { name: 'slack' } },
          { name: 'on call', severity: 'error', providerRef: { name: 'pager', namespace: 'ops' } },
        ],
        sessionAffinity: { cookieName: 'canary', primaryCookieName: 'primary' },
      },
    },
  });
  const validate = validator('flagger.app/canary.v1beta1.json');
  validate(json);
  expect(validate.errors).toBeNull();
});

test('a JSON patch reaches the object', () => {
  const canary = new FlaggerCanary(shop(), 'web', minimal);
  ApiObject.of(canary).addJsonPatch(JsonPatch.add('/spec/analysis/primaryReadyThreshold', 50));
  expect(ApiObject.of(canary).toJson()).toHaveProperty('spec.analysis.primaryReadyThreshold', 50);
});

test('in a plain cdk8s chart without a namespace the route has a parent in the namespace it is applied to', () => {
  const canary = new FlaggerCanary(Testing.chart(), 'web', minimal);
  expect(specOf(canary)).toHaveProperty('service.gatewayRefs', [{ group: '', kind: 'Service', name: 'web', port: 8080 }]);
});

test.each([
  [Mesh.linkerd('2.20'), 'gatewayapi:v1'],
  [Mesh.linkerd('2.18'), 'gatewayapi:v1'],
  [Mesh.linkerd('2.17'), 'gatewayapi:v1beta1'],
  [Mesh.linkerd('2.14'), 'gatewayapi:v1beta1'],
  [Mesh.linkerd('2.13'), 'linkerd'],
  [Mesh.linkerd('2.10'), 'linkerd'],
  [Mesh.gatewayApi(), 'gatewayapi:v1'],
])('on %s Flagger routes with %s', (mesh, provider) => {
  expect(new FlaggerCanary(shop(mesh), 'web', minimal).provider).toBe(provider);
});

test('with TrafficSplits there is no parent of a route', () => {
  expect(specOf(new FlaggerCanary(shop(Mesh.linkerd('2.10')), 'web', minimal))).toHaveProperty('service', { port: 8080 });
});

test.each<[string, Mesh, Partial<FlaggerCanaryProps>, string]>([
  [
    'a provider that the mesh does not honour',
    Mesh.linkerd('2.10'),
    { provider: 'gatewayapi:v1' },
    'provider must be one that works on linkerd 2.10',
  ],
  ['a mesh whose TrafficSplit Flagger does not know', Mesh.smi(), {}, 'split.smi-spec.io/v1alpha4: kubernetes; got none'],
  ['an interval that Flagger would stretch', Mesh.linkerd(), { interval: Duration.seconds(9) }, 'interval must be whole seconds from 10'],
  ['an interval with a fraction', Mesh.linkerd(), { interval: Duration.millis(10_500) }, 'got 10.5'],
  ['no failed check at all', Mesh.linkerd(), { threshold: 0 }, 'threshold must be a whole number from 1'],
  ['a threshold with a fraction', Mesh.linkerd(), { threshold: 1.5 }, 'got 1.5'],
  ['a deadline with a fraction', Mesh.linkerd(), { progressDeadline: Duration.millis(500) }, 'progressDeadline must be whole seconds'],
  ['port 0', Mesh.linkerd(), { service: { port: 0 } }, 'port of the service must be a whole number from 1 to 65535, got 0'],
  ['a port with a fraction', Mesh.linkerd(), { service: { port: 80.5 } }, 'got 80.5'],
  ['target port 65536', Mesh.linkerd(), { service: { port: 80, targetPort: 65536 } }, 'targetPort must be a whole number'],
  ['target port 0', Mesh.linkerd(), { service: { port: 80, targetPort: 0 } }, 'targetPort must be a whole number'],
  [
    'a target port that is no name',
    Mesh.linkerd(),
    { service: { port: 80, targetPort: 'a-very-long-port-name' } },
    'at most 15 characters',
  ],
  ['a name of a port that is none', Mesh.linkerd(), { service: { port: 80, portName: 'HTTP' } }, 'portName must be a DNS label'],
  ['a service with a long name', Mesh.linkerd(), { service: { port: 80, name: 'w'.repeat(56) } }, 'at most 55 characters'],
  ['a target whose name is none of a Service', Mesh.linkerd(), { target: 'web.v1' }, 'name of the service must be a DNS label'],
  ['a target that is no name', Mesh.linkerd(), { target: 'web/../x' }, 'name of target must be'],
  ['an autoscaler with a long name', Mesh.linkerd(), { autoscaler: 'w'.repeat(246) }, 'at most 245 characters'],
  [
    'a timeout that is not written',
    Mesh.linkerd('2.17'),
    { service: { port: 80, timeout: Duration.seconds(1) } },
    'timeout of the service must be left out with provider gatewayapi:v1beta1',
  ],
  [
    'a timeout of 0',
    Mesh.linkerd(),
    { service: { port: 80, timeout: Duration.millis(0) } },
    'timeout of the service must be whole milliseconds',
  ],
  ['a mirror, which makes Linkerd ignore the route', Mesh.linkerd(), { steps: CanarySteps.iterations(2, { mirror: true }) }, 'got mirror'],
  [
    'an A/B test by TrafficSplit',
    Mesh.linkerd('2.10'),
    { steps: CanarySteps.iterations(2, { match: [{ headers: { a: 'b' } }] }) },
    'got A/B test',
  ],
  ['weights without routes', Mesh.gatewayApi(), { provider: 'kubernetes' }, 'on gateway-api v1 (blue/green), got weights'],
  [
    'a cookie with TrafficSplits',
    Mesh.linkerd('2.10'),
    { sessionAffinity: { cookieName: 'a' } },
    'cookieName of sessionAffinity must be left out',
  ],
  [
    'a cookie of the primary with v1beta1',
    Mesh.linkerd('2.17'),
    { sessionAffinity: { cookieName: 'a', primaryCookieName: 'b' } },
    'primaryCookieName of sessionAffinity must be left out',
  ],
  [
    'a cookie with iterations',
    Mesh.linkerd(),
    { steps: CanarySteps.iterations(2), sessionAffinity: { cookieName: 'a' } },
    'sessionAffinity needs steps of weights',
  ],
  [
    'a gate that is never asked',
    Mesh.linkerd(),
    { steps: CanarySteps.iterations(2), webhooks: [CanaryWebhook.confirmTrafficIncrease('gate', { url: 'http://x/' })] },
    'use confirmPromotion',
  ],
  ['a metrics server that is no URL', Mesh.linkerd(), { metricsServer: 'prometheus:9090' }, 'metricsServer must be a URL'],
  ['a name that is none', Mesh.linkerd(), { name: 'Web' }, 'name of Canary must be'],
  ['a label that is none', Mesh.linkerd(), { selectorLabels: ['a b'] }, 'selectorLabels must be a label key'],
])('refuses %s', (_, mesh, props, message) => {
  expect(() => new FlaggerCanary(shop(mesh), 'web', { ...minimal, ...props })).toThrow(message);
});

test('whatever is refused, nothing is left of it', () => {
  const chart = shop();
  expect(() => new FlaggerCanary(chart, 'web', { ...minimal, threshold: 0 })).toThrow();
  expect(chart.toJson()).toEqual([]);
});

describe("Flagger's own metrics", () => {
  const metrics = [CanaryMetric.successRate({ min: 99 })];

  test.each(['2.14', '2.18', '2.20'] as const)(
    'are refused on Linkerd %s, where they ask the application, and the message names the fix',
    (version) => {
      expect(() => new FlaggerCanary(shop(Mesh.linkerd(version)), 'web', { ...minimal, metrics })).toThrow(
        /metric request-success-rate would count .* LinkerdMetrics/,
      );
    },
  );

  test('are refused on Linkerd with the provider kubernetes, too', () => {
    const props = { ...minimal, metrics, provider: 'kubernetes', steps: CanarySteps.iterations(3) } as const;
    expect(() => new FlaggerCanary(shop(), 'web', props)).toThrow('LinkerdMetrics');
  });

  test.each(['application', 'linkerd'] as const)('are written there where it is known that they ask the %s', (builtinMetrics) => {
    const canary = new FlaggerCanary(shop(), 'web', { ...minimal, metrics, builtinMetrics });
    expect(specOf(canary)).toHaveProperty('analysis.metrics', [
      { name: 'request-success-rate', interval: '1m', thresholdRange: { min: 99 } },
    ]);
  });

  test('are written with TrafficSplits, where they ask Linkerd, and on other meshes', () => {
    expect(() => new FlaggerCanary(shop(Mesh.linkerd('2.10')), 'web', { ...minimal, metrics })).not.toThrow();
    expect(() => new FlaggerCanary(shop(Mesh.gatewayApi()), 'web', { ...minimal, metrics })).not.toThrow();
  });

  test('are refused for a DaemonSet where they ask Linkerd, which they do for Deployments', () => {
    const target = { kind: 'DaemonSet', name: 'web' } as const;
    expect(() => new FlaggerCanary(shop(Mesh.linkerd('2.10')), 'web', { ...minimal, target, metrics })).toThrow(
      'counts requests to Deployments only',
    );
  });

  test('of LinkerdMetrics are for one kind of target', () => {
    const chart = shop();
    const deployments = new LinkerdMetrics(chart, 'linkerd');
    const daemonSets = new LinkerdMetrics(chart, 'linkerd-ds', { targetKind: 'DaemonSet' });
    const target = { kind: 'DaemonSet', name: 'web' } as const;
    expect(() => new FlaggerCanary(chart, 'a', { ...minimal, target, metrics: [deployments.successRate({ min: 99 })] })).toThrow(
      'give LinkerdMetrics the targetKind DaemonSet',
    );
    expect(() => new FlaggerCanary(chart, 'b', { ...minimal, target, metrics: [daemonSets.successRate({ min: 99 })] })).not.toThrow();
  });
});

describe('the target', () => {
  test('may be a Deployment of cdk8s-plus with a label that Flagger looks for', () => {
    const chart = shop();
    const target = new kplus.Deployment(chart, 'web', {
      metadata: { name: 'web' },
      containers: [{ image: 'web:1' }],
      podMetadata: { labels: { app: 'web' } },
      select: false,
    });
    target.select(kplus.LabelSelector.of({ labels: { app: 'web' } }));
    const canary = new FlaggerCanary(chart, 'canary', { ...minimal, target });
    expect(() => synth(chart)).not.toThrow();
    expect(specOf(canary)).toHaveProperty('targetRef', { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' });
  });

  test('is refused as cdk8s-plus makes it: Flagger does not look for its label', () => {
    const chart = shop();
    const target = new kplus.Deployment(chart, 'web', { metadata: { name: 'web' }, containers: [{ image: 'web:1' }] });
    new FlaggerCanary(chart, 'canary', { ...minimal, target });
    expect(() => synth(chart)).toThrow('must have one of the labels app, name, app.kubernetes.io/name, got cdk8s.io/metadata.addr');
  });

  test('may be selected by another label if Flagger is started with that', () => {
    const chart = shop();
    const target = new kplus.Deployment(chart, 'web', { metadata: { name: 'web' }, containers: [{ image: 'web:1' }] });
    new FlaggerCanary(chart, 'canary', { ...minimal, target, selectorLabels: ['cdk8s.io/metadata.addr'] });
    expect(() => synth(chart)).not.toThrow();
  });

  test('may be a version of a VersionedService', () => {
    const chart = shop();
    const web = new VersionedService(chart, 'apex', { ports: { http: 80 }, stable: '1', versions: { '1': { image: 'web:1' } } });
    expect(
      specOf(new FlaggerCanary(chart, 'canary', { ...minimal, target: web.version('1'), service: { name: 'web', port: 80 } })),
    ).toHaveProperty('targetRef.name', 'apexv1');
  });

  test('must be no other kind', () => {
    const chart = shop();
    const target = workload(chart, { selector }, 'StatefulSet');
    expect(() => new FlaggerCanary(chart, 'canary', { ...minimal, target })).toThrow(
      'target must be a Deployment or DaemonSet, got a "StatefulSet"',
    );
  });

  test.each<[string, object, string | undefined, string]>([
    ['no selector', {}, undefined, 'got none'],
    ['an expression for a selector', { selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } }, undefined, 'got none'],
    [
      'a label that is too long',
      { selector: { matchLabels: { app: 'w'.repeat(56) } } },
      undefined,
      'label app of Deployment web must have at most 55 characters',
    ],
    ['another namespace', { selector }, 'other', 'Deployment web must be in the namespace of the Canary, "shop", got "other"'],
  ])('must not have %s', (_, spec, namespace, message) => {
    const chart = shop();
    const target = new ApiObject(chart, 'web', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace }, spec });
    new FlaggerCanary(chart, 'canary', { ...minimal, target });
    expect(() => synth(chart)).toThrow(message);
  });

  test('must be replaced by rolling, if it is a DaemonSet', () => {
    const chart = shop();
    const target = workload(chart, { selector, updateStrategy: { type: 'OnDelete' } }, 'DaemonSet');
    new FlaggerCanary(chart, 'canary', { ...minimal, target });
    expect(() => synth(chart)).toThrow('updateStrategy of DaemonSet web must be RollingUpdate for Flagger, got OnDelete');
  });
});

test.each<[string, object]>([
  ['Deployment "other"', { kind: 'Deployment', name: 'other' }],
  ['StatefulSet "web"', { kind: 'StatefulSet', name: 'web' }],
])('an autoscaler of %s is refused', (got, scaleTargetRef) => {
  const chart = shop();
  new FlaggerCanary(chart, 'web', { ...minimal, autoscaler: autoscaler(chart, scaleTargetRef) });
  expect(() => synth(chart)).toThrow(`HorizontalPodAutoscaler web must scale Deployment web, got ${got}`);
});

test('an autoscaler of KEDA is referred to by its kind', () => {
  const canary = new FlaggerCanary(shop(), 'web', { ...minimal, autoscaler: { kind: 'ScaledObject', name: 'web' } });
  expect(specOf(canary)).toHaveProperty('autoscalerRef', { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', name: 'web' });
});

describe('a warning', () => {
  const messages = (chart: MeshChart): string[] => {
    chart.toJson();
    return warningsOf(chart).map(({ message }) => message);
  };
  const checked = { ...minimal, metrics: [CanaryMetric.fromTemplate({ name: 'errors' }, { max: 1 })] };

  test('says that nothing is measured', () => {
    const chart = shop();
    new FlaggerCanary(chart, 'web', minimal);
    expect(messages(chart)).toEqual([expect.stringContaining('nothing is measured')]);
  });

  test('is not given where metrics are', () => {
    const chart = shop();
    new FlaggerCanary(chart, 'web', checked);
    expect(messages(chart)).toEqual([]);
  });

  test('says that webhooks may take longer than the interval', () => {
    const chart = shop();
    const webhook = CanaryWebhook.rollout('load', { url: 'http://loadtester.test/' });
    new FlaggerCanary(chart, 'web', { ...checked, interval: Duration.seconds(20), webhooks: [webhook, webhook] });
    expect(messages(chart)).toEqual([expect.stringContaining('add up to 20 s')]);
  });

  test('says once that the target has replicas, however often the chart is synthesized', () => {
    const chart = shop();
    new FlaggerCanary(chart, 'web', { ...checked, target: workload(chart, { selector, replicas: 2 }) });
    chart.toJson();
    expect(messages(chart)).toEqual([expect.stringContaining('replicas of Deployment web should be left out')]);
  });
});

describe('beside a Canary', () => {
  test('no construct may split the traffic of the service', () => {
    const chart = shop();
    const web = new VersionedService(chart, 'web', {
      ports: { http: 80 },
      stable: '1',
      versions: { '1': { image: 'web:1' }, '2': { image: 'web:2' } },
    });
    new CanarySplit(chart, 'split', { service: web, percent: { '2': 10 } });
    expect(() => new FlaggerCanary(chart, 'canary', minimal)).toThrow('traffic of service web is already decided by shop/split');
  });

  test('there may be another one of another workload', () => {
    const chart = shop();
    new FlaggerCanary(chart, 'web', minimal);
    new FlaggerCanary(chart, 'api', { ...minimal, target: 'api' });
    expect(() => synth(chart)).not.toThrow();
  });

  test('there may be none of the same workload, under another service', () => {
    const chart = shop();
    new FlaggerCanary(chart, 'web', minimal);
    new FlaggerCanary(chart, 'again', { ...minimal, service: { name: 'other', port: 80 } });
    expect(() => synth(chart)).toThrow('Canaries shop/web and shop/again would both release the Deployment web');
  });

  test('there may be none whose pods have the same label', () => {
    const chart = shop();
    new FlaggerCanary(chart, 'web', { ...minimal, target: workload(chart, { selector }) });
    new FlaggerCanary(chart, 'api', { ...minimal, target: workload(chart, { selector }, 'Deployment', 'api') });
    expect(() => synth(chart)).toThrow('Canaries shop/web and shop/api would both release the pods with the label app=web');
  });

  test.each([
    ['v1', 'Service', 'web'],
    ['v1', 'Service', 'web-primary'],
    ['v1', 'Service', 'web-canary'],
    ['apps/v1', 'Deployment', 'web-primary'],
    ['gateway.networking.k8s.io/v1', 'HTTPRoute', 'web'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler', 'hpa-primary'],
  ])('a %s %s %s is refused, since Flagger writes it', (apiVersion, kind, name) => {
    const chart = shop();
    new FlaggerCanary(chart, 'web', { ...minimal, autoscaler: 'hpa' });
    new MeshObject(chart, 'object', { apiVersion, kind, metadata: { name } });
    expect(() => synth(chart)).toThrow(`${kind} ${name} (shop/object) is written by Flagger for Canary shop/web`);
  });

  test.each([
    ['v1', 'Service', 'web', 'other'],
    ['split.smi-spec.io/v1alpha2', 'TrafficSplit', 'web', 'shop'],
    ['v1', 'ConfigMap', 'web', 'shop'],
  ])('a %s %s %s in namespace %s is none of its business', (apiVersion, kind, name, namespace) => {
    const chart = shop();
    new FlaggerCanary(chart, 'web', minimal);
    new MeshObject(chart, 'object', { apiVersion, kind, metadata: { name, namespace } });
    expect(() => synth(chart)).not.toThrow();
  });
});
