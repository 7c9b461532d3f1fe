import { textAt } from '../../data';
import { regexOf } from '../../regex';
import type { Rule } from '../../rule';
import { conditionsOf, profileRoutes } from './conditions';

/** A pattern that the proxy cannot read. */
export const regexUnreadable: Rule = {
  name: 'regex-unreadable',
  severity: 'error',
  summary: "A `pathRegex` of a ServiceProfile is no regular expression to Linkerd's proxy.",
  why:
    'Nothing checks it. The proxy drops it without a word: alone the whole route, beside a method or in `all` that condition only, so that the route takes every request of that method, with its retries and timeout. Its ' +
    'engine knows no look-around and no back references (linkerd2-proxy, `linkerd/service-profiles/src/proto.rs`).',
  fix: 'Write it without look-around and back references; escape what is meant itself.',
  *check({ state }) {
    for (const route of profileRoutes(state)) {
      for (const { value, path, isPart } of conditionsOf(route)) {
        const pattern = textAt(value, 'pathRegex');
        const regex = pattern === undefined ? undefined : regexOf(pattern.trim());
        if (!(regex instanceof Error)) continue;
        const method = textAt(value, 'method');
        const widens = isPart || method !== undefined;
        yield {
          ...{ manifest: route.manifest, path: [...path, 'pathRegex'] },
          message: `${JSON.stringify(pattern)} cannot be read: ${regex.message}`,
          traffic: widens ? `route ${route.name} takes every ${method ?? 'other'} request` : `route ${route.name} is not there`,
        };
      }
    }
  },
};
