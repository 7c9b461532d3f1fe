import type { KubeObject } from '../bundle';
import { isKubeObject, isRecord } from '../bundle';
import { show } from '../mesh/input';

/** Annotations by which controllers and kubectl keep books. */
const BOOKS = ['kubectl.kubernetes.io/last-applied-configuration', 'deployment.kubernetes.io/revision'];

/**
 * An object as it stands in git, or as `kubectl get --output json` prints it, without what the cluster has added about itself.
 *
 * @throws if it is no object of that kind
 */
export function liveObject(kind: string, given: unknown): KubeObject {
  if (!isKubeObject(given) || given.kind !== kind) throw new Error(`live ${kind} must be a whole object of that kind, got ${show(given)}`);
  const { status: _, metadata, ...rest } = given;
  const { name, namespace, labels, annotations } = metadata;
  const kept = isRecord(annotations) ? Object.fromEntries(Object.entries(annotations).filter(([key]) => !BOOKS.includes(key))) : {};
  return {
    ...rest,
    apiVersion: given.apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      ...(isRecord(labels) && { labels }),
      ...(Object.keys(kept).length > 0 && { annotations: kept }),
    },
  };
}

/** Labels, wherever in an object they stand; none where there are none. */
export function labelsAt(object: KubeObject, ...path: readonly string[]): Readonly<Record<string, string>> {
  let value: unknown = object;
  for (const key of path) value = isRecord(value) ? value[key] : undefined;
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Whether a selector finds pods with these labels. One without a label finds none that we know of. */
export const selects = (selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean =>
  Object.keys(selector).length > 0 && Object.entries(selector).every(([key, value]) => labels[key] === value);
