import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { Service } from 'kubernetes-types/core/v1';
import { MeshObject } from '../mesh';
import { port, show } from '../mesh/input';
import { isService, ServiceLike, ServiceRef, serviceRef } from '../service/service-ref';
import { makeDeploymentService } from './deployment-service';
import { faultBackends, thousandths } from './fault-share';
import { checkMatches, RequestMatch } from './request-match';
import { routed, RoutingProps } from './routed';

/** Which share of whose traffic fails. */
export interface FaultExperimentProps extends RoutingProps {
  /** The service that is experimented on: the apex that clients call. */
  readonly service: ServiceLike;
  /** Who answers instead: an injector, any Service, or a Deployment, for which a Service with the ports of the apex is made, named as the experiment. */
  readonly to: ServiceLike;
  /**
   * The port that the pods listen on, where `to` is a Deployment.
   *
   * @default - the port of the apex where the containers name it or none; otherwise the only one that they name
   */
  readonly targetPort?: number;
  /**
   * The share of the requests that goes there, more than 0 and at most 1, in steps of a thousandth.
   *
   * Retries make it smaller: of requests that are retried `n` times, `share ** (n + 1)` fail. Circuit breaking on the service
   * ends the experiment (Linkerd proxy 2026-08, measured).
   */
  readonly share: number;
  /**
   * Who answers the rest of the requests that take part. A split needs it to be a Service; that may be the apex itself, which then means its own pods.
   *
   * @default - the service itself
   */
  readonly otherwise?: ServiceLike;
  /**
   * Which requests take part: those that match one of these. The others go where the apex Service sends them.
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

  /**
   * @throws if the share is none, faults and the rest are answered by the same Service, the API of the mesh cannot do it, or the service's traffic is already
   * decided by another construct
   */
  constructor(scope: Construct, id: string, props: FaultExperimentProps) {
    super(scope, id);
    const apex = serviceRef(props.service);
    const faults = thousandths(props.share);
    this.service = this.serviceOf(props, apex);
    const target = this.service
      ? { name: this.service.name, namespace: this.service.metadata.namespace, ports: apex.ports }
      : serviceRef(props.to);
    const rest = serviceRef(props.otherwise ?? props.service);
    for (const other of [apex, rest]) this.refuseSame(target, other);
    this.objects = routed(this, props, {
      apex,
      backends: faultBackends(rest, target, faults).filter(({ weight }) => weight > 0),
      matches: props.match === undefined ? [] : checkMatches(props.match),
      otherwise: [],
    });
  }

  private serviceOf({ to, targetPort, name }: FaultExperimentProps, apex: ServiceRef): MeshObject<Service> | undefined {
    const deployment = deploymentOf(to);
    if (targetPort !== undefined && !deployment) {
      throw new Error(`targetPort must be left out where to is no Deployment, got ${show(targetPort)}`);
    }
    if (!deployment) return undefined;
    const checked = targetPort === undefined ? undefined : port('targetPort', targetPort);
    return makeDeploymentService(this, { name: name ?? this.node.id, deployment, ports: apex.ports, targetPort: checked });
  }

  /** Who answers both shares injects nothing; and a Service made for a Deployment must not replace the one of that name. */
  private refuseSame(target: ServiceRef, other: ServiceRef): void {
    const home = Chart.of(this).namespace;
    if (target.name !== other.name || (target.namespace ?? home) !== (other.namespace ?? home)) return;
    const hint = this.service ? 'give the experiment another name' : 'send the share to an injector';
    throw new Error(`to must be another Service than the one that answers the rest, got ${show(target.name)} for both; ${hint}`);
  }
}

function deploymentOf(target: ServiceLike): ApiObject | undefined {
  if (isService(target) || !Construct.isConstruct(target)) return undefined;
  const object = ApiObject.of(target);
  return object.kind === 'Deployment' ? object : undefined;
}
