import { listAt, textAt, textsAt, valueAt } from '../data';
import type { Manifest } from '../manifest';

/** A ServiceProfile of Linkerd. */
export interface Profile {
  readonly manifest: Manifest;
  readonly namespace: string;
  /** `<service>.<namespace>.svc.<cluster domain>` where it is to have an effect. */
  readonly name: string;
  /** Names of its routes. */
  readonly routes: readonly string[];
  readonly overrides: readonly Override[];
  /** Whether the SMI adaptor leaves it alone (linkerd-smi 0.2.7). */
  readonly skipsAdaptor: boolean;
}

/** Who receives a share in place of the Service. */
export interface Override {
  readonly authority: string;
  /** A quantity, as it is written; undefined where there is none, which counts as 0. */
  readonly weight?: string | number;
}

/** The profile that an object is. */
export function profileOf(manifest: Manifest): Profile {
  const { object, namespace, name } = manifest;
  return {
    ...{ manifest, namespace, name },
    routes: listAt(object, 'spec', 'routes').map((route) => textAt(route, 'name') ?? ''),
    overrides: listAt(object, 'spec', 'dstOverrides').map((override) => {
      const weight = valueAt(override, 'weight');
      return {
        authority: textAt(override, 'authority') ?? '',
        ...((typeof weight === 'string' || typeof weight === 'number') && { weight }),
      };
    }),
    skipsAdaptor: textsAt(object, 'metadata', 'annotations').has('smi.linkerd.io/skip'),
  };
}
