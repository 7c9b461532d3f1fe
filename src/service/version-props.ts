import { IConstruct } from 'constructs';
import { WorkloadSettings } from '../workload/deployed';

/** A version whose Deployment and Service are made here. What it does not say, the service says for all its versions. */
export interface NewVersionProps extends WorkloadSettings {
  /** The image, as a kubelet pulls it. */
  readonly image: string;
  /**
   * The name of the Deployment.
   *
   * @default - that of the version's Service
   */
  readonly deploymentName?: string;
  /**
   * What `ExistingVersionProps` has.
   *
   * @default - none
   */
  readonly deployment?: undefined;
  /**
   * What `ExistingVersionProps` has.
   *
   * @default - none
   */
  readonly service?: undefined;
}

/** A version whose Deployment is made elsewhere: by cdk8s-plus-27, or as a plain `ApiObject`. Settings of pods are its own matter: those of the service do not reach it. */
export interface ExistingVersionProps {
  /** The Deployment. Its selector becomes that of the version's Service. */
  readonly deployment: IConstruct;
  /**
   * The Service of this version, where that exists too.
   *
   * @default - one is made
   */
  readonly service?: IConstruct;
  /**
   * What `NewVersionProps` has.
   *
   * @default - none
   */
  readonly image?: undefined;
}

/** A version: made here, or of a Deployment that is made elsewhere. */
export type VersionProps = NewVersionProps | ExistingVersionProps;
