import type { DeployTarget } from '../facts/deploy-target';
import type { Refusal } from './admission/admission';
import { textsAt } from './data';
import type { Manifest } from './manifest';
import type { MeshModel } from './mesh/mesh-model';
import type { Problem } from './problem';
import type { ClusterState } from './state/cluster-state';
import type { Service } from './state/service';
import { type Routing, routingOf } from './traffic/resolve';
import { type Weighting, weightingsIn } from './weighting';

/** Annotations, and where they stand. */
export interface Annotated {
  readonly manifest: Manifest;
  /** Of the object, or of its pods. */
  readonly path: readonly string[];
  readonly annotations: ReadonlyMap<string, string>;
}

const ANNOTATIONS = [
  ['metadata', 'annotations'],
  ['spec', 'template', 'metadata', 'annotations'],
];

/** All that a rule may look at. */
export class RuleContext {
  private weighed: readonly Weighting[] | undefined;
  private readonly routed = new Map<Service, readonly Routing[]>();
  private allRoutings: readonly Routing[] | undefined;
  private allAnnotated: readonly Annotated[] | undefined;

  constructor(
    /** All objects of the input, in order; of several that are the same object, all. */
    readonly manifests: readonly Manifest[],
    /** What of them gets into the cluster. */
    readonly state: ClusterState,
    readonly refused: readonly Refusal[],
    readonly mesh: MeshModel,
    /** Undefined where nobody says which tool it is. */
    readonly target?: DeployTarget,
  ) {}

  /** The objects of a kind that get into the cluster. The core group is empty. */
  ofKind(group: string, kind: string): readonly Manifest[] {
    return this.state.ofKind(group, kind);
  }

  /** How every port of every Service is routed, for clients beside it. */
  get routings(): readonly Routing[] {
    this.allRoutings ??= this.state.services.flatMap((service) => this.routingsOf(service));
    return this.allRoutings;
  }

  /** How the ports of one Service are routed. */
  routingsOf(service: Service): readonly Routing[] {
    const known = this.routed.get(service);
    if (known) return known;
    const made = service.ports.map((port) => routingOf(this.state, this.mesh, { service, port, client: service.namespace }));
    this.routed.set(service, made);
    return made;
  }

  /** The annotations of objects, and of the pods that they describe: those that have any. */
  get annotated(): readonly Annotated[] {
    this.allAnnotated ??= this.state.manifests.flatMap((manifest) =>
      ANNOTATIONS.flatMap((path) => {
        const annotations = textsAt(manifest.object, ...path);
        return annotations.size === 0 ? [] : [{ manifest, path, annotations }];
      }),
    );
    return this.allAnnotated;
  }

  /** Every list of receivers with weights that the mesh follows. */
  get weightings(): readonly Weighting[] {
    this.weighed ??= weightingsIn(this.state, this.mesh);
    return this.weighed;
  }

  /** A problem that is only one if the missing object is nowhere else: worth to know, unless the input is the whole cluster. */
  ifAbsent(problem: Problem): Problem {
    const { severity: otherwise = 'rule' } = problem;
    return this.state.isComplete ? problem : { ...problem, severity: 'info', elsewhere: { otherwise } };
  }
}
