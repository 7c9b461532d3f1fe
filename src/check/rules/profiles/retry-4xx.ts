import { listAt, numberAt, valueAt } from '../../data';
import type { Rule } from '../../rule';
import { profileRoutes } from './conditions';

/** Retries of what the client did wrong. */
export const retry4xx: Rule = {
  name: 'retry-4xx',
  severity: 'warning',
  summary: 'A route of a ServiceProfile retries answers that say that the request is wrong.',
  why: 'A retryable route sends again whatever a response class takes for a failure; a request that is refused as such is refused again, and uses up the budget of those that could succeed (Linkerd 2.20).',
  fix: 'Let isFailure begin at 500, or name 408, 425 and 429 only.',
  *check(context) {
    for (const { manifest, name, value, path } of profileRoutes(context)) {
      if (valueAt(value, 'isRetryable') !== true) continue;
      for (const [index, answer] of listAt(value, 'responseClasses').entries()) {
        const status = valueAt(answer, 'condition', 'status');
        const [min, max] = [numberAt(status, 'min'), numberAt(status, 'max')];
        if (valueAt(answer, 'isFailure') !== true || min === undefined || max === undefined) continue;
        if (max < 400 || min > 499 || (min === max && TEMPORARY.includes(min))) continue;
        const at = [...path, 'responseClasses', index, 'condition', 'status'];
        yield { manifest, path: at, message: `route ${name} sends a request again that was answered by ${Math.max(min, 400)}` };
      }
    }
  },
};

/** What can be otherwise a moment later. */
const TEMPORARY = [408, 425, 429];
