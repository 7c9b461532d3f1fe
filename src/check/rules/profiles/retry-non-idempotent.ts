import { textAt, valueAt } from '../../data';
import type { Rule } from '../../rule';
import { conditionsOf, profileRoutes } from './conditions';

/** Requests that happen twice. */
export const retryNonIdempotent: Rule = {
  name: 'retry-non-idempotent',
  severity: 'warning',
  summary: 'A route of a ServiceProfile retries POST or PATCH.',
  why: 'The proxy sends a failed request of any method again; where the first one did its work and only the answer was lost, it is done twice (Linkerd 2.20: bodies up to 64 KiB are sent again).',
  fix: 'Leave isRetryable out, unless the service recognises a request that it has had.',
  *check(context) {
    for (const route of profileRoutes(context)) {
      if (valueAt(route.value, 'isRetryable') !== true) continue;
      const conditions = conditionsOf(route).filter(({ isNegated }) => !isNegated);
      const methods = new Set(conditions.flatMap(({ value }) => textAt(value, 'method')?.toUpperCase() ?? []));
      const found = ['POST', 'PATCH'].filter((method) => methods.has(method));
      // A call of gRPC is always a POST: whether it only reads, its name may say.
      const calls = conditions.flatMap(({ value }) => GRPC.exec(textAt(value, 'pathRegex') ?? '')?.groups?.['method'] ?? []);
      if (found.length === 0 || (calls.length > 0 && !calls.some((call) => WRITES.test(call)))) continue;
      yield {
        manifest: route.manifest,
        path: [...route.path, 'isRetryable'],
        message: `a failed ${found.join(' or ')} of route ${route.name} is sent again`,
      };
    }
  },
};

const GRPC = /^\^?\/?\/[\w\\]+(?:\\?\.[\w\\]+)+\/(?<method>\w+)\$?$/;

const WRITES = /^(Add|Charge|Create|Delete|Empty|Insert|Place|Post|Put|Remove|Send|Set|Ship|Update|Vote|Write)/;
