import type {
  AlertProviderV1Beta1,
  AuthorizationPolicyV1Alpha1,
  CanaryV1Beta1,
  GRPCRouteV1,
  HTTPLocalRateLimitPolicyV1Alpha1,
  HTTPRouteGroupV1Alpha3,
  HTTPRouteGroupV1Alpha4,
  HTTPRouteV1,
  LinkerdHTTPRouteV1Beta2,
  LinkerdHTTPRouteV1Beta3,
  MeshTLSAuthenticationV1Alpha1,
  MetricTemplateV1Beta1,
  NetworkAuthenticationV1Alpha1,
  ServerV1Beta1,
  ServerV1Beta3,
  ServiceProfileV1Alpha2,
  TrafficSplitV1Alpha1,
  TrafficSplitV1Alpha2,
  TrafficSplitV1Alpha4,
  TrafficTargetV1Alpha2,
  TrafficTargetV1Alpha3,
} from '../../imports';
import { kinds, validator } from './schema-files';

interface Sample<T extends { spec: object }> {
  readonly file: string;
  /** An object that the schema takes, and that its type takes. */
  readonly good: T;
  /** Specs that the schema refuses, by what is wrong with them. */
  readonly bad: Readonly<Record<string, object>>;
}

function sample<T extends { spec: object }>(file: string, good: T, bad: (spec: T['spec']) => Record<string, object>): Sample<T> {
  return { file: `${file}.json`, good, bad: bad(good.spec) };
}

const metadata = { name: 'web', namespace: 'shop' };
const backend = { name: 'web-v1', namespace: 'shop', port: 80 };

