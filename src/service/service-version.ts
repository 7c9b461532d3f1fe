import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { HorizontalPodAutoscaler } from 'kubernetes-types/autoscaling/v2';
import type { ConfigMap } from 'kubernetes-types/core/v1';
import { MeshObject } from '../mesh/mesh-object';
import { deployed } from '../workload/deployed';
import { matchLabels, podLabels } from './described-deployment';
import { containerPorts, NamedPort } from './ports';
import { serviceManifest } from './service-manifest';
import { constructOfKind, IService, ServiceRef, serviceRef } from './service-ref';
import { ExistingVersionProps, VersionProps } from './version-props';

/** What a version takes from its service. */
export interface VersionContext {
  /** The name of the version's Service and, unless it says another, of its Deployment. */
  readonly name: string;
  /** The name of the container. */
  readonly containerName: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly NamedPort[];
}

/** One version of a `VersionedService`: its own Service, and the Deployment whose pods that selects. */
export class ServiceVersion extends Construct implements IService {
  /** The Service that selects the pods of this version and no others. */
  public readonly service: ApiObject;
  /** The Deployment of this version. */
  public readonly deployment: ApiObject;
  /** The autoscaler of the Deployment, where one was asked for. */
  public readonly autoscaler?: MeshObject<HorizontalPodAutoscaler>;
  /** The files of the container, where some were given. */
  public readonly configMap?: MeshObject<ConfigMap>;

  private readonly ownSelector?: Readonly<Record<string, string>>;
  /** The Service where it is made here; what it takes from a Deployment made elsewhere is not known before synthesis. */
  private readonly ownRef?: ServiceRef;

  /**
   * Made by `VersionedService`.
   *
   * @internal
   */
  constructor(scope: Construct, id: string, context: VersionContext, props: VersionProps) {
    super(scope, id);
    if (props.deployment === undefined) {
      this.service = new MeshObject(this, 'Service', serviceManifest({ ...context, labels: context.selector }));
      const identity = { ...context, containerName: props.containerName ?? context.containerName, ports: containerPorts(context.ports) };
      const { deployment, autoscaler, configMap } = deployed(this, props.deploymentName ?? context.name, identity, props);
      this.deployment = deployment;
      this.autoscaler = autoscaler;
      this.configMap = configMap;
      this.ownSelector = context.selector;
    } else {
      this.deployment = constructOfKind('Deployment', 'deployment', props.deployment);
      this.service = this.existingOrNewService(context, props);
      requireOneNamespace(this.deployment, this.service);
    }
    if (props.service === undefined) {
      this.ownRef = {
        name: context.name,
        namespace: this.service.metadata.namespace,
        ports: context.ports.map(({ name, port }) => ({ name, port })),
      };
    }
    this.node.defaultChild = this.deployment;
  }

  /** The Service of this version, for a split or a route. */
  public toServiceRef(): ServiceRef {
    return this.ownRef ?? serviceRef(this.service);
  }

  /** The labels by which the version's Service finds its pods. Of an object made elsewhere, call this when the chart is synthesized. */
  public selector(): Record<string, string> {
    if (this.ownSelector) return { ...this.ownSelector };
    const { spec } = this.service.toJson() as { spec?: { selector?: Record<string, string> } };
    return { ...spec?.selector };
  }

  /** The labels of the pods. Of an object made elsewhere, call this when the chart is synthesized. */
  public podLabels(): Record<string, string> {
    return podLabels(this.deployment);
  }

  private existingOrNewService(context: VersionContext, props: ExistingVersionProps): ApiObject {
    if (props.service !== undefined) return constructOfKind('Service', 'service', props.service);
    const selector = () => matchLabels(this.deployment);
    return new MeshObject(this, 'Service', serviceManifest({ ...context, labels: context.selector, selector }));
  }
}

/** A Service selects pods of its own namespace. */
function requireOneNamespace(deployment: ApiObject, service: ApiObject): void {
  const { namespace } = deployment.metadata;
  if (namespace === service.metadata.namespace) return;
  const where = service.metadata.namespace ?? 'none that is known';
  throw new Error(
    `deployment ${deployment.name} must be in the namespace of its Service, ${where}, got ${namespace ?? 'none'}; put both into one`,
  );
}
