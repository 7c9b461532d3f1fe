import type {
  AuthorizationPolicyV1Alpha1,
  LinkerdHTTPRouteV1Beta2,
  LinkerdHTTPRouteV1Beta3,
  MeshTLSAuthenticationV1Alpha1,
  ServerV1Beta1,
  ServerV1Beta3,
} from '../../imports';
import { LinkerdVersion, Manifest, Mesh } from '../mesh';
import { HttpMethod } from '../mesh/http-method';
import { isLinkerdSince } from '../mesh/since';
import { isWithin, NamedRule } from './access-rule';
import { ProbeRequest } from './protected-pods';

/** Who may send the requests that no rule is about: everybody, every meshed client, or nobody. */
export type OtherClients = 'all' | 'meshed' | 'none';

/** What an access control is about, checked. */
export interface LinkerdAccess {
  readonly name: string;
  readonly namespace?: string;
  readonly selector: object;
  readonly port: number | string;
  readonly rules: readonly NamedRule[];
  readonly others: OtherClients;
  readonly probes: readonly ProbeRequest[];
  readonly enforce: boolean;
}

/** An HTTPRoute whose parent is a Server; v1beta1 differs from v1beta2 in what only routes of Services have. */
export type InboundRoute = LinkerdHTTPRouteV1Beta2 | LinkerdHTTPRouteV1Beta3;

/** Some requests, and who may send them; no authorization means nobody. */
export interface RouteManifests {
  readonly route: Manifest<InboundRoute>;
  readonly authorization?: Manifest<AuthorizationPolicyV1Alpha1>;
  readonly authentication?: Manifest<MeshTLSAuthenticationV1Alpha1>;
}

/** The manifests of an access control for Linkerd. */
export interface LinkerdManifests {
  readonly server: Manifest<ServerV1Beta1 | ServerV1Beta3>;
  readonly routes: readonly RouteManifests[];
}

const GROUP = 'policy.linkerd.io';

/** The newest version of `policy.linkerd.io` HTTPRoute that a version of Linkerd has (CRDs of each release; documentation of 2.12). */
const ROUTE_API: readonly { readonly since: LinkerdVersion; readonly api: string }[] = [
  { since: '2.14', api: 'policy.linkerd.io/v1beta3' },
  { since: '2.13', api: 'policy.linkerd.io/v1beta2' },
  { since: '2.12', api: 'policy.linkerd.io/v1beta1' },
];

/**
 * The manifests for a version of Linkerd.
 *
 * @throws if it has no policy for routes, or none that only watches
 */
export function linkerdAccess(access: LinkerdAccess, mesh: Mesh): LinkerdManifests {
  const api = ROUTE_API.find(({ since }) => isLinkerdSince(mesh, since))?.api;
  if (api === undefined || mesh.serverApi === undefined) {
    throw new Error(`access control needs Linkerd 2.12 or later, got ${mesh}; it has no policy for routes`);
  }
  return { server: server(access, mesh.serverApi, mesh), routes: requestSets(access).map((set) => manifests(access, api, set)) };
}

function server(
  { name, namespace, selector, port, enforce }: LinkerdAccess,
  api: NonNullable<Mesh['serverApi']>,
  mesh: Mesh,
): LinkerdManifests['server'] {
  const metadata = { name, namespace };
  if (api === 'policy.linkerd.io/v1beta3') {
    return { apiVersion: api, kind: 'Server', metadata, spec: { accessPolicy: enforce ? 'deny' : 'audit', podSelector: selector, port } };
  }
  if (!enforce) {
    throw new Error(`enforce can be false from Linkerd 2.16, got ${mesh}; leave the access control out until it may be enforced`);
  }
  return { apiVersion: api, kind: 'Server', metadata, spec: { podSelector: selector, port } };
}

interface RequestMatch {
  readonly path: { readonly type: 'Exact' | 'PathPrefix'; readonly value: string };
  readonly method?: HttpMethod;
}

type Clients = MeshTLSAuthenticationV1Alpha1['spec'] | 'everybody' | 'nobody';

/** Requests that the same clients may send. */
interface RequestSet {
  readonly name: string;
  readonly matches: readonly RequestMatch[];
  readonly clients: Clients;
}

