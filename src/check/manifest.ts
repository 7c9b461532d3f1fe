import type { DataPath } from '../yaml/locate';
import type { JsonObject, JsonValue } from '../yaml/read';
import { isObject, textAt } from './data';

/** Where an object is written. */
export interface Origin {
  /** As the user named it; `-` is standard input. */
  readonly file: string;
  /** The line on which something of the object begins, from 1; the object itself without a path. */
  readonly lineOf: (path?: DataPath) => number;
  /** The offsets in the file between which a value without parts is written; undefined where it cannot be replaced there. */
  readonly spanOf?: (path: DataPath) => readonly [from: number, to: number] | undefined;
}

/** A Kubernetes object of the input, as somebody wrote it. */
export interface Manifest {
  readonly apiVersion: string;
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** `default` where none is written, as kubectl takes it. */
  readonly namespace: string;
  readonly name: string;
  /** All of it. */
  readonly object: JsonObject;
  /** Undefined for objects that come from a program. */
  readonly origin?: Origin;
}

/** An object as a manifest; undefined if it does not say which object it is. */
export function manifestOf(object: JsonValue, origin?: Origin): Manifest | undefined {
  const apiVersion = textAt(object, 'apiVersion');
  const kind = textAt(object, 'kind');
  const name = textAt(object, 'metadata', 'name');
  const namespace = textAt(object, 'metadata', 'namespace') ?? '';
  if (!isObject(object) || !apiVersion || !kind || !name) return undefined;
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return {
    apiVersion,
    group,
    kind,
    namespace: namespace === '' ? 'default' : namespace,
    name,
    object,
    ...(origin && { origin }),
  };
}

/** `HTTPRoute shop/web`. */
export const nameOf = ({ kind, namespace, name }: Pick<Manifest, 'kind' | 'namespace' | 'name'>): string => `${kind} ${namespace}/${name}`;

/** What no two objects of a cluster have in common. Versions of a group show the same objects. */
export const identityOf = ({ group, kind, namespace, name }: Manifest): string => `${group}/${kind}/${namespace}/${name}`;
