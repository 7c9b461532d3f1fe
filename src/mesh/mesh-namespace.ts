import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { Namespace } from 'kubernetes-types/core/v1';
import { applyInjection, injectionAnnotations } from './injection';
import { InjectionOptions } from './injection-options';
import { annotations, dnsLabel, labels, oneOf } from './input';
import { meshOf } from './mesh';
import { MeshObject } from './mesh-object';

/** A Namespace, and how Linkerd meshes its pods. */
export interface MeshNamespaceProps extends InjectionOptions {
  /**
   * The name of the Namespace.
   *
   * @default - the namespace of the chart; the id of the construct in a chart without one
   */
  readonly name?: string;
  /**
   * Whether the pods get a proxy.
   *
   * @default 'enabled'
   */
  readonly inject?: InjectionOptions['inject'];
  /**
   * The Pod Security Standard that the API server enforces: it refuses every other pod, and tells only its ReplicaSet so.
   *
   * Meshed pods are `privileged`, for their init container sets up the network with the capabilities NET_ADMIN and NET_RAW, which `baseline`
   * forbids too. Only where Linkerd runs with its CNI plugin do they pass: see `cni`.
   *
   * @default - no label: what the cluster enforces where a Namespace says nothing
   */
  readonly podSecurity?: 'restricted' | 'baseline' | 'privileged';
  /**
   * Whether Linkerd runs with its CNI plugin (`cniEnabled`), so that its pods need no privileges (Linkerd 2.13). Nothing is written for it; it
   * lifts the refusal of a `podSecurity` that meshed pods would not pass.
   *
   * @default false
   */
  readonly cni?: boolean;
  /**
   * Further labels of the Namespace.
   *
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Further annotations of the Namespace.
   *
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

const POD_SECURITY = 'pod-security.kubernetes.io/enforce';
const STANDARDS = ['restricted', 'baseline', 'privileged'] as const;

/**
 * A Namespace whose pods are meshed, unless it or they say otherwise. It comes first in the order of its chart.
 *
 * Deleting it deletes all that is in it: where a deploy tool prunes, mind what removing this construct means.
 */
export class MeshNamespace extends Construct {
  /** The Namespace. */
  public readonly resource: MeshObject<Namespace>;

  /** @throws if a name, label or injection option is wrong, or the pods would not pass `podSecurity` */
  constructor(scope: Construct, id: string, props: MeshNamespaceProps = {}) {
    super(scope, id);
    const options = { ...props, inject: props.inject ?? 'enabled' };
    checkPodSecurity(options);
    const own = injectionAnnotations(options, meshOf(this));

    this.resource = new MeshObject<Namespace>(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: dnsLabel('name of the namespace', props.name ?? Chart.of(this).namespace ?? id),
        labels: without([POD_SECURITY], 'label', labels('label of the namespace', props.labels)),
        annotations: without(Object.keys(own), 'annotation', annotations('annotation of the namespace', props.annotations)),
      },
    });
    if (props.podSecurity !== undefined) this.resource.metadata.addLabel(POD_SECURITY, oneOf('podSecurity', props.podSecurity, STANDARDS));
    applyInjection(this.resource, options);
  }
}

function checkPodSecurity({ inject, podSecurity, cni, debugSidecar }: MeshNamespaceProps): void {
  if (inject === 'disabled' || podSecurity === undefined || podSecurity === 'privileged') return;
  if (!cni) {
    throw new Error(
      `podSecurity of a namespace with meshed pods must be "privileged", got "${podSecurity}": their init container has NET_ADMIN and no pod would start; ` +
        'set cni to true if Linkerd runs with its CNI plugin',
    );
  }
  if (podSecurity === 'restricted' && debugSidecar) {
    throw new Error(
      'debugSidecar must not be set with podSecurity "restricted": the debug container does not pass; use "baseline", or set it on one workload elsewhere',
    );
  }
}

/** Refuses a key that an option is there for: of two values nobody could say which one is meant. */
function without(own: readonly string[], what: string, given: Record<string, string>): Record<string, string> {
  const key = own.find((key) => Object.hasOwn(given, key));
  if (key === undefined) return given;
  throw new Error(`${what} ${key} of the namespace must not be given: use the option for it, which is checked`);
}
