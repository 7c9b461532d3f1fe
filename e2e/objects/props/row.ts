import type { ApiObject } from 'cdk8s';
import type { MeshChart } from 'cdk8s-mesh';

/** One thing that is wrong, in an object and in the props of a construct that would write it. */
export interface BadProp {
  readonly what: string;
  /** Where it is in the object, a JSON pointer (RFC 6901). */
  readonly at: string;
  readonly value: unknown;
  /** What the API server calls that place. @default - as it writes places: `spec.ports[0].port` */
  readonly field?: string;
  /** Makes the construct with the bad prop. */
  readonly make: (chart: MeshChart) => unknown;
  /** A part of what the construct says. */
  readonly says: string;
}

/** A kind of Kubernetes or of a tool, for which there is no schema here: constructs alone check what they write. */
export interface KindOfProps {
  readonly kind: string;
  /** An object of the kind as a construct writes it, which is right. */
  readonly good: (chart: MeshChart) => ApiObject | undefined;
  readonly bad: readonly BadProp[];
}

/** What plain JavaScript may pass, and TypeScript refuses. */
export const untyped = (value: unknown): never => value as never;

/** `/spec/ports/0/port` as the API server calls it: `spec.ports[0].port`. */
export const fieldAt = (pointer: string): string =>
  pointer
    .slice(1)
    .split('/')
    .map((key, index) => (/^\d+$/.test(key) ? `[${key}]` : `${index === 0 ? '' : '.'}${key}`))
    .join('');
