import { createHash } from 'node:crypto';
import { ApiObject, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import type { Deployment } from 'kubernetes-types/apps/v1';
import type { HorizontalPodAutoscaler } from 'kubernetes-types/autoscaling/v2';
import type { ConfigMap, Service } from 'kubernetes-types/core/v1';
import { objectName, show } from '../mesh/input';
import { MeshObject } from '../mesh/mesh-object';
import { autoscaler } from '../workload/autoscaler';
import { deployment } from '../workload/deployment';
import { MountedVolume } from '../workload/container';
import { containerPorts, NamedPort } from './ports';
import { serviceManifest } from './service-manifest';
import { IService, ServiceRef, serviceRef } from './service-ref';
import { ConfigFiles, ExistingVersionProps, NewVersionProps, VersionProps } from './version-props';

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

  /** Made by `VersionedService`. */
  constructor(scope: Construct, id: string, context: VersionContext, props: VersionProps) {
    super(scope, id);
    if (props.deployment === undefined) {
      const made = this.makeDeployment(context, props);
      this.deployment = made.deployment;
      this.autoscaler = made.autoscaler;
      this.configMap = made.configMap;
      this.ownSelector = context.selector;
      this.service = new MeshObject(this, 'Service', serviceManifest({ ...context, labels: context.selector }));
    } else {
      this.deployment = existing('deployment', 'Deployment', props.deployment);
      this.service = this.existingOrNewService(context, props);
    }
    this.node.defaultChild = this.deployment;
  }

  /** The Service of this version, for a split or a route. */
  public toServiceRef(): ServiceRef {
    return serviceRef(this.service);
  }

  /** The labels by which the version's Service finds its pods. Of an object made elsewhere, call this when the chart is synthesized. */
  public selector(): Record<string, string> {
    if (this.ownSelector) return { ...this.ownSelector };
    const { spec } = this.service.toJson() as { spec?: { selector?: Record<string, string> } };
    return { ...spec?.selector };
  }

  /** The labels of the pods. Of an object made elsewhere, call this when the chart is synthesized. */
  public podLabels(): Record<string, string> {
    return { ...(this.deployment.toJson() as Deployment).spec?.template.metadata?.labels };
  }

  private makeDeployment(context: VersionContext, props: NewVersionProps) {
    const name = objectName('deploymentName', props.deploymentName ?? context.name);
    const config = props.config === undefined ? undefined : configFiles(name, props.config);
    const identity = { containerName: context.containerName, selector: context.selector, ports: containerPorts(context.ports) };
    const complete = {
      ...props,
      volumes: [...(props.volumes ?? []), ...(config ? [config.volume] : [])],
      podAnnotations: { ...(config ? { 'checksum/config': config.digest } : {}), ...props.podAnnotations },
    };
    if (props.autoscaler !== undefined && props.replicas !== undefined) {
      throw new Error(`give replicas or autoscaler, not both: the autoscaler of ${name} owns the number of replicas; set minReplicas instead of replicas ${props.replicas}`);
    }
    return {
      deployment: new MeshObject(this, 'Deployment', deployment(name, context.selector, identity, complete, props.autoscaler ? 'owned' : undefined)),
      configMap: config && new MeshObject<ConfigMap>(this, 'ConfigMap', config.manifest),
      autoscaler: props.autoscaler && new MeshObject(this, 'Autoscaler', autoscaler(name, name, props.autoscaler)),
    };
  }

  private existingOrNewService(context: VersionContext, props: ExistingVersionProps): ApiObject {
    if (props.service !== undefined) return existing('service', 'Service', props.service);
    const matchLabels = () => (this.deployment.toJson() as Deployment).spec?.selector.matchLabels ?? {};
    const manifest = serviceManifest({ ...context, labels: context.selector });
    const selector = Lazy.any({ produce: matchLabels }) as Record<string, string>;
    return new MeshObject<Service>(this, 'Service', { ...manifest, spec: { ...manifest.spec, selector } });
  }
}

function existing(what: string, kind: string, construct: IConstruct): ApiObject {
  const object = ApiObject.of(construct);
  if (object.kind === kind) return object;
  throw new Error(`${what} must be a ${kind}, got the ${object.kind} ${show(object.name)}`);
}

function configFiles(deploymentName: string, { mountPath, files }: ConfigFiles) {
  for (const file of Object.keys(files)) {
    if (!/^[-._a-zA-Z0-9]{1,253}$/.test(file) || file.startsWith('..') || file === '.') {
      throw new Error(`name of a config file must be letters, digits, "-", "_" and ".", without a path, got ${show(file)}`);
    }
  }
  const name = objectName('name of the config map', `${deploymentName}-config`);
  const volume: MountedVolume = { name: 'config', configMap: { name }, mountPath, readOnly: true };
  const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { ...files } };
  return { volume, manifest, digest: createHash('sha256').update(JSON.stringify(Object.entries(files))).digest('hex') };
}
