import type {
  Container,
  ContainerPort,
  EnvFromSource,
  EnvVarSource,
  Probe,
  ResourceRequirements,
  Volume,
  VolumeMount,
} from 'kubernetes-types/core/v1';
import { dnsLabel, line, oneOf, show, wholeNumber } from '../mesh/input';
import { envSources, envVars } from './env';
import { containerProbe } from './probe';
import { containerResources } from './resources';
import { checkVolumeSource, pathInVolume } from './volume-source';

/** A volume and the place where the container sees it: the fields of a Kubernetes volume (`configMap`, `secret`, `emptyDir`, …) and of its mount. */
export interface MountedVolume extends Volume {
  /** Where the container sees it: an absolute path, each used once. */
  readonly mountPath: string;
  /**
   * Whether the container may only read it.
   *
   * @default false
   */
  readonly readOnly?: boolean;
  /**
   * A path inside the volume, to mount that alone. The container does not see later changes of it.
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
   * When the container is restarted. Only `startupProbe` delays it. A port by name is one of the container's, see `containerPortName` of the Service's
   * ports.
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
 * @throws if the image, a name, path, quantity or probe is none that Kubernetes accepts, or a probe names a port that the container does not have
 */
export function container(name: string, props: ContainerProps, ports: readonly ContainerPort[]): Container {
  return {
    name,
    image: image(props.image),
    imagePullPolicy: props.imagePullPolicy === undefined ? undefined : oneOf('imagePullPolicy', props.imagePullPolicy, PULL_POLICIES),
    command: copy(props.command),
    args: copy(props.args),
    ports: ports.length === 0 ? undefined : [...ports],
    env: copy(envVars(props.env ?? {})),
    envFrom: copy(envSources(props.envFrom ?? [])),
    resources: containerResources(props.resources),
    startupProbe: containerProbe('startupProbe', props.startupProbe, ports),
    livenessProbe: containerProbe('livenessProbe', props.livenessProbe, ports),
    readinessProbe: containerProbe('readinessProbe', props.readinessProbe, ports),
    volumeMounts: copy(volumeMounts(props.volumes ?? [])),
  };
}

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'] as const;

function image(value: string): string {
  if (!/\s/.test(line('image', value))) return value;
  throw new Error(`image must have no spaces, got ${show(value)}`);
}

/**
 * The volumes of a pod, without what belongs to the mount.
 *
 * @throws if a name is no DNS label, or given twice, or a volume has several sources
 */
export function podVolumes(volumes: readonly MountedVolume[] | undefined): Volume[] | undefined {
  const names = new Set<string>();
  return copy(
    volumes?.map(({ mountPath: _path, readOnly: _readOnly, subPath: _subPath, ...volume }) => {
      if (names.has(dnsLabel('name of a volume', volume.name))) {
        throw new Error(`name of a volume must be given once, got ${show(volume.name)} twice`);
      }
      names.add(volume.name);
      checkVolumeSource(volume);
      return volume;
    }),
  );
}

function volumeMounts(volumes: readonly MountedVolume[]): VolumeMount[] {
  const byPath = new Map<string, string>();
  return volumes.map(({ name, mountPath, readOnly, subPath }) => {
    const what = `mountPath of volume ${show(name)}`;
    if (!/^\/[^:]*$/.test(line(what, mountPath))) throw new Error(`${what} must be an absolute path without ":", got ${show(mountPath)}`);
    const other = byPath.get(mountPath);
    if (other !== undefined) throw new Error(`${what} must be a path of its own, got ${show(mountPath)}, where volume ${show(other)} is`);
    byPath.set(mountPath, name);
    return {
      name,
      mountPath,
      readOnly,
      subPath: subPath === undefined ? undefined : pathInVolume(`subPath of volume ${show(name)}`, subPath),
    };
  });
}

/** A mutable copy, as Kubernetes' types want it; undefined for nothing. */
function copy<T>(values: readonly T[] | undefined): T[] | undefined {
  return values === undefined || values.length === 0 ? undefined : [...values];
}

/**
 * Whether a name of a Service's port may be that of a container's port, too: those have at most 15 characters, a letter and no two dashes in a row
 * (IANA service names, RFC 6335).
 */
export function isContainerPortName(name: string): boolean {
  return name.length <= 15 && /[a-z]/.test(name) && !name.includes('--');
}

/** A container port. Its name is left out where Kubernetes would refuse it of a container. */
export function containerPort(number: number, name?: string): ContainerPort {
  const named = name !== undefined && isContainerPortName(name) ? { name } : {};
  return { ...named, containerPort: wholeNumber('container port', number, 1, 65535), protocol: 'TCP' };
}
