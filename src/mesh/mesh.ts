import { Construct, IConstruct } from 'constructs';
import { oneOf } from './input';
import { LINKERD, LinkerdVersion, MeshFacts, MeshLimit } from '../facts/linkerd-versions';
import { RoutingApi } from '../facts/routing-api';

/**
 * The mesh that a chart is written for: which routing APIs it honours, which one to use unless told otherwise, and what it cannot
 * do.
 */
export class Mesh {
  /** Linkerd, by version: what a chart is written for when it does not say. */
  public static linkerd(version: LinkerdVersion = '2.20'): Mesh {
    const versions = Object.keys(LINKERD) as LinkerdVersion[];
    return new Mesh('linkerd', oneOf('version of Linkerd', version, versions), LINKERD[version]);
  }

  /** Any mesh that routes by the Gateway API (GAMMA): HTTPRoutes whose parent is a Service. */
  public static gatewayApi(): Mesh {
    return new Mesh('gateway-api', 'v1', { routingApis: ['gateway.networking.k8s.io/v1'], limits: [GAMMA] });
  }

  /** Any mesh that implements the Service Mesh Interface with the CRDs of its SDK, which serve TrafficSplit v1alpha4 only. */
  public static smi(): Mesh {
    return new Mesh('smi', 'v1alpha4', { routingApis: ['split.smi-spec.io/v1alpha4'], limits: [SMI_ARCHIVED] });
  }

  private constructor(
    /** `linkerd`, `gateway-api` or `smi`. */
    public readonly name: 'linkerd' | 'gateway-api' | 'smi',
    /** The version of the mesh, or of the API that stands for it. */
    public readonly version: string,
    private readonly facts: MeshFacts,
  ) {}

  /** The APIs that split traffic on this mesh, the default first. */
  public get routingApis(): RoutingApi[] {
    return [...this.facts.routingApis];
  }

  /** The API that splits and routes use unless they are told another one. */
  public get defaultRoutingApi(): RoutingApi {
    return this.chooseRoutingApi();
  }

  /** What this mesh cannot do, each with its source. */
  public get limits(): MeshLimit[] {
    return [...this.facts.limits];
  }

  /** The API version of Linkerd's `Server`; undefined where the mesh has no policy of Linkerd's. */
  public get serverApi(): MeshFacts['serverApi'] {
    return this.facts.serverApi;
  }

  /**
   * The routing API to use: the wanted one where this mesh has it, the default where none is wanted.
   *
   * @throws if the mesh does not honour the wanted API
   */
  public chooseRoutingApi(wanted?: RoutingApi): RoutingApi {
    const chosen = wanted ?? this.facts.routingApis[0];
    if (this.facts.routingApis.includes(chosen)) return chosen;
    throw new Error(`api must be one that ${this} honours: ${this.facts.routingApis.join(', ')}; got ${wanted}`);
  }

  /** As a person would name it: `linkerd 2.20`. */
  public toString(): string {
    return `${this.name} ${this.version}`;
  }
}

const GAMMA: MeshLimit = {
  what: 'what a mesh supports beyond the core of HTTPRoute (filters, timeouts, other kinds of parent) is its own matter',
  source: 'Gateway API 1.2, GAMMA conformance',
};
const SMI_ARCHIVED: MeshLimit = { what: 'the specification is archived', source: 'CNCF, October 2023' };

const meshes = new WeakMap<IConstruct, Mesh>();

/** Says for which mesh a construct and all below it are written; `MeshChart` does this for its own. */
export function setMesh(construct: Construct, mesh: Mesh): void {
  meshes.set(construct, mesh);
}

/** The mesh of the nearest chart that names one; the latest Linkerd in a plain cdk8s chart. */
export function meshOf(construct: IConstruct): Mesh {
  for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
    const mesh = meshes.get(scope);
    if (mesh) return mesh;
  }
  return Mesh.linkerd();
}