/**
 * The proxy gives a request to the match with the longest path, and of equal paths to one with a method (linkerd2-proxy, `http/route`); so what a rule does not
 * allow must not fall through to the rule for the rest.
 */
function requestSets(access: LinkerdAccess): RequestSet[] {
  const { name, namespace, rules, others, probes } = access;
  const paths = rules.flatMap((rule) => rule.paths);
  const limited = new Set(rules.flatMap((rule) => (rule.methods ? rule.paths : [])));
  const open = others !== 'none' && !paths.includes('/');
  // An HTTPRoute replaces the authorization that kubelets have otherwise.
  const needed = probes.filter(({ path }) => others !== 'all' || paths.some((prefix) => isWithin(path, prefix)));
  const sets: RequestSet[] = [
    ...rules.map((rule) => ({
      name: `${name}-${rule.name}`,
      matches: matchesOf(rule),
      clients: { identityRefs: accounts(rule, namespace) },
    })),
    { name: `${name}-denied`, matches: [...limited].map(prefix), clients: 'nobody' },
    {
      name: `${name}-probes`,
      matches: needed.map(({ path, method }) => ({ path: { type: 'Exact', value: path }, method })),
      clients: 'everybody',
    },
    { name: `${name}-others`, matches: open ? [prefix('/')] : [], clients: others === 'meshed' ? { identities: ['*'] } : 'everybody' },
  ];
  return sets.filter(({ matches }) => matches.length > 0);
}

function matchesOf({ paths, methods }: NamedRule): RequestMatch[] {
  return paths.flatMap((path) => (methods ? methods.map((method) => ({ ...prefix(path), method })) : [prefix(path)]));
}

function prefix(value: string): RequestMatch {
  return { path: { type: 'PathPrefix', value } };
}

function accounts(
  { clients }: NamedRule,
  ownNamespace: string | undefined,
): NonNullable<MeshTLSAuthenticationV1Alpha1['spec']['identityRefs']> {
  return clients.map(({ serviceAccount, namespace = ownNamespace }) => ({
    kind: 'ServiceAccount',
    name: serviceAccount,
    ...(namespace === undefined ? {} : { namespace }),
  }));
}

function manifests(access: LinkerdAccess, api: string, { name, matches, clients }: RequestSet): RouteManifests {
  const metadata = { name, namespace: access.namespace };
  const route: Manifest<InboundRoute> = {
    apiVersion: api,
    kind: 'HTTPRoute',
    metadata,
    spec: { parentRefs: [{ group: GROUP, kind: 'Server', name: access.name }], rules: rulesOf(name, matches) },
  };
  if (clients === 'nobody') return { route };
  const authorization = (
    requiredAuthenticationRefs: AuthorizationPolicyV1Alpha1['spec']['requiredAuthenticationRefs'],
  ): Manifest<AuthorizationPolicyV1Alpha1> => ({
    apiVersion: `${GROUP}/v1alpha1`,
    kind: 'AuthorizationPolicy',
    metadata,
    spec: { targetRef: { group: GROUP, kind: 'HTTPRoute', name }, requiredAuthenticationRefs },
  });
  if (clients === 'everybody') return { route, authorization: authorization([]) };
  return {
    route,
    authorization: authorization([{ group: GROUP, kind: 'MeshTLSAuthentication', name }]),
    authentication: { apiVersion: `${GROUP}/v1alpha1`, kind: 'MeshTLSAuthentication', metadata, spec: clients },
  };
}

/** What the CRD of HTTPRoute allows (Gateway API 1.5, Linkerd 2.20). */
const LIMITS = { matchesOfRule: 8, rules: 16 } as const;

function rulesOf(name: string, matches: readonly RequestMatch[]): NonNullable<InboundRoute['spec']['rules']> {
  const rules = Array.from({ length: Math.ceil(matches.length / LIMITS.matchesOfRule) }, (_, index) => ({
    matches: matches.slice(index * LIMITS.matchesOfRule, (index + 1) * LIMITS.matchesOfRule),
  }));
  if (rules.length <= LIMITS.rules) return rules;
  throw new Error(
    `HTTPRoute ${name} must have at most ${LIMITS.rules * LIMITS.matchesOfRule} paths and methods in all, got ${matches.length}; use prefixes`,
  );
}
