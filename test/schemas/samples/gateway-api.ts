import type { GRPCRouteV1, HTTPRouteV1 } from '../../../imports';
import { backend, metadata, sample } from './sample';

const redirect = (fields: object = {}) => ({ type: 'RequestRedirect', requestRedirect: fields });

const rewrite = (fields: object = {}) => ({ type: 'URLRewrite', urlRewrite: fields });

/** A new prefix of the path. */
const prefix = { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/b' } };

/** Objects of the Gateway API. */
export const gatewayApiSamples = [
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
        'no rules in a list': { ...spec, rules: [] },
        'a host in upper case': { ...spec, hostnames: ['Example.org'] },
        'a header that is removed twice': rule({
          filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['a', 'a'] } }],
        }),
        'a redirect beside a rewrite': rule({ filters: [redirect(), rewrite()] }),
        'a redirect beside a rewrite in a backend': rule({ backendRefs: [{ ...backend, filters: [redirect(), rewrite()] }] }),
        'a new prefix where a whole path matches': rule({
          matches: [{ path: { type: 'Exact', value: '/a' } }],
          filters: [rewrite(prefix)],
        }),
        'a new prefix for two prefixes': rule({
          matches: [{ path: { value: '/a' } }, { path: { value: '/b' } }],
          filters: [redirect(prefix)],
        }),
        'a new prefix of a backend for none': rule({ matches: [], backendRefs: [{ ...backend, filters: [rewrite(prefix)] }] }),
      };
    },
    (spec) => ({
      'a name of a rule, which is younger than 1.2.1': { ...spec, rules: [{ name: 'first' }] },
      'a status of a redirect, which is younger than 1.2.1': { ...spec, rules: [{ filters: [redirect({ statusCode: 308 })] }] },
    }),
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
        'a redirect': { rules: [{ filters: [redirect()] }] },
        'a header that is removed twice': {
          rules: [{ filters: [{ type: 'ResponseHeaderModifier', responseHeaderModifier: { remove: ['a', 'a'] } }] }],
        },
      };
    },
  ),
];
