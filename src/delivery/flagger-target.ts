import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { objectName, show } from '../mesh/input';

/**
 * The kinds of workload that Flagger releases. A target of kind Service cannot work: API servers refuse the copy that Flagger makes
 * (Flagger 1.44).
 */
export type WorkloadKind = 'Deployment' | 'DaemonSet';

/** The kinds of autoscaler that Flagger makes a twin of. */
export type AutoscalerKind = 'HorizontalPodAutoscaler' | 'ScaledObject';

/** An object that exists already, or that another chart makes. */
export interface ObjectRef<K extends string> {
  readonly kind: K;
  readonly name: string;
}

/** A workload: a construct of ours, of cdk8s-plus-27 or a plain `ApiObject`; or the name of an existing Deployment; or kind and name. */
export type CanaryTarget = string | ObjectRef<WorkloadKind> | IConstruct;

/** An autoscaler: a construct, or the name of an existing HorizontalPodAutoscaler, or kind and name (`ScaledObject` is that of KEDA). */
export type CanaryAutoscaler = string | ObjectRef<AutoscalerKind> | IConstruct;

/** An object by kind and name, and the construct that makes it where there is one. */
export interface Referred<K extends string> extends ObjectRef<K> {
  readonly object?: ApiObject;
}

/** The fields that are looked at; anybody may have written them, so all may be missing. */
interface Fields {
  readonly spec?: {
    readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly replicas?: number;
    readonly updateStrategy?: { readonly type?: string };
    readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string };
  };
}

/** Flagger adds this to the names of what it makes; nothing of it is configurable. */
const SUFFIX = '-primary';
/** The longest name of a Service, and value of a label, that Flagger can add `-primary` to. */
export const MAX_NAME = 63 - SUFFIX.length;
const MAX_OBJECT_NAME = 253 - SUFFIX.length;

/**
 * What a prop refers to.
 *
 * @param kinds the kinds that it may have; a mere name means the first
 * @throws if the kind is another one, or the name cannot be that of an object that Flagger makes a twin of
 */
export function refer<K extends string>(what: string, value: string | ObjectRef<K> | IConstruct, kinds: readonly [K, ...K[]]): Referred<K> {
  const found: Referred<string> =
    typeof value === 'string' ? { kind: kinds[0], name: value } : Construct.isConstruct(value) ? made(value) : value;
  const kind = kinds.find((known) => known === found.kind);
  if (kind === undefined) {
    throw new Error(`${what} must be a ${kinds.join(' or ')}, got a ${show(found.kind)}; Flagger releases no other kind`);
  }
  const name = objectName(`name of ${what}`, found.name);
  if (name.length > MAX_OBJECT_NAME) {
    throw new Error(
      `name of ${what} must have at most ${MAX_OBJECT_NAME} characters, because Flagger adds "${SUFFIX}", got ${name.length}`,
    );
  }
  return { kind, name, object: found.object };
}

function made(construct: IConstruct): Referred<string> {
  const object = ApiObject.of(construct);
  return { kind: object.kind, name: object.name, object };
}

/** The one label by which Flagger tells the pods of a target from others; undefined where the target is made elsewhere, or has none. */
export function selectorLabel(
  target: Referred<WorkloadKind>,
  accepted: readonly string[],
): readonly [key: string, value: string] | undefined {
  const labels = matchLabels(target);
  const key = accepted.find((label) => Object.hasOwn(labels, label));
  return key === undefined ? undefined : [key, labels[key] ?? ''];
}

function specOf({ object }: Referred<string>): NonNullable<Fields['spec']> {
  return (object?.toJson() as Fields | undefined)?.spec ?? {};
}

function matchLabels(target: Referred<WorkloadKind>): Readonly<Record<string, string>> {
  return specOf(target).selector?.matchLabels ?? {};
}

/** Why Flagger would never initialize with this target. To be called when the chart is synthesized: until then the target may change. */
export function targetFaults(target: Referred<WorkloadKind>, accepted: readonly string[], namespace: string | undefined): string[] {
  const { object, kind, name } = target;
  if (object === undefined) return [];
  const faults: string[] = [];
  const label = selectorLabel(target, accepted);
  if (label === undefined) {
    const known = Object.keys(matchLabels(target)).join(', ') || 'none';
    faults.push(
      `the selector of ${kind} ${name} must have one of the labels ${accepted.join(', ')}, got ${known}; give it one, or give selectorLabels if Flagger runs with -selector-labels`,
    );
  } else if (label[1].length > MAX_NAME) {
    faults.push(
      `label ${label[0]} of ${kind} ${name} must have at most ${MAX_NAME} characters, because Flagger adds "${SUFFIX}", got ${show(label[1])}`,
    );
  }
  const strategy = specOf(target).updateStrategy?.type;
  if (strategy !== undefined && strategy !== 'RollingUpdate') {
    faults.push(`updateStrategy of ${kind} ${name} must be RollingUpdate for Flagger, got ${strategy}`);
  }
  return [...faults, ...elsewhere(target, namespace)];
}

/** Whether the manifest says how many pods there are, though Flagger does. */
export function saysReplicas(target: Referred<WorkloadKind>): boolean {
  return specOf(target).replicas !== undefined;
}

/** Why the autoscaler is not that of the target. */
export function autoscalerFaults(
  autoscaler: Referred<AutoscalerKind>,
  target: Referred<WorkloadKind>,
  namespace: string | undefined,
): string[] {
  if (autoscaler.object === undefined) return [];
  // KEDA takes a Deployment where no kind is given.
  const { kind = 'Deployment', name } = specOf(autoscaler).scaleTargetRef ?? {};
  const same = kind === target.kind && name === target.name;
  const faults = same ? [] : [`${autoscaler.kind} ${autoscaler.name} must scale ${target.kind} ${target.name}, got ${kind} ${show(name)}`];
  return [...faults, ...elsewhere(autoscaler, namespace)];
}

function elsewhere({ object, kind, name }: Referred<string>, namespace: string | undefined): string[] {
  if (object === undefined || object.metadata.namespace === namespace) return [];
  return [`${kind} ${name} must be in the namespace of the Canary, ${show(namespace)}, got ${show(object.metadata.namespace)}`];
}
