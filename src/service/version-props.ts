import { IConstruct } from 'constructs';
import { AutoscalerProps } from '../workload/autoscaler';
import { DeploymentSettings } from '../workload/deployment';

/** Files that a container reads: they become a ConfigMap. */
export interface ConfigFiles {
  /** The folder in which the container sees them. */
  readonly mountPath: string;
  /** Text by file name. */
  readonly files: Readonly<Record<string, string>>;
}

/** What the pods of a version need besides the image. */
export interface VersionSettings extends DeploymentSettings {
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

/** A version whose Deployment and Service are made here. What it does not say, the service says for all its versions. */
export interface NewVersionProps extends VersionSettings {
  /** The image, as a kubelet pulls it. */
  readonly image: string;
  /**
   * The name of the Deployment.
   *
   * @default - that of the version's Service
   */
  readonly deploymentName?: string;
  readonly deployment?: undefined;
}

/** A version whose Deployment is made elsewhere: by cdk8s-plus-27, or as a plain `ApiObject`. */
export interface ExistingVersionProps {
  /** The Deployment. Its selector becomes that of the version's Service. */
  readonly deployment: IConstruct;
  /**
   * The Service of this version, where that exists too.
   *
   * @default - one is made
   */
  readonly service?: IConstruct;
}

/** A version: made here, or of a Deployment that is made elsewhere. */
export type VersionProps = NewVersionProps | ExistingVersionProps;
