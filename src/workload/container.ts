import type { Container, ContainerPort, EnvFromSource, EnvVar, EnvVarSource, Probe, ResourceRequirements, Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { line, show, wholeNumber } from '../mesh/input';

/** A volume and the place where the container sees it: the fields of a Kubernetes volume (`configMap`, `secret`, `emptyDir`, …) and of its mount. */
export interface MountedVolume extends Volume {
  /** Where the container sees it: an absolute path. */
  readonly mountPath: string;
  /**
   * Whether the container may only read it.
   *
   * @default false
   */
  readonly readOnly?: boolean;
  /**
   * A path inside the volume, to mount that alone.
   *
   * @default - the whole volume
   */
  readonly subPath?: string;
}

/** What a container needs besides its image, in Kubernetes' own terms. */
export interface ContainerSettings {
  /**
   * When the image is pulled.
   *
   * @default - what Kubernetes does: `Always` for the tag `latest` or none, otherwise `IfNotPresent`
   */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /**
   * The program, instead of the image's.
   *
   * @default - that of the image
   */
  readonly command?: readonly string[];
  /**
   * Its arguments, instead of the image's. They reach the program as they are; no shell reads them. Kubernetes replaces `$(NAME)` by an environment
   * variable.
   *
   * @default - those of the image
   */
  readonly args?: readonly string[];
  /**
   * Environment variables: text, or where the value comes from (`{ secretKeyRef: { name, key } }`).
   *
   * @default - none
   */
  readonly env?: Readonly<Record<string, string | EnvVarSource>>;
  /**
   * Config maps and secrets of which every key becomes an environment variable.
   *
   * @default - none
   */
  readonly envFrom?: readonly EnvFromSource[];
  /**
   * Requests and limits.
   *
   * @default - none
   */
  readonly resources?: ResourceRequirements;
  /**
   * When the container is restarted. Only `startupProbe` delays it.
   *
   * @default - never, while it runs
   */
  readonly livenessProbe?: Probe;
  /**
   * When the pod receives traffic.
   *
   * @default - as soon as the container runs
   */
  readonly readinessProbe?: Probe;
  /**
   * When the container counts as started, before which the other probes wait.
   *
   * @default - at once
   */
  readonly startupProbe?: Probe;
  /**
   * Volumes and where they are mounted.
   *
   * @default - none
   */
  readonly volumes?: readonly MountedVolume[];
}

/** What a container runs, and what it needs. */
export interface ContainerProps extends ContainerSettings {
  /** The image, as a kubelet pulls it. */
  readonly image: string;
}

/**
 * The container of a pod.
 *
 * @throws if the image or the name of an environment variable or volume is none that Kubernetes accepts
 */
export function container(name: string, props: ContainerProps, ports: readonly ContainerPort[]): Container {
  return {
    name,
    image: line('image', props.image),
    imagePullPolicy: props.imagePullPolicy,
    command: copy(props.command),
    args: copy(props.args),
    ports: ports.length === 0 ? undefined : [...ports],
    env: envVars(props.env),
    envFrom: copy(props.envFrom),
    resources: props.resources,
    startupProbe: props.startupProbe,
    livenessProbe: props.livenessProbe,
    readinessProbe: props.readinessProbe,
    volumeMounts: copy(props.volumes?.map(mount)),
  };
}

/** The volumes of a pod, without what belongs to the mount. */
export function podVolumes(volumes: readonly MountedVolume[] | undefined): Volume[] | undefined {
  const names = new Set<string>();
  return copy(
    volumes?.map(({ mountPath: _path, readOnly: _readOnly, subPath: _subPath, ...volume }) => {
      if (names.has(volume.name)) throw new Error(`name of a volume must be given once, got ${show(volume.name)} twice`);
      names.add(volume.name);
      return volume;
    }),
  );
}

function mount({ name, mountPath, readOnly, subPath }: MountedVolume): VolumeMount {
  if (!line('mountPath', mountPath).startsWith('/')) throw new Error(`mountPath of volume ${name} must start with "/", got ${show(mountPath)}`);
  return { name, mountPath, readOnly, subPath };
}

/** Kubernetes takes any printable name since 1.30, and before that letters, digits, "-", "_" and "."; shells read only the latter. */
const ENV_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

function envVars(env: ContainerProps['env']): EnvVar[] | undefined {
  return copy(
    Object.entries(env ?? {}).map(([name, value]) => {
      if (!ENV_NAME.test(name)) throw new Error(`name of an environment variable must be letters, digits, "-", "_" and ".", no digit first, got ${show(name)}`);
      if (typeof value === 'object') return { name, valueFrom: value };
      if (typeof value === 'string') return { name, value };
      throw new Error(`value of environment variable ${name} must be a string, got ${show(value)}; write '${show(value)}'`);
    }),
  );
}

/** A mutable copy, as Kubernetes' types want it; undefined for nothing. */
function copy<T>(values: readonly T[] | undefined): T[] | undefined {
  return values === undefined || values.length === 0 ? undefined : [...values];
}

/**
 * A container port. Its name is left out where Kubernetes would refuse it: port names of containers have at most 15 characters and a letter, those of
 * Services 63.
 */
export function containerPort(number: number, name?: string): ContainerPort {
  const named = name !== undefined && name.length <= 15 && /[a-z]/.test(name) && !name.includes('--') ? { name } : {};
  return { ...named, containerPort: wholeNumber('container port', number, 1, 65535), protocol: 'TCP' };
}
