import { byAge } from '../state/age';
import type { Attachment, ClusterState } from '../state/cluster-state';
import { type BackendRef, LINKERD_POLICY, type Route, type RouteMatch, type RouteRule } from '../state/route';
import type { Service, ServicePort } from '../state/service';
import type { MeshModel, Protocol } from '../mesh/mesh-model';
import { isAccepted, isService } from './attachment';
import { routeFault } from './reliability';

/** A Service port that clients call. */
export interface Apex {
  readonly service: Service;
  readonly port: ServicePort;
  /** The namespace of the clients: elsewhere other routes may hold. */
  readonly client: string;
}

/** How a client's proxy routes what is sent to an apex, before any ServiceProfile. */
export interface Outbound {
  readonly protocol: Protocol;
  /** In the order in which the first of equals wins; empty where the Service itself receives all. */
  readonly routes: readonly OutboundRoute[];
}

/** A route that holds for a client. */
export interface OutboundRoute {
  readonly route: Route;
  readonly rules: readonly OutboundRule[];
}

/** Some requests, and who receives them. */
export interface OutboundRule {
  readonly matches: readonly RouteMatch[];
  /** `apex`: the Service itself. `redirect`: the client is sent elsewhere. Otherwise by weight. */
  readonly backends: readonly OutboundBackend[] | 'apex' | 'redirect';
}

/** Who receives a share. */
export type OutboundBackend = { readonly weight: number } & (
  { readonly namespace: string; readonly service: string; readonly port: number } | { readonly invalid: string }
);

/** The routes of an apex. */
export function outboundOf(state: ClusterState, mesh: MeshModel, apex: Apex): Outbound {
  const protocol = protocolOf(apex, mesh);
  if (protocol === 'opaque') return { protocol, routes: [] };
  const all = state
    .attachedTo(apex.service.namespace, apex.service.name)
    .filter((attachment) => isAccepted(state, mesh, attachment) && holdsFor(attachment, apex));
  const kind = all.some(({ route }) => route.kind === 'GRPCRoute') ? 'GRPCRoute' : 'HTTPRoute';
  const routes = byAge([...new Set(all.filter(({ route }) => route.kind === kind).map(({ route }) => route))])
    .filter((route) => dropReason(mesh, route) === undefined)
    .map((route) => ({ route, rules: route.rules.map((rule) => ruleOf(state, mesh, apex, route, rule)) }));
  return { protocol: kind === 'GRPCRoute' ? 'grpc' : protocol, routes };
}

/** Why a mesh ignores a route with all its rules, though its status says that it is accepted; undefined if it does not. */
export function dropReason(mesh: MeshModel, route: Route): string | undefined {
  const filter = route.rules.flatMap(({ filters }) => filters).find((each) => !mesh.ruleFilters.includes(each));
  if (filter !== undefined) return `it has a filter ${filter}`;
  const fault = mesh.hasProfiles ? routeFault(route) : undefined;
  return fault && `its annotation ${fault.annotation} is "${fault.value}"`;
}

/** A route beside the Service holds for all clients, another one for those beside it. A port that the Service lacks attaches to nothing. */
const holdsFor = ({ route, parent }: Attachment, { service, port, client }: Apex): boolean =>
  (parent.port === undefined || parent.port === port.number) && [service.namespace, client].includes(route.namespace);

function protocolOf({ service, port }: Apex, { appProtocols, hasProfiles, opaquePorts }: MeshModel): Protocol {
  if (appProtocols && port.appProtocol !== undefined) return appProtocols[port.appProtocol.toLowerCase()] ?? 'opaque';
  const annotation = service.annotations.get('config.linkerd.io/opaque-ports');
  const isOpaque = annotation === undefined || !hasProfiles ? opaquePorts.includes(port.number) : isListed(port, annotation);
  return isOpaque ? 'opaque' : 'detect';
}

/** `80,9000-9010`, or names of ports. */
const isListed = ({ name, number }: ServicePort, list: string): boolean =>
  list.split(',').some((item) => {
    const [, from, to = from] = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(item) ?? [];
    return from === undefined ? item.trim() === name && name !== '' : number >= Number(from) && number <= Number(to);
  });

function ruleOf(state: ClusterState, mesh: MeshModel, apex: Apex, route: Route, { matches, filters, backends }: RouteRule): OutboundRule {
  if (filters.includes('RequestRedirect')) return { matches, backends: 'redirect' };
  if (backends.length === 0) return { matches, backends: 'apex' };
  return { matches, backends: backends.map((backend) => backendOf(state, mesh, apex, route, backend)) };
}

function backendOf(state: ClusterState, mesh: MeshModel, apex: Apex, route: Route, backend: BackendRef): OutboundBackend {
  const { weight, group, kind, name, port } = backend;
  const namespace = backend.namespace ?? (mesh.backendNamespace === 'parent' ? apex.service.namespace : route.namespace);
  const filter = backend.filters.find((each) => !mesh.backendFilters.includes(each));
  if (filter !== undefined) return { weight, invalid: `the filter ${filter} of backend ${namespace}/${name} is not supported` };
  if (!isService(mesh, backend)) {
    return { weight, invalid: `the backend ${group}/${kind} ${namespace}/${name} is no Service` };
  }
  if (port === undefined) return { weight, invalid: `the backend ${namespace}/${name} names no port` };
  if (state.isComplete && !state.service(namespace, name)) return { weight, invalid: `there is no Service ${namespace}/${name}` };
  return { weight, namespace, service: name, port };
}

/** Attachments of routes to Services, whatever becomes of them. */
export const attachmentsIn = (state: ClusterState, mesh: MeshModel): Attachment[] =>
  state.routes.flatMap((route) => route.parents.filter((parent) => isService(mesh, parent)).map((parent) => ({ route, parent })));

/** What Linkerd calls a route: two groups have a kind of the same name. */
export const routeName = ({ manifest, kind, namespace, name }: Route): string =>
  `${manifest.group === LINKERD_POLICY ? `${LINKERD_POLICY} ` : ''}${kind} ${namespace}/${name}`;
