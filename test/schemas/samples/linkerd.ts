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
];
