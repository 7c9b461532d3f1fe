import { RoutingApi } from './routing-api';

/** A Linkerd version that this library knows. */
export type LinkerdVersion = '2.10' | '2.11' | '2.12' | '2.13' | '2.14' | '2.15' | '2.16' | '2.17' | '2.18' | '2.19' | '2.20';

/** Something that a mesh cannot do, and where that is known from. */
export interface MeshLimit {
  readonly what: string;
  readonly source: string;
}

/** What a version of a mesh can do. */
export interface MeshFacts {
  /** The APIs that split traffic; the first is the default. */
  readonly routingApis: readonly [RoutingApi, ...RoutingApi[]];
  /** The version of `policy.linkerd.io` Server to write, where the mesh has inbound policy. */
  readonly serverApi?: 'policy.linkerd.io/v1beta1' | 'policy.linkerd.io/v1beta3';
  readonly limits: readonly MeshLimit[];
}

const NO_MATCHES: MeshLimit = {
  what: 'a TrafficSplit cannot choose by header, path or method: only v1alpha1 and v1alpha2 are served, and matches came with v1alpha3',
  source: 'linkerd-smi 0.2.7 CRD; linkerd2#7155, closed as wontfix',
};
const FIRST_SPLIT: MeshLimit = {
  what: 'the first TrafficSplit or ServiceProfile of a Service is ignored by clients that send to it without a pause of five seconds',
  source: 'linkerd2-proxy 2026-08, measured',
};
const ADAPTOR: MeshLimit = {
  what: 'a TrafficSplit needs the linkerd-smi extension, which is deprecated',
  source: 'Linkerd documentation, features/traffic-split',
};
const NO_ROUTES: MeshLimit = {
  what: 'no HTTPRoute for requests to a Service',
  source: 'Linkerd 2.13 release notes: routes with a Service as parent are new',
};
const NO_SMI_ACCESS: MeshLimit = {
  what: 'SMI TrafficTarget and HTTPRouteGroup have no effect; use Server and AuthorizationPolicy',
  source: 'linkerd2 source: no controller reads access.smi-spec.io or specs.smi-spec.io',
};
const NO_AUTHORIZATION_POLICY: MeshLimit = {
  what: 'no AuthorizationPolicy',
  source: 'Linkerd 2.12 release notes: route-based policy is new',
};
const BUNDLED_GATEWAY_API: MeshLimit = {
  what: 'Gateway API routes are read as v1beta1, and the CRDs that Linkerd brings serve no v1; the default is therefore the HTTPRoute of policy.linkerd.io',
  source: 'Linkerd documentation, features/gateway-api: Gateway API 0.7 to 1.1.1',
};
const NO_GATEWAY_TIMEOUTS: MeshLimit = {
  what: 'timeouts in rules of a Gateway API HTTPRoute are ignored',
  source: 'linkerd2#14713, fixed in 2.20',
};

const SMI: MeshFacts['routingApis'] = ['split.smi-spec.io/v1alpha1', 'split.smi-spec.io/v1alpha2', 'linkerd.io/v1alpha2'];

/** Versions from Linkerd's release notes and documentation of each version; nothing before 2.10 has extensions. */
export const LINKERD: Readonly<Record<LinkerdVersion, MeshFacts>> = {
  '2.10': { routingApis: SMI, limits: [NO_ROUTES, NO_MATCHES, FIRST_SPLIT, NO_SMI_ACCESS, NO_AUTHORIZATION_POLICY] },
  '2.11': { routingApis: SMI, limits: [NO_ROUTES, NO_MATCHES, FIRST_SPLIT, NO_SMI_ACCESS, NO_AUTHORIZATION_POLICY] },
  '2.12': {
    routingApis: SMI,
    serverApi: 'policy.linkerd.io/v1beta1',
    limits: [NO_ROUTES, NO_MATCHES, FIRST_SPLIT, ADAPTOR, NO_SMI_ACCESS],
  },
  '2.13': {
    routingApis: ['policy.linkerd.io/v1beta2', ...SMI],
    serverApi: 'policy.linkerd.io/v1beta1',
    limits: [NO_MATCHES, FIRST_SPLIT, ADAPTOR, NO_SMI_ACCESS],
  },
  '2.14': between('policy.linkerd.io/v1beta1'),
  '2.15': between('policy.linkerd.io/v1beta1'),
  '2.16': between('policy.linkerd.io/v1beta3'),
  '2.17': between('policy.linkerd.io/v1beta3'),
  '2.18': current(NO_GATEWAY_TIMEOUTS),
  '2.19': current(NO_GATEWAY_TIMEOUTS),
  '2.20': current(),
};

function between(serverApi: MeshFacts['serverApi']): MeshFacts {
  return {
    routingApis: ['policy.linkerd.io/v1beta3', 'policy.linkerd.io/v1beta2', 'gateway.networking.k8s.io/v1', ...SMI],
    serverApi,
    limits: [BUNDLED_GATEWAY_API, NO_GATEWAY_TIMEOUTS, NO_MATCHES, FIRST_SPLIT, ADAPTOR, NO_SMI_ACCESS],
  };
}

function current(...limits: MeshLimit[]): MeshFacts {
  return {
    routingApis: ['gateway.networking.k8s.io/v1', 'policy.linkerd.io/v1beta3', 'policy.linkerd.io/v1beta2', ...SMI],
    serverApi: 'policy.linkerd.io/v1beta3',
    limits: [...limits, NO_MATCHES, FIRST_SPLIT, ADAPTOR, NO_SMI_ACCESS],
  };
}
