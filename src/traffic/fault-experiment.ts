import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import type { Deployment } from 'kubernetes-types/apps/v1';
import type { Service } from 'kubernetes-types/core/v1';
import { MeshObject } from '../mesh';
import { show } from '../mesh/input';
import { serviceManifest } from '../service/service-manifest';
import { ServiceLike, ServiceRef, serviceRef } from '../service/service-ref';
import { checkMatches, RequestMatch } from './request-match';
import { routed, RoutingProps } from './routed';

/** Which share of whose traffic fails. */
export interface FaultExperimentProps extends RoutingProps {
  /** The service that is experimented on: the apex that clients call. */
  readonly service: ServiceLike;
  /** Who answers instead: an injector, any Service, or a Deployment, for which a Service with the ports of the apex is made. */
  readonly to: ServiceLike;
  /**
   * The share of the requests that goes there, more than 0 and at most 1, in steps of a thousandth.
   *
   * Retries make it smaller: of requests that are retried `n` times, `share ** (n + 1)` fail. Circuit breaking on the service
   * ends the experiment (Linkerd proxy 2026-08, measured).
   */
  readonly share: number;
  /**
   * Who answers the rest. A split needs it to be a Service; that may be the apex itself, which then means its own pods.
   *
   * @default - the service itself
   */
  readonly otherwise?: ServiceLike;
  /**
   * Which requests take part: those that match one of these.
   *
   * @default - all
   */
  readonly match?: readonly RequestMatch[];
}

/**
 * Sends a share of the traffic of a service to something that fails, to see how its clients take it. Undo it by removing the construct: nothing of the service
 * itself is touched.
 *
 * The client's proxy chooses, so only clients in the mesh see faults; probes of the kubelet go to the pods and see none.
 */
export class FaultExperiment extends Construct {
  /** The objects that route. */
  public readonly objects: readonly ApiObject[];
  /** The Service that is made where `to` is a Deployment. */
  public readonly service?: MeshObject<Service>;

  /** @throws if the share is none, or the service's traffic is already decided by another construct */
  constructor(scope: Construct, id: string, props: FaultExperimentProps) {
    super(scope, id);
    const apex = serviceRef(props.service);
    const faults = thousandths(props.share);
    this.service = this.serviceOf(props.to, apex);
    const rest = { service: serviceRef(props.otherwise ?? props.service), weight: 1000 - faults };
    this.objects = routed(this, props, {
      apex,
      backends: [...(rest.weight > 0 ? [rest] : []), { service: serviceRef(this.service ?? props.to), weight: faults }].map(reduce),
      matches: props.match === undefined ? [] : checkMatches(props.match),
      otherwise: [],
    });
  }

  /** A Service for a Deployment, whose selector may still grow until synthesis. */
  private serviceOf(target: ServiceLike, apex: ServiceRef): MeshObject<Service> | undefined {
    if ('toServiceRef' in target) return undefined;
    const object = ApiObject.of(target);
    if (object.kind !== 'Deployment') return undefined;
    const selector = Lazy.any({ produce: () => (object.toJson() as Deployment).spec?.selector.matchLabels }) as Record<string, string>;
    const ports = apex.ports.map(({ name = 'http', port }) => ({ name, port, targetPort: port }));
    const manifest = serviceManifest({ name: this.node.id, labels: {}, selector: {}, ports });
    return new MeshObject<Service>(this, 'Service', { ...manifest, spec: { ...manifest.spec, selector } });
  }
}

function thousandths(share: number): number {
  const faults = Math.round(share * 1000);
  if (typeof share === 'number' && share > 0 && share <= 1 && Math.abs(faults - share * 1000) < 1e-6) return faults;
  throw new Error(`share must be more than 0 and at most 1, in steps of 0.001, got ${show(share)}; use 0.1 for one request in ten`);
}

type Backend = { readonly service: ServiceRef; readonly weight: number };

/** Tenths of a percent are for those who need them: 500 and 500 become 50 and 50. */
function reduce(backend: Backend, _index: number, all: readonly Backend[]): Backend {
  const whole = all.every(({ weight }) => weight % 10 === 0);
  return whole ? { ...backend, weight: backend.weight / 10 } : backend;
}
