import { ApiObject, App, Duration, JsonPatch } from 'cdk8s';
import { CanarySteps, FlaggerCanary, LinkerdMetrics, LinkerdMetricsProps } from '../../src/delivery';
import { MeshChart } from '../../src/mesh';

const chart = (): MeshChart => new MeshChart(new App(), 'shop', { namespace: 'shop' });

test('minimal props make two templates that ask the Prometheus of Linkerd Viz', () => {
  const scope = chart();
  new LinkerdMetrics(scope, 'linkerd');
  const provider = { type: 'prometheus', address: 'http://prometheus.linkerd-viz:9090' };
  const selector = 'namespace="{{ namespace }}", deployment="{{ target }}", direction="inbound"';
  expect(scope.toJson()).toEqual([
    {
      apiVersion: 'flagger.app/v1beta1',
      kind: 'MetricTemplate',
      metadata: { name: 'linkerd-request-duration', namespace: 'shop' },
      spec: { provider, query: `histogram_quantile(0.99, sum by (le) (rate(response_latency_ms_bucket{${selector}}[{{ interval }}])))\n` },
    },
    {
      apiVersion: 'flagger.app/v1beta1',
      kind: 'MetricTemplate',
      metadata: { name: 'linkerd-success-rate', namespace: 'shop' },
      spec: {
        provider,
        query: `sum(rate(response_total{${selector}, classification!="failure"}[{{ interval }}]))\n/\nsum(rate(response_total{${selector}}[{{ interval }}]))\n* 100\n`,
      },
    },
  ]);
});

test('all props', () => {
  const props: Required<LinkerdMetricsProps> = { address: 'http://prometheus.monitoring:9090', targetKind: 'DaemonSet', name: 'l5d' };
  const { successRateTemplate, requestDurationTemplate } = new LinkerdMetrics(chart(), 'linkerd', props);
  for (const template of [successRateTemplate, requestDurationTemplate]) {
    expect(ApiObject.of(template).toJson()).toMatchObject({
      metadata: { name: expect.stringMatching(/^l5d-/) as string },
      spec: { provider: { address: props.address }, query: expect.stringContaining('daemonset="{{ target }}"') as string },
    });
  }
});

test('its metrics are judged as those of Flagger itself', () => {
  const scope = chart();
  const linkerd = new LinkerdMetrics(scope, 'linkerd');
  const canary = new FlaggerCanary(scope, 'web', {
    target: 'web',
    service: { port: 80 },
    interval: Duration.seconds(30),
    threshold: 5,
    steps: CanarySteps.weights(50),
    metrics: [linkerd.successRate({ min: 99 }), linkerd.requestDuration({ max: Duration.millis(500), interval: Duration.seconds(30) })],
  });
  expect(ApiObject.of(canary).toJson()).toHaveProperty('spec.analysis.metrics', [
    { name: 'linkerd-success-rate', templateRef: { name: 'linkerd-success-rate' }, interval: '1m', thresholdRange: { min: 99 } },
    { name: 'linkerd-request-duration', templateRef: { name: 'linkerd-request-duration' }, interval: '30s', thresholdRange: { max: 500 } },
  ]);
  expect(() => linkerd.successRate({ min: 0.99 })).toThrow('min must be a percentage');
  expect(() => linkerd.requestDuration({ max: Duration.millis(0.5) })).toThrow('max must be whole milliseconds');
});

test('its main object is the template of the success rate, which a JSON patch reaches', () => {
  const linkerd = new LinkerdMetrics(chart(), 'linkerd');
  ApiObject.of(linkerd).addJsonPatch(JsonPatch.add('/spec/provider/insecureSkipVerify', true));
  expect(ApiObject.of(linkerd.successRateTemplate).toJson()).toHaveProperty('spec.provider.insecureSkipVerify', true);
});
