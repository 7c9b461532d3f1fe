import { isRecord } from './plain';

/** A Kubernetes object as it is written to YAML: plain data, nothing of cdk8s. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

/** Whether data says which Kubernetes object it is: its apiVersion, kind and name are text, and its namespace if it has one. */
export function isKubeObject(data: unknown): data is KubeObject {
  if (!isRecord(data) || !isRecord(data.metadata)) return false;
  const { name, namespace = 'none' } = data.metadata;
  return [data.apiVersion, data.kind, name, namespace].every((text) => typeof text === 'string' && text !== '');
}

/** The API group of an `apiVersion`; empty for the core group. */
export function apiGroup(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
