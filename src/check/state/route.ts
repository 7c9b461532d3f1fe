import type { JsonValue } from '../../yaml/read';
import { listAt, numberAt, textAt, valueAt } from '../data';
import type { Manifest } from '../manifest';

/** The group of the Gateway API. */
export const GATEWAY_API = 'gateway.networking.k8s.io';
/** The group of Linkerd's own policies, which has an HTTPRoute, too. */
export const LINKERD_POLICY = 'policy.linkerd.io';

/** An HTTPRoute or GRPCRoute, with the defaults that its CRD fills in. */
export interface Route {
  readonly manifest: Manifest;
  readonly kind: 'HTTPRoute' | 'GRPCRoute';
  readonly namespace: string;
  readonly name: string;
  readonly parents: readonly ParentRef[];
  /** Empty: any. */
  readonly hostnames: readonly string[];
  readonly rules: readonly RouteRule[];
}

/** What a route is attached to. */
export interface ParentRef {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Undefined: all ports. */
  readonly port?: number;
  readonly sectionName?: string;
}

/** Some requests, and who receives them. */
export interface RouteRule {
  /** Any of them. */
  readonly matches: readonly RouteMatch[];
  readonly filters: readonly string[];
  readonly backends: readonly BackendRef[];
  /** As it is written. */
  readonly requestTimeout?: string;
}

/** Conditions on a request, all of which must hold. */
export interface RouteMatch {
  readonly path?: TextMatch & { readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression' };
  readonly method?: string;
  readonly headers: readonly NamedMatch[];
  readonly queryParams: readonly NamedMatch[];
  /** Of a GRPCRoute. */
  readonly rpc?: { readonly service?: string; readonly method?: string; readonly type: 'Exact' | 'RegularExpression' };
}

/** What a text must be. */
export interface TextMatch {
  readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression';
  readonly value: string;
}

/** What a header or query parameter must be. */
export interface NamedMatch {
  readonly type: 'Exact' | 'RegularExpression';
  readonly name: string;
  readonly value: string;
}

/** A receiver and its weight. */
export interface BackendRef {
  readonly group: string;
  readonly kind: string;
  /** Undefined where none is written: whose namespace that means is a matter of the mesh. */
  readonly namespace?: string;
  readonly name: string;
  readonly port?: number;
  readonly weight: number;
  readonly filters: readonly string[];
}

/** Versions of policy.linkerd.io whose CRD says `default` where a backend names no namespace (Linkerd 2.20). */
const DEFAULT_NAMESPACE = ['policy.linkerd.io/v1alpha1', 'policy.linkerd.io/v1beta1'];

const EVERYTHING: RouteMatch = { path: { type: 'PathPrefix', value: '/' }, headers: [], queryParams: [] };

/** The route that an object is; undefined if it is none. */
export function routeOf(manifest: Manifest): Route | undefined {
  const { kind, group, object, namespace, name } = manifest;
  const isHttp = kind === 'HTTPRoute' && (group === GATEWAY_API || group === LINKERD_POLICY);
  if (!isHttp && !(kind === 'GRPCRoute' && group === GATEWAY_API)) return undefined;
  const rules = valueAt(object, 'spec', 'rules') === undefined ? [{}] : listAt(object, 'spec', 'rules');
  return {
    ...{ manifest, namespace, name },
    kind: isHttp ? 'HTTPRoute' : 'GRPCRoute',
    parents: listAt(object, 'spec', 'parentRefs').map((parent) => parentOf(parent, manifest)),
    hostnames: listAt(object, 'spec', 'hostnames').filter((host) => typeof host === 'string'),
    rules: rules.map((rule) => ruleOf(rule, manifest, isHttp ? httpMatch : grpcMatch)),
  };
}

/** A CRD that is not told otherwise takes a parent for a Gateway of its own group. */
function parentOf(parent: JsonValue, { group, namespace }: Manifest): ParentRef {
  const port = numberAt(parent, 'port');
  const sectionName = textAt(parent, 'sectionName');
  return {
    group: textAt(parent, 'group') ?? group,
    kind: textAt(parent, 'kind') ?? 'Gateway',
    namespace: textAt(parent, 'namespace') ?? namespace,
    name: textAt(parent, 'name') ?? '',
    ...(port !== undefined && { port }),
    ...(sectionName !== undefined && { sectionName }),
  };
}

function ruleOf(rule: JsonValue, manifest: Manifest, matchOf: (match: JsonValue) => RouteMatch): RouteRule {
  const matches = listAt(rule, 'matches').map(matchOf);
  const requestTimeout = textAt(rule, 'timeouts', 'request');
  return {
    matches: matches.length === 0 ? [EVERYTHING] : matches,
    filters: typesOf(rule),
    backends: listAt(rule, 'backendRefs').map((backend) => backendOf(backend, manifest)),
    ...(requestTimeout !== undefined && { requestTimeout }),
  };
}

function backendOf(backend: JsonValue, { apiVersion }: Manifest): BackendRef {
  const namespace = textAt(backend, 'namespace') ?? (DEFAULT_NAMESPACE.includes(apiVersion) ? 'default' : undefined);
  const port = numberAt(backend, 'port');
  return {
    group: textAt(backend, 'group') ?? '',
    kind: textAt(backend, 'kind') ?? 'Service',
    name: textAt(backend, 'name') ?? '',
    weight: numberAt(backend, 'weight') ?? 1,
    filters: typesOf(backend),
    ...(namespace !== undefined && { namespace }),
    ...(port !== undefined && { port }),
  };
}

const typesOf = (owner: JsonValue): string[] => listAt(owner, 'filters').map((filter) => textAt(filter, 'type') ?? '');

function httpMatch(match: JsonValue): RouteMatch {
  const method = textAt(match, 'method');
  const type = textAt(match, 'path', 'type');
  return {
    path: {
      type: type === 'Exact' || type === 'RegularExpression' ? type : 'PathPrefix',
      value: textAt(match, 'path', 'value') ?? '/',
    },
    headers: listAt(match, 'headers').map(namedMatch),
    queryParams: listAt(match, 'queryParams').map(namedMatch),
    ...(method !== undefined && { method }),
  };
}

function grpcMatch(match: JsonValue): RouteMatch {
  const [service, method] = [textAt(match, 'method', 'service'), textAt(match, 'method', 'method')];
  return {
    headers: listAt(match, 'headers').map(namedMatch),
    queryParams: [],
    ...((service !== undefined || method !== undefined) && {
      rpc: {
        type: typeOf(valueAt(match, 'method')),
        ...(service !== undefined && { service }),
        ...(method !== undefined && { method }),
      },
    }),
  };
}

const namedMatch = (match: JsonValue): NamedMatch => ({
  type: typeOf(match),
  name: textAt(match, 'name') ?? '',
  value: textAt(match, 'value') ?? '',
});

const typeOf = (match: JsonValue | undefined): NamedMatch['type'] =>
  textAt(match, 'type') === 'RegularExpression' ? 'RegularExpression' : 'Exact';