const samples = [
  sample<TrafficSplitV1Alpha1>(
    'split.smi-spec.io/trafficsplit.v1alpha1',
    {
      apiVersion: 'split.smi-spec.io/v1alpha1',
      kind: 'TrafficSplit',
      metadata,
      spec: {
        service: 'web',
        backends: [
          { service: 'web-v1', weight: '900m' },
          { service: 'web-v2', weight: 1 },
        ],
      },
    },
    (spec) => ({
      'no weight': { ...spec, backends: [{ service: 'web-v1' }] },
      'a match, which came with v1alpha3': { ...spec, matches: [] },
    }),
  ),
  sample<TrafficSplitV1Alpha2>(
    'split.smi-spec.io/trafficsplit.v1alpha2',
    {
      apiVersion: 'split.smi-spec.io/v1alpha2',
      kind: 'TrafficSplit',
      metadata,
      spec: { service: 'web', backends: [{ service: 'web-v1', weight: 90 }] },
    },
    (spec) => ({ 'a weight in text': { ...spec, backends: [{ service: 'web-v1', weight: '90' }] } }),
  ),
  sample<TrafficSplitV1Alpha4>(
    'split.smi-spec.io/trafficsplit.v1alpha4',
    {
      apiVersion: 'split.smi-spec.io/v1alpha4',
      kind: 'TrafficSplit',
      metadata,
      spec: { service: 'web', matches: [{ kind: 'HTTPRouteGroup', name: 'testers' }], backends: [{ service: 'web-v2', weight: 1 }] },
    },
    (spec) => ({ 'a match of another kind': { ...spec, matches: [{ kind: 'TCPRoute', name: 'testers' }] } }),
  ),
  sample<HTTPRouteGroupV1Alpha4>(
    'specs.smi-spec.io/httproutegroup.v1alpha4',
    {
      apiVersion: 'specs.smi-spec.io/v1alpha4',
      kind: 'HTTPRouteGroup',
      metadata,
      spec: { matches: [{ name: 'testers', methods: ['GET', '*'], pathRegex: '/.*', headers: [{ 'x-tester': '.+' }] }] },
    },
    () => ({
      'a method in lower case': { matches: [{ name: 'testers', methods: ['get'] }] },
      'a header that is no text': { matches: [{ name: 'testers', headers: [{ 'x-tester': 1 }] }] },
    }),
  ),
  sample<HTTPRouteGroupV1Alpha3>(
    'specs.smi-spec.io/httproutegroup.v1alpha3',
    { apiVersion: 'specs.smi-spec.io/v1alpha3', kind: 'HTTPRouteGroup', metadata, spec: { matches: [{ name: 'all' }] } },
    () => ({ 'no name': { matches: [{}] } }),
  ),
  sample<TrafficTargetV1Alpha3>(
    'access.smi-spec.io/traffictarget.v1alpha3',
    {
      apiVersion: 'access.smi-spec.io/v1alpha3',
      kind: 'TrafficTarget',
      metadata,
      spec: {
        destination: { kind: 'ServiceAccount', name: 'web', namespace: 'shop' },
        sources: [{ kind: 'ServiceAccount', name: 'prometheus', namespace: 'monitoring' }],
        rules: [{ kind: 'HTTPRouteGroup', name: 'metrics', matches: ['scrape'] }],
      },
    },
    ({ rules: _, ...spec }) => ({ 'no rules': spec }),
  ),
  sample<TrafficTargetV1Alpha2>(
    'access.smi-spec.io/traffictarget.v1alpha2',
    {
      apiVersion: 'access.smi-spec.io/v1alpha2',
      kind: 'TrafficTarget',
      metadata,
      spec: { destination: { kind: 'ServiceAccount', name: 'web', port: 80 } },
    },
    (spec) => ({ 'a UDP route, which came with v1alpha3': { ...spec, rules: [{ kind: 'UDPRoute', name: 'dns' }] } }),
  ),
  sample<ServiceProfileV1Alpha2>(
    'linkerd.io/serviceprofile.v1alpha2',
    {
      apiVersion: 'linkerd.io/v1alpha2',
      kind: 'ServiceProfile',
      metadata: { name: 'web.shop.svc.cluster.local', namespace: 'shop' },
      spec: {
        routes: [
          {
            name: 'GET /books',
            condition: { all: [{ pathRegex: '/books' }, { not: { method: 'POST' } }] },
            isRetryable: true,
            timeout: '500ms',
            responseClasses: [{ condition: { status: { min: 500, max: 599 } }, isFailure: true }],
          },
        ],
        retryBudget: { retryRatio: 0.2, minRetriesPerSecond: 10, ttl: '10s' },
        dstOverrides: [{ authority: 'web-v1.shop.svc.cluster.local', weight: '900m' }],
      },
    },
    (spec) => ({
      'a route without condition': { routes: [{ name: 'GET /books' }] },
      'a budget without ttl': { ...spec, retryBudget: { retryRatio: 0.2, minRetriesPerSecond: 10 } },
      'a weight that is no quantity': { dstOverrides: [{ authority: 'web-v1.shop.svc.cluster.local', weight: '90 %' }] },
      'a condition that only seems to exist': { routes: [{ name: 'x', condition: { not: [{ method: 'GET' }] } }] },
    }),
  ),
  sample<ServerV1Beta3>(
    'policy.linkerd.io/server.v1beta3',
    {
      apiVersion: 'policy.linkerd.io/v1beta3',
      kind: 'Server',
      metadata,
      spec: { accessPolicy: 'audit', podSelector: { matchLabels: { app: 'web' } }, port: 'http', proxyProtocol: 'HTTP/1' },
    },
    (spec) => ({
      'two selectors': { ...spec, externalWorkloadSelector: {} },
      'no selector': { port: 80 },
      'an unknown protocol': { ...spec, proxyProtocol: 'http' },
    }),
  ),
  sample<ServerV1Beta1>(
    'policy.linkerd.io/server.v1beta1',
    { apiVersion: 'policy.linkerd.io/v1beta1', kind: 'Server', metadata, spec: { podSelector: {}, port: 80 } },
    (spec) => ({ 'an access policy, which came with v1beta3': { ...spec, accessPolicy: 'deny' } }),
  ),
  sample<LinkerdHTTPRouteV1Beta3>(
    'policy.linkerd.io/httproute.v1beta3',
    {
      apiVersion: 'policy.linkerd.io/v1beta3',
      kind: 'HTTPRoute',
      metadata,
      spec: {
        parentRefs: [{ group: 'core', kind: 'Service', name: 'web', port: 80 }],
        rules: [
          { matches: [{ path: { value: '/' }, method: 'GET' }], backendRefs: [{ ...backend, weight: 10 }], timeouts: { request: '1.5s' } },
        ],
      },
    },
    (spec) => ({
      'a timeout without unit': { ...spec, rules: [{ timeouts: { request: '10' } }] },
      'a header modifier for answers': { ...spec, rules: [{ filters: [{ type: 'ResponseHeaderModifier' }] }] },
    }),
  ),
  sample<LinkerdHTTPRouteV1Beta2>(
    'policy.linkerd.io/httproute.v1beta2',
    { apiVersion: 'policy.linkerd.io/v1beta2', kind: 'HTTPRoute', metadata, spec: { rules: [{ backendRefs: [backend] }] } },
    () => ({ 'a timeout, which came with v1beta3': { rules: [{ timeouts: { request: '10s' } }] } }),
  ),
  sample<AuthorizationPolicyV1Alpha1>(
    'policy.linkerd.io/authorizationpolicy.v1alpha1',
    {
      apiVersion: 'policy.linkerd.io/v1alpha1',
      kind: 'AuthorizationPolicy',
      metadata,
      spec: {
        targetRef: { group: 'policy.linkerd.io', kind: 'HTTPRoute', name: 'metrics' },
        requiredAuthenticationRefs: [{ group: 'policy.linkerd.io', kind: 'MeshTLSAuthentication', name: 'prometheus' }],
      },
    },
    ({ targetRef }) => ({ 'no authentications': { targetRef } }),
  ),
  sample<MeshTLSAuthenticationV1Alpha1>(
    'policy.linkerd.io/meshtlsauthentication.v1alpha1',
    {
      apiVersion: 'policy.linkerd.io/v1alpha1',
      kind: 'MeshTLSAuthentication',
      metadata,
      spec: { identityRefs: [{ kind: 'ServiceAccount', name: 'prometheus', namespace: 'monitoring' }] },
    },
    (spec) => ({ 'no identities': { identities: [] }, 'both forms': { ...spec, identities: ['*'] }, nothing: {} }),
  ),
  sample<NetworkAuthenticationV1Alpha1>(
    'policy.linkerd.io/networkauthentication.v1alpha1',
    {
      apiVersion: 'policy.linkerd.io/v1alpha1',
      kind: 'NetworkAuthentication',
      metadata,
      spec: { networks: [{ cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] }] },
    },
    () => ({ 'no cidr': { networks: [{ except: [] }] } }),
  ),
  sample<HTTPLocalRateLimitPolicyV1Alpha1>(
    'policy.linkerd.io/httplocalratelimitpolicy.v1alpha1',
    {
      apiVersion: 'policy.linkerd.io/v1alpha1',
      kind: 'HTTPLocalRateLimitPolicy',
      metadata,
      spec: {
        targetRef: { group: 'policy.linkerd.io', kind: 'Server', name: 'web' },
        total: { requestsPerSecond: 100 },
        overrides: [{ requestsPerSecond: 50, clientRefs: [{ kind: 'ServiceAccount', name: 'batch' }] }],
      },
    },
    (spec) => ({ 'a fraction of a request': { ...spec, total: { requestsPerSecond: 0.5 } } }),
  ),
  sample<HTTPRouteV1>(
    'gateway.networking.k8s.io/httproute.v1',
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata,
      spec: {
        parentRefs: [{ group: '', kind: 'Service', name: 'web', port: 80 }],
        rules: [
          {
            matches: [{ headers: [{ name: 'x-tester', value: 'yes' }] }],
            backendRefs: [
              { ...backend, weight: 0 },
              { ...backend, name: 'web-v2', weight: 1 },
            ],
          },
          { matches: [{ path: { value: '/old' } }], filters: [{ type: 'RequestRedirect', requestRedirect: { statusCode: 301 } }] },
          { matches: [{ path: { type: 'RegularExpression', value: 'a//b' } }], backendRefs: [backend], timeouts: { request: '1m30s' } },
        ],
      },
    },
    (spec) => {
      const rule = (fields: object) => ({ ...spec, rules: [fields] });
      const path = (value: string) => rule({ matches: [{ path: { value } }] });
      return {
        'a backend without port': rule({ backendRefs: [{ name: 'web-v1' }] }),
        'a weight above a million': rule({ backendRefs: [{ ...backend, weight: 1_000_001 }] }),
        'a relative path': path('api'),
        'a path with an empty segment': path('/a//b'),
        'a path that goes up': path('/a/..'),
        'a path with an encoded slash': path('/a%2Fb'),
        'a path with a query': path('/a?b'),
        'a filter without its field': rule({ filters: [{ type: 'URLRewrite' }] }),
        'a filter with the field of another type': rule({ filters: [{ type: 'URLRewrite', requestRedirect: {} }] }),
        'a filter with two fields': rule({ filters: [{ type: 'RequestRedirect', requestRedirect: {}, urlRewrite: {} }] }),
        'a redirect beside backends': rule({ filters: [{ type: 'RequestRedirect', requestRedirect: {} }], backendRefs: [backend] }),
        'a new path of the other type': rule({
          filters: [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplaceFullPath', replacePrefixMatch: '/' } } }],
        }),
        'a timeout with a fraction': rule({ timeouts: { request: '1.5s' } }),
        'a name of a rule, which is younger than 1.2.1': rule({ name: 'first' }),
        'no rules in a list': { ...spec, rules: [] },
        'a host in upper case': { ...spec, hostnames: ['Example.org'] },
      };
    },
  ),
  sample<GRPCRouteV1>(
    'gateway.networking.k8s.io/grpcroute.v1',
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GRPCRoute',
      metadata,
      spec: {
        rules: [{ matches: [{ method: { service: 'emojivoto.v1.VotingService', method: 'VoteDoughnut' } }], backendRefs: [backend] }, {}],
      },
    },
    () => {
      const method = (fields: object) => ({ rules: [{ matches: [{ method: fields }] }] });
      return {
        'a method match without service and method': method({ type: 'RegularExpression' }),
        'a service with a slash': method({ service: 'emojivoto/VotingService' }),
        'a backend without port': { rules: [{ backendRefs: [{ name: 'web-v1' }] }] },
        'a redirect': { rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: {} }] }] },
      };
    },
  ),
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
    (spec) => ({ 'an unknown provider': { ...spec, provider: { type: 'nagios' } }, 'no query': { provider: spec.provider } }),
  ),
  sample<AlertProviderV1Beta1>(
    'flagger.app/alertprovider.v1beta1',
    { apiVersion: 'flagger.app/v1beta1', kind: 'AlertProvider', metadata, spec: { type: 'slack', secretRef: { name: 'slack-url' } } },
    (spec) => ({ 'two addresses': { ...spec, address: 'https://hooks.example.org/' }, 'no address': { type: 'slack' } }),
  ),
];

test('there is a sample of every kind', () => {
  expect(samples.map(({ file }) => file).sort()).toEqual(kinds);
});

describe.each(samples)('$file', ({ file, good, bad }) => {
  const validate = validator(file);

  test('takes a good object', () => {
    validate(good);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('takes metadata that others write, such as finalizers', () => {
    expect(validate({ ...good, metadata: { ...good.metadata, finalizers: ['example.org/keep'], labels: { app: 'web' } } })).toBe(true);
  });

  test.each(Object.entries(bad))('refuses %s', (_, spec) => {
    expect(validate({ ...good, spec })).toBe(false);
  });

  test.each([
    ['another version', { ...good, apiVersion: 'v1' }],
    ['another kind', { ...good, kind: 'Pod' }],
    ['no metadata', { ...good, metadata: undefined }],
    ['a name in upper case', { ...good, metadata: { name: 'Web' } }],
    ['a label that is no text', { ...good, metadata: { ...good.metadata, labels: { enabled: true } } }],
    ['an unknown field', { ...good, spec: { ...good.spec, surprise: 1 } }],
    ['a status, which controllers write', { ...good, status: {} }],
  ])('refuses %s', (_, object) => {
    expect(validate(object)).toBe(false);
  });
});
