import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { Deployment } from 'kubernetes-types/apps/v1';
import type { HorizontalPodAutoscaler } from 'kubernetes-types/autoscaling/v2';
import type { ConfigMap, Service, ServiceAccount } from 'kubernetes-types/core/v1';
import { labels, objectName, serviceName } from '../mesh/input';
import { MeshObject } from '../mesh/mesh-object';
import { deployed, WorkloadSettings } from '../workload/deployed';
import { warnOfAppProtocol } from './app-protocol';
import { metricsAnnotations, MetricsProps } from './metrics';
import { containerPorts, namedPorts, Ports } from './ports';
import { serviceManifest } from './service-manifest';
import { IService, ServiceRef } from './service-ref';

/** An application that has one version at a time. */
export interface WorkloadProps extends WorkloadSettings {
  /** The image, as a kubelet pulls it. */
  readonly image: string;
  /**
   * The ports of its Service by name, the main one first.
   *
   * @default - none: there is no Service
   */
  readonly ports?: Ports;
  /**
   * Whether to make a Service for the ports. Flagger makes one of its own.
   *
   * @default true
   */
  readonly createService?: boolean;
  /**
   * How the Service can be reached.
   *
   * @default 'ClusterIP'
   */
  readonly serviceType?: 'ClusterIP' | 'LoadBalancer' | 'NodePort';
  /**
   * The name of Deployment and Service.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * The name of the Deployment, where it is not that of the Service.
   *
   * @default - `name`
   */
  readonly deploymentName?: string;
  /**
   * The labels that select the pods.
   *
   * @default - `app` with the name
   */
  readonly selector?: Readonly<Record<string, string>>;
  /**
   * Where the pods offer metrics: written as the annotations `prometheus.io/scrape`, `prometheus.io/port` and `prometheus.io/path`.
   *
   * @default - no annotations
   */
  readonly metrics?: MetricsProps;
  /**
   * Whether to make the service account that the pods run as: `serviceAccountName`, or one with the name of the workload.
   *
   * @default false
   */
  readonly createServiceAccount?: boolean;
}

/** A Deployment and the Service in front of it: an application that is not split by version, such as what calls a `VersionedService`, or is called by one. */
export class Workload extends Construct implements IService {
  /** The Deployment. */
  public readonly deployment: MeshObject<Deployment>;
  /** The Service, where there are ports and one was wanted. */
  public readonly service?: MeshObject<Service>;
  /** The service account of the pods, where it is made here. */
  public readonly serviceAccount?: MeshObject<ServiceAccount>;
  /** The autoscaler of the Deployment, where one was asked for. */
  public readonly autoscaler?: MeshObject<HorizontalPodAutoscaler>;
  /** The files of the container, where some were given. */
  public readonly configMap?: MeshObject<ConfigMap>;

  private readonly ref: ServiceRef;
  private readonly selector: Readonly<Record<string, string>>;

  /** @throws if a name, label or port is none that Kubernetes accepts */
  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id);
    const name = serviceName('name of the workload', props.name ?? id);
    const ports = props.ports === undefined ? [] : namedPorts(props.ports);
    this.selector = selectorOf(name, props.selector);
    this.ref = { name, namespace: Chart.of(this).namespace, ports: ports.map((p) => ({ name: p.name, port: p.port })) };
    warnOfAppProtocol(this, ports);

    this.serviceAccount = props.createServiceAccount ? this.makeServiceAccount(props.serviceAccountName ?? name) : undefined;
    if (ports.length > 0 && props.createService !== false) {
      this.service = new MeshObject(
        this,
        'Service',
        serviceManifest({ name, labels: this.selector, selector: this.selector, ports, type: props.serviceType }),
      );
    }
    const identity = { containerName: props.containerName ?? name, selector: this.selector, ports: containerPorts(ports) };
    const made = deployed(this, props.deploymentName ?? name, identity, {
      ...props,
      podAnnotations: { ...metricsAnnotations(ports, props.metrics), ...props.podAnnotations },
      serviceAccountName: this.serviceAccount?.name ?? props.serviceAccountName,
    });
    this.deployment = made.deployment;
    this.autoscaler = made.autoscaler;
    this.configMap = made.configMap;
    this.node.defaultChild = this.deployment;
  }

  /**
   * The Service, for a split or a route.
   *
   * @throws if the workload has no Service
   */
  public toServiceRef(): ServiceRef {
    if (this.service) return this.ref;
    throw new Error(`workload ${this.ref.name} has no Service; give it ports, and leave createService out`);
  }

  /** The labels that select the pods. */
  public podLabels(): Record<string, string> {
    return { ...this.selector };
  }

  private makeServiceAccount(account: string): MeshObject<ServiceAccount> {
    const name = objectName('serviceAccountName', account);
    return new MeshObject<ServiceAccount>(this, 'ServiceAccount', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, labels: { ...this.selector } },
    });
  }
}

function selectorOf(name: string, given: WorkloadProps['selector']): Record<string, string> {
  const selector = labels('label of the selector', given ?? { app: name });
  if (Object.keys(selector).length > 0) return selector;
  throw new Error(`selector of ${name} must have at least one label, got none: it would select every pod of the namespace`);
}
