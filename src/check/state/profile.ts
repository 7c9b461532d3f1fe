import type { JsonValue } from '../../yaml/read';
import { listAt, textAt, textsAt, valueAt } from '../data';
import type { Manifest } from '../manifest';
import { regexFault } from '../regex';

/** A ServiceProfile of Linkerd. */
export interface Profile {
  readonly manifest: Manifest;
  readonly namespace: string;
  /** `<service>.<namespace>.svc.<cluster domain>` where it is to have an effect. */
  readonly name: string;
  /** Names of those of its routes that the proxy can read; it drops the others without a word (linkerd2-proxy, `linkerd/service-profiles/src/proto.rs`). */
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
    routes: listAt(object, 'spec', 'routes')
      .filter((route) => !isDropped(valueAt(route, 'condition')))
      .map((route) => textAt(route, 'name') ?? ''),
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

/** The fields of a condition. Where there are several, all must hold. */
export const fieldsOf = (condition: JsonValue | undefined): readonly string[] =>
  ['all', 'any', 'not', 'method', 'pathRegex'].filter((field) => (valueAt(condition, field) ?? '') !== '');

/** Without the pattern that cannot be read, nothing is left of the condition; of a list, an empty one is. */
function isDropped(condition: JsonValue | undefined): boolean {
  const [field, ...others] = fieldsOf(condition);
  if (others.length > 0) return false;
  if (field === 'not') return isDropped(valueAt(condition, 'not'));
  return field === 'pathRegex' && regexFault(profilePattern(textAt(condition, 'pathRegex') ?? '')) !== undefined;
}

/** A `pathRegex` as the proxy reads it: trimmed, and for the whole path. It adds the anchors to the text, so that they hold for what is beside them only. */
export function profilePattern(pathRegex: string): string {
  const text = pathRegex.trim();
  return `${text.startsWith('^') ? '' : '^'}${text}${text.endsWith('$') ? '' : '$'}`;
}
