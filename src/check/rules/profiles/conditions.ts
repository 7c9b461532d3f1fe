import type { DataPath } from '../../../yaml/locate';
import type { JsonValue } from '../../../yaml/read';
import type { RuleContext } from '../../context';
import { listAt, textAt, valueAt } from '../../data';
import type { Manifest } from '../../manifest';
import { regexFault } from '../../regex';
import type { Change } from '../../problem';
import { fieldsOf, type Profile, profilePattern } from '../../state/profile';

/** A condition of a route, or one inside of it. */
export interface Condition {
  readonly value: JsonValue;
  readonly path: DataPath;
  /** What becomes of the route where the proxy cannot read a pattern here, and leaves it out. */
  readonly without: 'gone' | 'wider' | 'narrower';
  /** Whether it holds for what the route does not take. */
  readonly isNegated: boolean;
}

/** A route of a ServiceProfile. */
export interface ProfileRoute {
  readonly manifest: Manifest;
  readonly value: JsonValue;
  readonly path: DataPath;
  readonly name: string;
}

/** All profiles, where the mesh reads them. */
export const profilesIn = ({ state, mesh }: RuleContext): readonly Profile[] => (mesh.hasProfiles ? state.profiles : []);

/** All routes of all profiles. */
export const profileRoutes = (context: RuleContext): ProfileRoute[] => profilesIn(context).flatMap(({ manifest }) => routesOf(manifest));

/** The routes of a profile. */
export const routesOf = (manifest: Manifest): ProfileRoute[] =>
  listAt(manifest.object, 'spec', 'routes').map((value, index) => ({
    ...{ manifest, value, path: ['spec', 'routes', index] },
    name: textAt(value, 'name') ?? String(index),
  }));

/** The condition of a route, and all inside of it. */
export function conditionsOf({ value, path }: ProfileRoute): Condition[] {
  const condition = valueAt(value, 'condition');
  return condition === undefined ? [] : [...nested({ value: condition, path: [...path, 'condition'], without: 'gone', isNegated: false })];
}

/** As the proxy reads them: a list loses what it cannot read, and several fields of one condition are such a list, too (`proto.rs`). */
function* nested(outer: Condition): Generator<Condition> {
  const { value, path, isNegated } = outer;
  const [ofAll, ofAny] = isNegated ? (['narrower', 'wider'] as const) : (['wider', 'narrower'] as const);
  const without = fieldsOf(value).length > 1 ? ofAll : outer.without;
  yield { ...outer, without };
  for (const [field, each] of [
    ['all', ofAll],
    ['any', ofAny],
  ] as const) {
    for (const [index, part] of listAt(value, field).entries())
      yield* nested({ value: part, path: [...path, field, index], without: each, isNegated });
  }
  const negated = valueAt(value, 'not');
  if (negated !== undefined) yield* nested({ value: negated, path: [...path, 'not'], without, isNegated: !isNegated });
}

/** The change of a pattern that is known to be wrong into one that says what was meant, if it is one. */
export const changeOf = (path: DataPath, before: string, after: string): { readonly change?: Change } =>
  after === before || regexFault(profilePattern(after)) !== undefined ? {} : { change: { path, value: after } };
