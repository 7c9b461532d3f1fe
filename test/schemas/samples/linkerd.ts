import type {
  AuthorizationPolicyV1Alpha1,
  HTTPLocalRateLimitPolicyV1Alpha1,
  LinkerdHTTPRouteV1Beta2,
  LinkerdHTTPRouteV1Beta3,
  MeshTLSAuthenticationV1Alpha1,
  NetworkAuthenticationV1Alpha1,
  ServerV1Beta1,
  ServerV1Beta3,
  ServiceProfileV1Alpha2,
} from '../../../imports';
import { backend, metadata, sample } from './sample';

/** Objects of Linkerd. */
export const linkerdSamples = [
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
      'a limit without unit that is no text': { routes: [{ name: 'x', condition: {}, timeout: 10 }] },
    }),
    () => ({ 'a condition that only seems to exist': { routes: [{ name: 'x', condition: { not: [{ method: 'GET' }] } }] } }),
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
      'no port': { podSelector: {} },
      'an unknown operator': { ...spec, podSelector: { matchExpressions: [{ key: 'app', operator: 'Like' }] } },
    }),
    (spec) => ({ 'an unknown protocol': { ...spec, proxyProtocol: 'http' }, 'an unknown policy': { ...spec, accessPolicy: 'allow' } }),
  ),
  sample<ServerV1Beta1>(
    'policy.linkerd.io/server.v1beta1',
    { apiVersion: 'policy.linkerd.io/v1beta1', kind: 'Server', metadata, spec: { podSelector: {}, port: 80 } },
    (spec) => ({
      'an access policy, which came with v1beta3': { ...spec, accessPolicy: 'deny' },
      'no selector': { port: 80 },
      'a selector by name': { podSelector: 'web', port: 80 },
    }),
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
      'a port above the last': { ...spec, parentRefs: [{ name: 'web', port: 70000 }] },
      'a name of a rule': { ...spec, rules: [{ name: 'first' }] },
    }),
  ),
  sample<LinkerdHTTPRouteV1Beta2>(
    'policy.linkerd.io/httproute.v1beta2',
    { apiVersion: 'policy.linkerd.io/v1beta2', kind: 'HTTPRoute', metadata, spec: { rules: [{ backendRefs: [backend] }] } },
    () => ({
      'a timeout, which came with v1beta3': { rules: [{ timeouts: { request: '10s' } }] },
      'a method in lower case': { rules: [{ matches: [{ method: 'get' }] }] },
      'a backend without a name': { rules: [{ backendRefs: [{ port: 80 }] }] },
    }),
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
    ({ targetRef, requiredAuthenticationRefs }) => ({
      'no authentications': { targetRef },
      'no target': { requiredAuthenticationRefs },
      'a target without a name': { targetRef: { kind: 'Server' }, requiredAuthenticationRefs },
    }),
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
    () => ({ 'no cidr': { networks: [{ except: [] }] }, 'networks that are text': { networks: ['10.0.0.0/8'] }, 'no networks': {} }),
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
    (spec) => ({
      'a fraction of a request': { ...spec, total: { requestsPerSecond: 0.5 } },
      'an exception for nobody': { ...spec, overrides: [{ requestsPerSecond: 50 }] },
      'no target': { total: spec.total },
    }),
  ),
];
