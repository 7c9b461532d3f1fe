import type { HTTPRouteGroupV1Alpha4, TrafficSplitV1Alpha1, TrafficSplitV1Alpha2, TrafficSplitV1Alpha4 } from '../../imports';
import { Manifest } from '../mesh';
import { escapeRegex } from '../mesh/regex';
import { CheckedMatch, PathMatch, TextMatch } from './request-match';
import { requireClusterIp, requireSameNamespace, requireSamePorts, requireSmallSum, Router, RoutingInput } from './router';

type SmiApi = 'split.smi-spec.io/v1alpha1' | 'split.smi-spec.io/v1alpha2' | 'split.smi-spec.io/v1alpha4';

/** TrafficSplits of the Service Mesh Interface. */
export function smiRouter(api: SmiApi): Router {
  return {
    api,
    perPort: false,
    route(input) {
      requireClusterIp(input);
      requireSamePorts(api, input);
      requireSameNamespace(api, input);
      requireSmallSum(api, input.backends);
      if (input.matches.length === 0) return [trafficSplit(api, input)];
      if (api !== 'split.smi-spec.io/v1alpha4') {
        throw new Error(
          `${api} cannot choose by header, path or method; use an HTTPRoute (Linkerd 2.13 and later), or split.smi-spec.io/v1alpha4 on a mesh that serves it, which Linkerd does not`,
        );
      }
      if (input.otherwise.length > 0) {
        throw new Error(`${api} cannot split the requests that do not match; leave otherwise out, or use an HTTPRoute`);
      }
      return [routeGroup(input), trafficSplit(api, input)];
    },
  };
}

function trafficSplit(
  api: SmiApi,
  { name, apex, namespace, backends, matches }: RoutingInput,
): Manifest<TrafficSplitV1Alpha1 | TrafficSplitV1Alpha2 | TrafficSplitV1Alpha4> {
  return {
    apiVersion: api,
    kind: 'TrafficSplit',
    metadata: { name, namespace: apex.namespace ?? namespace },
    spec: {
      service: apex.name,
      ...(matches.length === 0 ? {} : { matches: [{ kind: 'HTTPRouteGroup' as const, name }] }),
      backends: backends.map(({ service, weight }) => ({ service: service.name, weight })),
    },
  };
}

/** The requests that a split of v1alpha4 applies to. The name of a match has no meaning outside the group. */
function routeGroup({ name, apex, namespace, matches }: RoutingInput): Manifest<HTTPRouteGroupV1Alpha4> {
  return {
    apiVersion: 'specs.smi-spec.io/v1alpha4',
    kind: 'HTTPRouteGroup',
    metadata: { name, namespace: apex.namespace ?? namespace },
    spec: {
      matches: matches.map((match, index) => ({
        name: `match-${index + 1}`,
        pathRegex: match.path && pathRegex(match.path),
        methods: match.method && [match.method],
        headers: headers(match),
      })),
    },
  };
}

function headers({ headers: conditions }: CheckedMatch): Record<string, string>[] | undefined {
  // SMI takes a list of maps with one entry each; all must hold, and each value is a regular expression.
  return conditions.length === 0 ? undefined : conditions.map(({ name, match }) => Object.fromEntries([[name, headerRegex(match)]]));
}

function headerRegex({ type, value }: TextMatch): string {
  return type === 'Exact' ? escapeRegex(value) : value;
}

function pathRegex({ type, value }: PathMatch): string {
  switch (type) {
    case 'Exact':
      return escapeRegex(value);
    case 'PathPrefix':
      return value === '/' ? '/.*' : `${escapeRegex(value)}(/.*)?`;
    case 'RegularExpression':
      return value;
  }
}
