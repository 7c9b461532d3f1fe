import { textAt, valueAt } from '../../data';
import { regexFault } from '../../regex';
import type { Rule } from '../../rule';
import { profilePattern } from '../../state/profile';
import { changeOf, type Condition, conditionsOf, profileRoutes } from './conditions';

/** A pattern that the proxy cannot read. */
export const regexUnreadable: Rule = {
  name: 'regex-unreadable',
  severity: 'error',
  summary: "A `pathRegex` of a ServiceProfile is no regular expression to Linkerd's proxy.",
  why:
    'Nothing checks it. The proxy drops it without a word: alone the whole route, beside a method or in `all` that condition only, so that the route takes every request of that method, with its retries and timeout. Its ' +
    'engine knows no look-around and no back references, and a brace that is no repetition is an error to it (linkerd2-proxy, `linkerd/service-profiles/src/proto.rs`; regex 1.13, run).',
  fix: 'Write it without look-around and back references, [^/]* in the place of {id}; escape what is meant itself.',
  *check(context) {
    for (const route of profileRoutes(context)) {
      for (const condition of conditionsOf(route)) {
        const pattern = textAt(condition.value, 'pathRegex') ?? '';
        const fault = pattern === '' ? undefined : regexFault(profilePattern(pattern));
        if (fault === undefined) continue;
        const path = [...condition.path, 'pathRegex'];
        yield {
          ...{ manifest: route.manifest, path },
          ...changeOf(path, pattern, pattern.replaceAll(TEMPLATE, '[^/]*')),
          message: `${JSON.stringify(pattern)} cannot be read: ${fault}`,
          traffic: `route ${route.name} ${effect(condition)}`,
        };
      }
    }
  },
};

/** `{id}`, as OpenAPI writes a part of a path. */
const TEMPLATE = /(?<=\/)\{[A-Za-z_][\w-]*\}(?=\/|\$?$)/g;

function effect({ value, path, without, isNegated }: Condition): string {
  if (without === 'gone') return 'is not there';
  if (without === 'narrower') return 'takes fewer requests than it says';
  // The condition of the route itself, of which the method alone is left.
  const isWhole = path.length === 4 && !isNegated && ['all', 'any', 'not'].every((field) => valueAt(value, field) === undefined);
  const method = isWhole ? textAt(value, 'method') : undefined;
  return method === undefined ? 'takes requests of other paths, too' : `takes every ${method} request`;
}
