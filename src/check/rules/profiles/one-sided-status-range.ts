import type { JsonValue } from '../../../yaml/read';
import { listAt, numberAt, valueAt } from '../../data';
import type { Rule } from '../../rule';
import { profileRoutes } from './conditions';

/** A range of status codes with one end. */
export const oneSidedStatusRange: Rule = {
  name: 'one-sided-status-range',
  severity: 'warning',
  summary: 'A response class of a ServiceProfile has only one end of a range of status codes.',
  why: 'The documentation takes it for that one code; the proxy takes the other end for 0, which is no code, and drops the class (linkerd2-proxy, `linkerd/service-profiles/src/proto.rs`).',
  fix: 'Write both min and max.',
  *check(context) {
    for (const { manifest, value, path } of profileRoutes(context)) {
      for (const [index, answer] of listAt(value, 'responseClasses').entries()) {
        const condition = valueAt(answer, 'condition');
        const [min, max] = [numberAt(condition, 'status', 'min'), numberAt(condition, 'status', 'max')];
        if ((min === undefined) === (max === undefined) || !hasStatus(condition)) continue;
        const message = `only ${min === undefined ? `max: ${max}` : `min: ${min}`} is written, so that this class does not count`;
        yield { manifest, path: [...path, 'responseClasses', index, 'condition', 'status'], message };
      }
    }
  },
};

const hasStatus = (condition: JsonValue | undefined): boolean => valueAt(condition, 'status') !== undefined;
