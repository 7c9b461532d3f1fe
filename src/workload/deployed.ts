import { Construct } from 'constructs';
import type { Deployment } from 'kubernetes-types/apps/v1';
import type { HorizontalPodAutoscaler } from 'kubernetes-types/autoscaling/v2';
import type { ConfigMap } from 'kubernetes-types/core/v1';
import { objectName } from '../mesh/input';
import { MeshObject } from '../mesh/mesh-object';
import { warn } from '../mesh/warning';
import { autoscaler, AutoscalerProps, cpuTarget } from './autoscaler';
import { ConfigFiles, configFiles } from './config-files';
import { deployment, DeploymentProps, DeploymentSettings } from './deployment';
import { PodIdentity } from './pod';
import { requestsCpu } from './resources';

/** What a Deployment and the objects around it need besides the image. */
export interface WorkloadSettings extends DeploymentSettings {
  /**
   * The name of the container.
   *
   * @default - the name of the service
   */
  readonly containerName?: string;
  /**
   * Files that the container reads, in a ConfigMap named after the Deployment. A change of them restarts the pods.
   *
   * @default - none
   */
  readonly config?: ConfigFiles;
  /**
   * An autoscaler for the Deployment, which then owns the number of replicas.
   *
   * @default - none: `replicas` counts
   */
  readonly autoscaler?: AutoscalerProps;
}

/** A Deployment and the objects around it. */
export interface Deployed {
  readonly deployment: MeshObject<Deployment>;
  readonly configMap?: MeshObject<ConfigMap>;
  readonly autoscaler?: MeshObject<HorizontalPodAutoscaler>;
}

/**
 * Makes a Deployment, the ConfigMap of its files and its autoscaler as children of a construct.
 *
 * @throws if a prop is none that Kubernetes accepts, or both replicas and an autoscaler are given
 */
export function deployed(
  scope: Construct,
  deploymentName: string,
  identity: PodIdentity,
  props: WorkloadSettings & DeploymentProps,
): Deployed {
  const name = objectName('name of the Deployment', deploymentName);
  const { replicas, autoscaler: scaling, config: configProps } = props;
  if (scaling !== undefined && replicas !== undefined) {
    throw new Error(
      `give replicas or autoscaler, not both: the autoscaler of ${name} owns the number; set minReplicas instead of replicas ${replicas}`,
    );
  }
  if (scaling !== undefined && cpuTarget(scaling) !== undefined && !requestsCpu(props.resources)) {
    warn(
      scope,
      `the autoscaler of ${name} aims at a share of the CPU that the container requests, but it requests none, so nothing scales; set resources.requests.cpu`,
    );
  }
  const config = configProps && configFiles(name, configProps);
  const complete = config
    ? {
        ...props,
        volumes: [...(props.volumes ?? []), config.volume],
        podAnnotations: { 'checksum/config': config.digest, ...props.podAnnotations },
      }
    : props;
  // In a plain chart objects come in the order in which they are made.
  return {
    configMap: config && new MeshObject(scope, 'ConfigMap', config.manifest),
    deployment: new MeshObject(scope, 'Deployment', deployment(name, identity.selector, identity, complete)),
    autoscaler: scaling && new MeshObject(scope, 'Autoscaler', autoscaler(name, name, scaling)),
  };
}
