import { Duration } from 'cdk8s';
import type { Manifest } from '../mesh';
import { wholeSeconds } from '../mesh/duration';
import { dnsLabel, objectName, oneOf } from '../mesh/input';
import type { Delivered } from './delivered';
import { outputPath } from './output-path';

/** Where Flux finds the output. */
export interface FluxDeliveryProps {
  /** The output folder in the repository, such as `k8s`. */
  readonly path: string;
  /** The source that Flux fetches it from. */
  readonly sourceRef: {
    readonly kind: 'GitRepository' | 'OCIRepository' | 'Bucket';
    readonly name: string;
    /**
     * Its namespace.
     *
     * @default - that of the Flux Kustomization
     */
    readonly namespace?: string;
  };
  /**
   * The Flux Kustomizations that must be ready before: that of the namespace, say, or of the mesh. Flux takes no notice of it when it deletes.
   *
   * @default - none
   */
  readonly dependsOn?: readonly string[];
  /**
   * How often Flux looks, in whole seconds.
   *
   * @default Duration.minutes(10)
   */
  readonly interval?: Duration;
  /**
   * How long pods may take to become ready, in whole seconds.
   *
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;
  /**
   * The namespace of the Flux Kustomization.
   *
   * @default 'flux-system'
   */
  readonly fluxNamespace?: string;
}

/** Of kustomize-controller 1.9, the part that is written here. */
export interface ReleaseKustomization {
  /** API group and version. */
  readonly apiVersion: 'kustomize.toolkit.fluxcd.io/v1';
  /** Kind of the object. */
  readonly kind: 'Kustomization';
  /** What to deploy, and when it counts as done. */
  readonly spec: {
    readonly interval: string;
    readonly timeout: string;
    readonly path: string;
    readonly prune: boolean;
    readonly wait: boolean;
    readonly sourceRef: { readonly kind: string; readonly name: string; readonly namespace?: string };
    readonly dependsOn?: readonly { readonly name: string }[];
    readonly healthCheckExprs: readonly {
      readonly apiVersion: string;
      readonly kind: string;
      readonly current: string;
      readonly failed: string;
    }[];
  };
}

/** One version of each group, for Flux refuses two; it stands for all (kustomize-controller 1.9, run). */
const ROUTES = ['gateway.networking.k8s.io/v1', 'policy.linkerd.io/v1beta3'];

const conditions = (status: string): string => `p.conditions.exists(c, c.type in ['Accepted', 'ResolvedRefs'] && c.status == '${status}')`;

/** Without these a route counts as ready at once: it has no condition that Flux knows (kustomize-controller 1.9, kstatus). */
const HEALTH = ROUTES.map((apiVersion) => ({
  apiVersion,
  kind: 'HTTPRoute',
  current: `has(status.parents) && size(status.parents) > 0 && status.parents.all(p, ${conditions('True')} && !${conditions('False')})`,
  failed: `has(status.parents) && status.parents.exists(p, ${conditions('False')})`,
}));

/** The Flux Kustomization that keeps the cluster at the current step. It is ready when the pods and routes of that are. */
export function fluxKustomization({ name }: Delivered, props: FluxDeliveryProps): Manifest<ReleaseKustomization> {
  const { sourceRef, dependsOn = [] } = props;
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace: dnsLabel('fluxNamespace', props.fluxNamespace ?? 'flux-system') },
    spec: {
      interval: `${wholeSeconds('interval', props.interval ?? Duration.minutes(10))}s`,
      timeout: `${wholeSeconds('timeout', props.timeout ?? Duration.minutes(5))}s`,
      path: `./${outputPath(props.path)}${name}/current`,
      prune: true,
      wait: true,
      sourceRef: {
        kind: oneOf('kind of sourceRef', sourceRef.kind, ['GitRepository', 'OCIRepository', 'Bucket']),
        name: objectName('name of sourceRef', sourceRef.name),
        ...(sourceRef.namespace !== undefined && { namespace: dnsLabel('namespace of sourceRef', sourceRef.namespace) }),
      },
      ...(dependsOn.length > 0 && { dependsOn: dependsOn.map((other) => ({ name: objectName('dependsOn', other) })) }),
      healthCheckExprs: HEALTH,
    },
  };
}
