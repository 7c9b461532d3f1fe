import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import type { PodSpec } from 'kubernetes-types/core/v1';
import { KubeObject } from '../bundle';

const TEMPLATE = ['spec', 'template'];

/** Where a kind of workload keeps the template of its pods. */
const TEMPLATES: ReadonlyMap<string, readonly string[]> = new Map([
  ['Deployment', TEMPLATE],
  ['StatefulSet', TEMPLATE],
  ['DaemonSet', TEMPLATE],
  ['ReplicaSet', TEMPLATE],
  ['ReplicationController', TEMPLATE],
  ['Job', TEMPLATE],
  ['Rollout', TEMPLATE],
  ['CronJob', ['spec', 'jobTemplate', ...TEMPLATE]],
]);

/** The path from a workload to the template of its pods; undefined for what is no workload. */
export function podTemplatePath(kind: string): readonly string[] | undefined {
  return TEMPLATES.get(kind);
}

/** What has pods: a workload, or a Pod itself. */
export interface Workload {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  /** The label selector by which it knows its pods, where it has one. */
  readonly selector?: object;
  /** The labels of its pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** What its pods run. */
  readonly pod: Partial<PodSpec>;
}

/** The workloads that a construct is or has below it, as they are described now; `Lazy` values may still change. */
export function workloadsOf(construct: IConstruct): Workload[] {
  const objects = construct.node.findAll().filter((child) => ApiObject.isApiObject(child));
  return objects.flatMap((object) => {
    const path = object.kind === 'Pod' ? [] : podTemplatePath(object.kind);
    return path ? [workload(object.toJson() as KubeObject, path)] : [];
  });
}

function workload(json: KubeObject, path: readonly string[]): Workload {
  const template = fieldAt(json, path) as { metadata?: { labels?: Record<string, string> }; spec?: PodSpec } | undefined;
  const { name, namespace } = json.metadata;
  const selector = fieldAt(json, ['spec', 'selector']) as object | undefined;
  return { kind: json.kind, name, namespace, selector, labels: template?.metadata?.labels ?? {}, pod: template?.spec ?? {} };
}

/** What is at a path of plain data; undefined where the path ends early. */
export function fieldAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (Reflect.get(inner, key) as unknown) : undefined),
    value,
  );
}
