import type { DataPath } from '../../../yaml/locate';
import type { JsonValue } from '../../../yaml/read';
import { listAt, textAt, valueAt } from '../../data';
import type { Manifest } from '../../manifest';
import type { ClusterState } from '../../state/cluster-state';

/** A condition of a route, or one inside of it. */
export interface Condition {
  readonly value: JsonValue;
  readonly path: DataPath;
  /** Whether something else must hold beside it: then, where it cannot be read, the route becomes wider. */
  readonly isPart: boolean;
}

/** A route of a ServiceProfile. */
export interface ProfileRoute {
  readonly manifest: Manifest;
  readonly value: JsonValue;
  readonly path: DataPath;
  readonly name: string;
}

/** All routes of all profiles. */
export const profileRoutes = (state: ClusterState): ProfileRoute[] => state.profiles.flatMap(({ manifest }) => routesOf(manifest));

/** The routes of a profile. */
export const routesOf = (manifest: Manifest): ProfileRoute[] =>
  listAt(manifest.object, 'spec', 'routes').map((value, index) => ({
    ...{ manifest, value, path: ['spec', 'routes', index] },
    name: textAt(value, 'name') ?? String(index),
  }));

/** The condition of a route, and all inside of it. */
export function conditionsOf({ value, path }: ProfileRoute): Condition[] {
  const condition = valueAt(value, 'condition');
  return condition === undefined ? [] : [...nested({ value: condition, path: [...path, 'condition'], isPart: false })];
}

function* nested(condition: Condition): Generator<Condition> {
  yield condition;
  const { value, path } = condition;
  for (const field of ['all', 'any']) {
    const parts = listAt(value, field);
    for (const [index, part] of parts.entries())
      yield* nested({ value: part, path: [...path, field, index], isPart: field === 'all' && parts.length > 1 });
  }
  const negated = valueAt(value, 'not');
  if (negated !== undefined) yield* nested({ value: negated, path: [...path, 'not'], isPart: true });
}
