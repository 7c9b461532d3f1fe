import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { VersionedService } from '../service';
import { checkMatches, RequestMatch } from './request-match';
import { routed, RoutingProps } from './routed';
import { versionBackends, versionWeights } from './version-weights';
import { Weights } from './weights';

/** Which requests go to which version. */
export interface RequestSplitProps<V extends string> extends RoutingProps {
  /** The service. */
  readonly service: VersionedService<V>;
  /** The version that receives the requests that match. */
  readonly to: NoInfer<V>;
  /** Which requests: those that match one of these. */
  readonly match: readonly RequestMatch[];
  /**
   * Who receives all other requests; the stable version must be named.
   *
   * @default - what the apex Service selects: the stable version, unless it was told otherwise
   */
  readonly otherwise?: Weights<NoInfer<V>>;
}

/**
 * Sends the requests that carry a header, have a path or use a method to one version, and all others where they went before: a version can be tried in
 * production by those who ask for it.
 *
 * HTTPRoutes can do this (Linkerd 2.13 and later, any mesh of the Gateway API), and TrafficSplit v1alpha4 with an HTTPRouteGroup on meshes that serve it.
 * Linkerd's SMI extension serves v1alpha1 and v1alpha2 only, which cannot. A path counts by its length there, not by how it matches: a prefix as long as an
 * exact path wins if it comes first (Linkerd proxy 2026-08).
 */
export class RequestSplit<V extends string = string> extends Construct {
  /** The objects that are written. */
  public readonly objects: readonly ApiObject[];

  /** @throws if a match or version is none, or the API of the mesh cannot match requests */
  constructor(scope: Construct, id: string, props: RequestSplitProps<V>) {
    super(scope, id);
    const { service } = props;
    this.objects = routed(this, props, {
      apex: service.toServiceRef(),
      backends: [{ service: service.version(props.to).toServiceRef(), weight: 1 }],
      matches: checkMatches(props.match),
      otherwise: props.otherwise === undefined ? [] : versionBackends(service, versionWeights<V>('otherwise', service, props.otherwise)),
    });
  }
}
