import type { JsonValue } from '../../../yaml/read';
import { listAt, textAt, valueAt } from '../../data';
import type { Rule } from '../../rule';
import { conditionsOf, profileRoutes } from './conditions';

/** A condition that no request meets, or every one does. */
export const conditionNeverHolds: Rule = {
  name: 'condition-never-holds',
  severity: 'error',
  summary: 'The condition of a route of a ServiceProfile can never hold, or always does.',
  why: 'All of `all` must hold, and a request has one method; an empty `any` never holds, and an empty `all` always does (Linkerd 2.20: linkerd2 `pkg/profiles`).',
  fix: 'Use any for alternatives, and name at least one.',
  *check(context) {
    for (const route of profileRoutes(context)) {
      for (const { value, path } of conditionsOf(route)) {
        const methods = new Set([value, ...listAt(value, 'all')].flatMap((part) => textAt(part, 'method')?.toUpperCase() ?? []));
        if (methods.size > 1)
          yield {
            manifest: route.manifest,
            path: [...path, 'all'],
            message: `no request has the methods ${[...methods].join(' and ')} at once`,
          };
        if (isEmpty(valueAt(value, 'any'))) yield { manifest: route.manifest, path: [...path, 'any'], message: 'an empty any never holds' };
        if (isEmpty(valueAt(value, 'all')))
          yield { manifest: route.manifest, path: [...path, 'all'], severity: 'warning', message: 'an empty all holds for every request' };
      }
    }
  },
};

const isEmpty = (value: JsonValue | undefined): boolean => Array.isArray(value) && value.length === 0;
