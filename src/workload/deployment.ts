import type { Deployment } from 'kubernetes-types/apps/v1';
import { wholeNumber } from '../mesh/input';
import { Manifest } from '../mesh/mesh-object';
import { PodIdentity, PodProps, PodSettings, podTemplate } from './pod';

/** What a Deployment of pods with one container needs besides the image. */
export interface DeploymentSettings extends PodSettings {
  /**
   * How many pods run. Leave it out where an autoscaler or a controller (Flagger) owns the number: what git says would undo theirs.
   *
   * @default 1
   */
  readonly replicas?: number;
  /**
   * How pods are replaced.
   *
   * @default - rolling: never fewer ready pods than before, one more at a time
   */
  readonly strategy?: NonNullable<Deployment['spec']>['strategy'];
}

/** A Deployment of pods with one container. */
export interface DeploymentProps extends PodProps, DeploymentSettings {}

/**
 * The manifest of a Deployment.
 *
 * @param replicas `owned` leaves the number to whoever owns it
 */
export function deployment(
  name: string,
  labels: Readonly<Record<string, string>>,
  identity: PodIdentity,
  props: DeploymentProps,
  replicas?: 'owned',
): Manifest<Deployment> {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: { ...labels } },
    spec: {
      replicas: replicas === 'owned' ? undefined : wholeNumber('replicas', props.replicas ?? 1, 0, 2 ** 31 - 1),
      selector: { matchLabels: { ...identity.selector } },
      strategy: props.strategy ?? { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: podTemplate(identity, props),
    },
  };
}
