import type { Deployment } from 'kubernetes-types/apps/v1';
import { wholeNumber } from '../mesh/input';
import { Manifest } from '../mesh/mesh-object';
import { PodIdentity, PodProps, PodSettings, podTemplate } from './pod';
import { deploymentStrategy } from './strategy';

/** What a Deployment of pods with one container needs besides the image. */
export interface DeploymentSettings extends PodSettings {
  /**
   * How many pods run. Leave it out where somebody else owns the number, such as Flagger or `kubectl scale`: what git says would undo theirs.
   *
   * @default - not written: Kubernetes starts with one
   */
  readonly replicas?: number;
  /**
   * How pods are replaced.
   *
   * @default - that of Kubernetes: rolling, a quarter of the pods at a time; a single one stays until its successor is ready
   */
  readonly strategy?: NonNullable<Deployment['spec']>['strategy'];
}

/** A Deployment of pods with one container. */
export interface DeploymentProps extends PodProps, DeploymentSettings {}

/** The manifest of a Deployment. */
export function deployment(
  name: string,
  labels: Readonly<Record<string, string>>,
  identity: PodIdentity,
  props: DeploymentProps,
): Manifest<Deployment> {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: { ...labels } },
    spec: {
      replicas: props.replicas === undefined ? undefined : wholeNumber('replicas', props.replicas, 0, 2 ** 31 - 1),
      selector: { matchLabels: { ...identity.selector } },
      strategy: deploymentStrategy(props.strategy),
      template: podTemplate(identity, props),
    },
  };
}
