import type { Mesh, MeshChart } from 'cdk8s-mesh';

/** A construct with as many props as it can have at once: what any of them can go wrong with, it can. */
export interface Whole {
  readonly name: string;
  readonly props: object;
  /** Makes it, with props that may have been changed. */
  readonly make: (chart: MeshChart, props: object) => void;
  readonly mesh?: Mesh;
}

/** Props that are not data, such as a Duration, are made of data by `make`. */
export function whole<P extends object>(name: string, props: P, make: (chart: MeshChart, props: P) => void, mesh?: Mesh): Whole {
  return { name, props, make: (chart, changed) => make(chart, changed as P), mesh };
}
