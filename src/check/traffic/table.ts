import { meshModel, type MeshModel } from '../mesh/mesh-model';
import { admit, type Refusal } from '../admission/admission';
import { type Manifest, nameOf } from '../manifest';
import { isService } from './attachment';
import { ClusterState } from '../state/cluster-state';
import { PLAIN_REQUEST, type Request } from './request';
import { requestClasses } from './request-classes';
import { resolve, type Routing, routingOf } from './resolve';
import type { Traffic } from './traffic';

/** What there is to know before it can be told who receives what. */
export interface TrafficOptions {
  /**
   * The mesh that decides: `linkerd-2.10` to `linkerd-2.20`, `gateway-api` or `smi`.
   *
   * @default linkerd-2.20
   */
  readonly mesh?: string;
  /**
   * The namespace of the clients that send requests.
   *
   * @default - that of the Service that they call
   */
  readonly clientNamespace?: string;
  /**
   * Whether the objects are all that the cluster has. Otherwise a Service that is missing may be elsewhere, and its share is unknown.
   *
   * @default false
   */
  readonly complete?: boolean;
}

/** Who receives a request to a port of a Service. */
export interface TrafficRow {
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
  readonly request: Request;
  readonly traffic: Traffic;
}

/** Who receives which requests, for every port of every Service. */
export class TrafficTable {
  private readonly state: ClusterState;
  private readonly mesh: MeshModel;
  private readonly refused: readonly Refusal[];
  private sorted: readonly Routing[] | undefined;
  private byKey: ReadonlyMap<string, Routing> | undefined;

  /** @throws if there is no such mesh */
  constructor(
    manifests: readonly Manifest[],
    private readonly options: TrafficOptions = {},
  ) {
    this.mesh = meshModel(options.mesh);
    const { accepted, refused } = admit(manifests, this.mesh);
    this.state = new ClusterState(accepted, options.complete);
    this.refused = refused;
  }

  /** What plays no part here although it is about requests, and why. */
  leftOut(): string[] {
    const isMissing = (namespace: string, name: string) => this.state.service(namespace, name) === undefined;
    const missing = [
      ...this.state.splits.map(({ manifest, namespace, service }) => [manifest, namespace, service] as const),
      ...this.state.routes.flatMap(({ manifest, parents }) =>
        parents.filter((each) => isService(this.mesh, each)).map(({ namespace, name }) => [manifest, namespace, name] as const),
      ),
    ].filter(([, namespace, service]) => isMissing(namespace, service));
    return [
      ...new Set(this.refused.map(({ manifest, by }) => `${nameOf(manifest)} is left out: the ${by} refuses it, and \`check\` says why`)),
      ...missing.map(
        ([manifest, namespace, service]) => `${nameOf(manifest)} is for Service ${namespace}/${service}, which is not in the input`,
      ),
    ];
  }

  /** One request to every port, in the order of namespace, name and port. */
  rows(request: Request = PLAIN_REQUEST): TrafficRow[] {
    return this.routings().map((routing) => this.row(routing, request));
  }

  /** For every port the plain request, and one of each kind that a route tells apart. */
  rowsByClass(): TrafficRow[] {
    return this.routings().flatMap((routing) => requestClasses(routing).map((request) => this.row(routing, request)));
  }

  /**
   * A port of one Service, as in `shop/web:80`. The port may be left out where there is only one.
   *
   * @throws if there is no such port, with those that there are
   */
  at(key: string, request: Request): TrafficRow {
    const routings = this.routings();
    const fitting = routings.filter((routing) => [keyOf(routing), keyOf(routing).replace(/:\d+$/, '')].includes(key));
    const [routing, ...others] = fitting;
    if (routing && others.length === 0) return this.row(routing, request);
    const names = (fitting.length > 0 ? fitting : routings).map(keyOf);
    throw new Error(
      `the port of a Service must be one of ${names.join(', ') || 'none, for there is no Service'}; got ${JSON.stringify(key)}`,
    );
  }

  /** One request to a port, as in `shop/web:80`; undefined if there is none. */
  rowAt(key: string, request: Request): TrafficRow | undefined {
    this.byKey ??= new Map(this.routings().map((routing) => [keyOf(routing), routing]));
    const routing = this.byKey.get(key);
    return routing && this.row(routing, request);
  }

  private routings(): readonly Routing[] {
    this.sorted ??= this.routingsInOrder();
    return this.sorted;
  }

  private routingsInOrder(): Routing[] {
    const apexes = this.state.services.flatMap((service) =>
      service.ports.map((port) => ({ service, port, client: this.options.clientNamespace ?? service.namespace })),
    );
    return apexes.map((apex) => routingOf(this.state, this.mesh, apex)).sort(inOrder);
  }

  private row(routing: Routing, request: Request): TrafficRow {
    const { service, port } = routing.apex;
    return {
      ...{ namespace: service.namespace, service: service.name, port: port.number, request },
      traffic: resolve(this.state, this.mesh, routing, request),
    };
  }
}

const keyOf = ({ apex: { service, port } }: Routing): string => `${service.namespace}/${service.name}:${port.number}`;

function inOrder({ apex: a }: Routing, { apex: b }: Routing): number {
  const texts = [
    [a.service.namespace, b.service.namespace],
    [a.service.name, b.service.name],
  ] as const;
  for (const [one, other] of texts) if (one !== other) return one < other ? -1 : 1;
  return a.port.number - b.port.number;
}

/** Rows as the schema `schemas/traffic.v1.json` describes them. */
export const trafficJson = (rows: readonly TrafficRow[]): object => ({ version: 1, apexes: apexesJson(rows) });

/** The entries of that. */
export const apexesJson = (rows: readonly TrafficRow[]): object[] =>
  rows.map(({ namespace, service, port, request, traffic }) => ({
    ...{ namespace, service, port },
    request: { method: request.method, path: pathWithQuery(request), headers: Object.fromEntries(request.headers) },
    to: traffic.to.map(({ workload = null, version = null, share, ...leaf }) => ({ ...leaf, workload, version, share: share.toString() })),
    nothing: traffic.nothing.toString(),
    notFound: traffic.notFound.toString(),
    unknown: traffic.unknown.toString(),
    because: traffic.because,
  }));

/** As it was asked. */
export function pathWithQuery({ path, query }: Request): string {
  const text = new URLSearchParams([...query]).toString();
  return text === '' ? path : `${path}?${text}`;
}
