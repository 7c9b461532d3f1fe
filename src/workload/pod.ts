import type { ContainerPort, PodSpec, PodTemplateSpec, SecurityContext } from 'kubernetes-types/core/v1';
import { annotations, dnsLabel, labels, objectName, oneOf, show, wholeNumber } from '../mesh/input';
import { container, ContainerProps, ContainerSettings, podVolumes } from './container';
import { securityContext } from './security-context';

/** What a pod of one container needs besides the image. */
export interface PodSettings extends ContainerSettings {
  /**
   * The service account that the pods run as; it must exist.
   *
   * @default - that of the namespace, `default`
   */
  readonly serviceAccountName?: string;
  /**
   * `restricted`: the pods are what the restricted Pod Security Standard asks for: no root, no privilege escalation, no capabilities, the
   * runtime's seccomp profile. The kubelet then refuses an image that runs as root: give `runAsUser`, or another image. `none`: nothing is
   * set.
   *
   * @default 'restricted'
   */
  readonly podSecurity?: 'restricted' | 'none';
  /**
   * The user id that the container runs as.
   *
   * @default - that of the image
   */
  readonly runAsUser?: number;
  /**
   * Settings of the container's security context; they win over those of `podSecurity`. Capabilities that are added leave all others dropped.
   *
   * @default - none
   */
  readonly securityContext?: SecurityContext;
  /**
   * Labels of the pods, besides those that select them.
   *
   * @default - none
   */
  readonly podLabels?: Readonly<Record<string, string>>;
  /**
   * Annotations of the pods; `injectionAnnotations()` makes those of the mesh.
   *
   * @default - none
   */
  readonly podAnnotations?: Readonly<Record<string, string>>;
  /**
   * How long a pod may take to end, in seconds.
   *
   * @default - 30, by Kubernetes
   */
  readonly terminationGracePeriodSeconds?: number;
  /**
   * Names of secrets with credentials of the image's registry.
   *
   * @default - none
   */
  readonly imagePullSecrets?: readonly string[];
}

/** What a pod of one container runs, and what it needs. */
export interface PodProps extends ContainerProps, PodSettings {}

/** What makes the pods findable: the labels that select them, and the ports that they serve. */
export interface PodIdentity {
  /** The name of the container. */
  readonly containerName: string;
  /** The labels that Services and the Deployment select. */
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly ContainerPort[];
}

/**
 * The template of pods with one container.
 *
 * @throws if a prop is none that Kubernetes accepts, or a label of the user would change who selects the pods
 */
export function podTemplate(identity: PodIdentity, props: PodProps): PodTemplateSpec {
  const extra = labels('label of the pods', props.podLabels);
  for (const key of Object.keys(extra)) {
    if (Object.hasOwn(identity.selector, key)) {
      throw new Error(
        `label ${show(key)} of the pods must not be set: Services select it with ${show(identity.selector[key])}; use another key`,
      );
    }
  }
  const podAnnotations = annotations('annotation of the pods', props.podAnnotations);
  return {
    metadata: {
      labels: { ...identity.selector, ...extra },
      annotations: Object.keys(podAnnotations).length === 0 ? undefined : podAnnotations,
    },
    spec: podSpec(identity, props),
  };
}

function podSpec(identity: PodIdentity, props: PodProps): PodSpec {
  const restricted = oneOf('podSecurity', props.podSecurity ?? 'restricted', ['restricted', 'none']) === 'restricted';
  return {
    serviceAccountName: props.serviceAccountName === undefined ? undefined : objectName('serviceAccountName', props.serviceAccountName),
    imagePullSecrets: imagePullSecrets(props.imagePullSecrets ?? []),
    terminationGracePeriodSeconds:
      props.terminationGracePeriodSeconds === undefined
        ? undefined
        : wholeNumber('terminationGracePeriodSeconds', props.terminationGracePeriodSeconds, 0, 2 ** 31 - 1),
    securityContext: restricted ? { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } : undefined,
    containers: [
      {
        ...container(dnsLabel('name of the container', identity.containerName), props, identity.ports),
        securityContext: securityContext(restricted, props.runAsUser, props.securityContext),
      },
    ],
    volumes: podVolumes(props.volumes),
  };
}

/** Each name once: Kubernetes merges the list by name. */
function imagePullSecrets(names: readonly string[]): PodSpec['imagePullSecrets'] {
  const once = [...new Set(names)];
  return once.length === 0 ? undefined : once.map((name) => ({ name: objectName('image pull secret', name) }));
}
