import type { HTTPRouteV1, LinkerdHTTPRouteV1Beta2, LinkerdHTTPRouteV1Beta3 } from '../../imports';
import { Manifest } from '../mesh';
import { ServicePortRef } from '../service/service-ref';
import { CheckedMatch, PathMatch, TextMatch } from './request-match';
import { backendPort, requireClusterIp, Router, RoutingInput, WeightedBackend } from './router';

type HttpRouteApi = 'gateway.networking.k8s.io/v1' | 'policy.linkerd.io/v1beta2' | 'policy.linkerd.io/v1beta3';
type HttpRoute = HTTPRouteV1 | LinkerdHTTPRouteV1Beta2 | LinkerdHTTPRouteV1Beta3;
type Rule = NonNullable<HTTPRouteV1['spec']['rules']>[number];

/**
 * HTTPRoutes whose parent is a Service: those of the Gateway API, and Linkerd's own, which have the same shape.
 *
 * A backend has one port, so every port of the apex needs a route of its own.
 */
export function httpRouteRouter(api: HttpRouteApi): Router {
  return {
    api,
    perPort: true,
    route(input) {
      requireClusterIp(input);
      requireLimits(api, input);
      return input.ports.map((port, index) => httpRoute(api, input, port, index));
    },
  };
}

/** How much one rule may hold: the CRDs of Gateway API 1.2 and of Linkerd 2.20. */
const LIMITS: Readonly<Record<HttpRouteApi, { readonly backends: number; readonly matches: number }>> = {
  'gateway.networking.k8s.io/v1': { backends: 16, matches: 64 },
  'policy.linkerd.io/v1beta2': { backends: 16, matches: 8 },
  'policy.linkerd.io/v1beta3': { backends: 16, matches: 8 },
};

function requireLimits(api: HttpRouteApi, { backends, otherwise, matches }: RoutingInput): void {
  const limit = LIMITS[api];
  const most = Math.max(backends.length, otherwise.length);
  if (most > limit.backends) {
    throw new Error(`a split must have at most ${limit.backends} versions with ${api}, got ${most}; leave out those with weight 0`);
  }
  if (matches.length > limit.matches) {
    throw new Error(`match must have at most ${limit.matches} entries with ${api}, got ${matches.length}`);
  }
}

function httpRoute(api: HttpRouteApi, input: RoutingInput, port: ServicePortRef, index: number): Manifest<HttpRoute> {
  const { apex } = input;
  const namespace = apex.namespace ?? input.namespace;
  const to = input.backends.map((backend) => backendRef(backend, port, input.namespace));
  return {
    apiVersion: api,
    kind: 'HTTPRoute',
    // In the namespace of its parent a route holds for the clients of every namespace (linkerd2 2.20: producer route).
    metadata: { name: index === 0 ? input.name : `${input.name}-${port.name ?? port.port}`, namespace },
    spec: {
      parentRefs: [{ group: GROUP, kind: 'Service', name: apex.name, ...(namespace === undefined ? {} : { namespace }), port: port.port }],
      rules: rules(input, to, port),
    },
  };
}

/** The core group as the Gateway API writes it. Left out, it means a Gateway, and the route is silently ignored (linkerd2 2.20). */
const GROUP = '';

/** Without a rule for everything, requests that match none get 404 as soon as one route is attached (linkerd2 2.20, measured). */
function rules(input: RoutingInput, to: Rule['backendRefs'], port: ServicePortRef): Rule[] {
  if (input.matches.length === 0) return [{ matches: [EVERYTHING], backendRefs: to }];
  // A backend that is the apex itself means its own endpoints, not this route again (linkerd2 2.20).
  const rest = input.otherwise.length > 0 ? input.otherwise : [{ service: input.apex, weight: 1 }];
  return [
    { matches: input.matches.map(routeMatch), backendRefs: to },
    { matches: [EVERYTHING], backendRefs: rest.map((backend) => backendRef(backend, port, input.namespace)) },
  ];
}

const EVERYTHING = { path: { type: 'PathPrefix' as const, value: '/' } };

/** The path is always written: the API server would add it, and deploy tools that compare lists as a whole would see a difference for ever. */
function routeMatch({ path, headers, method }: CheckedMatch): NonNullable<Rule['matches']>[number] {
  return {
    path: path ? { type: path.type, value: pattern(path) } : EVERYTHING.path,
    headers: headers.length === 0 ? undefined : headers.map(({ name, match }) => ({ type: match.type, name, value: pattern(match) })),
    method,
  };
}

/** Linkerd takes the first alternative that matches anywhere, then asks whether that was all: `/a|/ab` is never `/ab`, unless it is anchored (linkerd2-proxy 2026-08). */
function pattern({ type, value }: PathMatch | TextMatch): string {
  return type === 'RegularExpression' ? `^(?:${value})$` : value;
}

/** The namespace is always written: left out, Linkerd takes that of the parent in one place and that of the route in another (linkerd2 2.20). */
function backendRef(
  { service, weight }: WeightedBackend,
  port: ServicePortRef,
  home: string | undefined,
): NonNullable<Rule['backendRefs']>[number] {
  const namespace = service.namespace ?? home;
  return {
    group: GROUP,
    kind: 'Service',
    name: service.name,
    ...(namespace === undefined ? {} : { namespace }),
    port: backendPort(service, port),
    weight,
  };
}
