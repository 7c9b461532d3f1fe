/** What all custom objects have. */
interface AnyObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: object;
  readonly spec: object;
}

/** Objects of one kind: one that its schema takes, and specs that it refuses. */
export interface Sample<T extends { spec: object } = AnyObject> {
  /** The schema, as its path below `schemas`. */
  readonly file: string;
  /** An object that the schema takes, and that its type takes. */
  readonly good: T;
  /** Specs that the schema refuses because the API server does, by what is wrong with them. */
  readonly bad: Readonly<Record<string, object>>;
  /** Specs that the schema refuses although the API server takes them, by what is wrong with them. */
  readonly stricter: Readonly<Record<string, object>>;
}

type Specs<T extends { spec: object }> = (spec: T['spec']) => Record<string, object>;

/** A sample of the kind that a schema describes. */
export function sample<T extends { spec: object }>(file: string, good: T, bad: Specs<T>, stricter: Specs<T> = () => ({})): Sample<T> {
  return { file: `${file}.json`, good, bad: bad(good.spec), stricter: stricter(good.spec) };
}

/** Metadata of most samples. */
export const metadata = { name: 'web', namespace: 'shop' };

/** A Service that receives requests. */
export const backend = { name: 'web-v1', namespace: 'shop', port: 80 };
