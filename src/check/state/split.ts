import { listAt, textAt, valueAt } from '../data';
import type { Manifest } from '../manifest';

/** A TrafficSplit of the Service Mesh Interface. */
export interface Split {
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly name: string;
  /** As it is written: the bare name of a Service beside it. */
  readonly service: string;
  readonly backends: readonly { readonly service: string; readonly weight: string | number }[];
  /** Whether it is for some requests only (v1alpha3 and v1alpha4). */
  readonly hasMatches: boolean;
}

/** The split that an object is. */
export function splitOf(manifest: Manifest): Split {
  const { object, namespace, name } = manifest;
  return {
    ...{ manifest, namespace, name },
    service: textAt(object, 'spec', 'service') ?? '',
    backends: listAt(object, 'spec', 'backends').map((backend) => {
      const weight = valueAt(backend, 'weight');
      return {
        service: textAt(backend, 'service') ?? '',
        weight: typeof weight === 'string' || typeof weight === 'number' ? weight : 0,
      };
    }),
    hasMatches: listAt(object, 'spec', 'matches').length > 0,
  };
}
