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

/** What a workload says of its pods. */
export interface PodTemplate {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>>; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: PodSpec;
}

/** The template of a workload's pods, or a Pod itself; undefined for what has no pods. */
export function podTemplateOf(object: KubeObject): PodTemplate | undefined {
  const path = object.kind === 'Pod' ? [] : podTemplatePath(object.kind);
  return path && (fieldAt(object, path) as PodTemplate | undefined);
}

/** What is at a path of plain data; undefined where the path ends early. */
export function fieldAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (Reflect.get(inner, key) as unknown) : undefined),
    value,
  );
}
