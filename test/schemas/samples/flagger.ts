import type { AlertProviderV1Beta1, CanaryV1Beta1, MetricTemplateV1Beta1 } from '../../../imports';
import { metadata, sample } from './sample';

/** Objects of Flagger. */
export const flaggerSamples = [
  sample<CanaryV1Beta1>(
    'flagger.app/canary.v1beta1',
    {
      apiVersion: 'flagger.app/v1beta1',
      kind: 'Canary',
      metadata,
      spec: {
        provider: 'gatewayapi:v1',
        targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        service: {
          port: 80,
          targetPort: 'http',
          gatewayRefs: [{ group: '', kind: 'Service', name: 'web', namespace: 'shop', port: 80 }],
          match: [{ uri: { prefix: '/' }, method: {} }],
        },
        analysis: {
          interval: '30s',
          threshold: 5,
          stepWeight: 10,
          maxWeight: 50,
          match: [{ headers: { 'x-tester': { exact: 'yes' } } }],
          metrics: [
            { name: 'success', interval: '1m', thresholdRange: { min: 99 }, templateRef: { name: 'success', namespace: 'flagger' } },
          ],
          webhooks: [{ name: 'load', url: 'http://flagger-loadtester.test/', metadata: { cmd: 'hey http://web.shop/' } }],
          alerts: [{ name: 'team', severity: 'info', providerRef: { name: 'slack' } }],
        },
      },
    },
    (spec) => ({
      'two ways of stepping': { ...spec, analysis: { ...spec.analysis, stepWeights: [5, 10] } },
      'no way of stepping': { ...spec, analysis: { interval: '30s', threshold: 5 } },
      'no interval': { ...spec, analysis: { threshold: 5, iterations: 3 } },
      'an interval in hours': { ...spec, analysis: { ...spec.analysis, interval: '1h' } },
      'a provider that is gone': { ...spec, provider: 'smi:linkerd' },
      'a text match of two forms': { ...spec, service: { port: 80, match: [{ uri: { exact: '/', prefix: '/' } }] } },
      'a header match of no form': { ...spec, analysis: { ...spec.analysis, match: [{ headers: { 'x-tester': {} } }] } },
      'a mirror Service without port': { ...spec, service: { port: 80, mirror: [{ backendRef: { name: 'shadow' } }] } },
      'the analysis of v1alpha3': { ...spec, canaryAnalysis: {} },
    }),
  ),
  sample<MetricTemplateV1Beta1>(
    'flagger.app/metrictemplate.v1beta1',
    {
      apiVersion: 'flagger.app/v1beta1',
      kind: 'MetricTemplate',
      metadata,
      spec: { provider: { type: 'prometheus', address: 'http://prometheus:9090', headers: { accept: ['*/*'] } }, query: 'vector(1)' },
    },
    (spec) => ({
      'an unknown provider': { ...spec, provider: { type: 'nagios' } },
      'no query': { provider: spec.provider },
      'a header with one value that is no list': { ...spec, provider: { ...spec.provider, headers: { accept: '*/*' } } },
    }),
  ),
  sample<AlertProviderV1Beta1>(
    'flagger.app/alertprovider.v1beta1',
    { apiVersion: 'flagger.app/v1beta1', kind: 'AlertProvider', metadata, spec: { type: 'slack', secretRef: { name: 'slack-url' } } },
    (spec) => ({
      'two addresses': { ...spec, address: 'https://hooks.example.org/' },
      'no address': { type: 'slack' },
      'an unknown type': { ...spec, type: 'irc' },
    }),
  ),
];
