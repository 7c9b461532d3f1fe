import type { Rule } from '../../rule';
import type { RouteMatch } from '../../state/route';
import type { Routing } from '../../traffic/resolve';

/** Requests that no rule takes. */
export const noCatchAllRule: Rule = {
  name: 'no-catch-all-rule',
  severity: 'error',
  summary: 'The routes of a Service leave some requests without a rule.',
  why: 'As soon as a route is attached, the Service itself no longer receives what no rule matches: the proxy answers by 404 (Linkerd proxy, August 2026, measured).',
  fix: 'End with a rule without matches, whose backend is the Service that received these requests before.',
  *check(context) {
    for (const routing of context.routings) {
      const { outbound, profile, apex } = routing;
      const [first] = outbound.routes;
      if (!first || profile?.decides || takesAll(routing)) continue;
      const name = `${apex.service.namespace}/${apex.service.name}:${apex.port.number}`;
      yield {
        ...{
          manifest: first.route.manifest,
          path: ['spec', 'rules'],
          related: outbound.routes.slice(1).map(({ route }) => route.manifest),
        },
        message: `no rule takes all requests to ${name}`,
        traffic: `requests to ${name} that no rule matches are answered by ${outbound.protocol === 'grpc' ? 'an error' : '404'}`,
      };
    }
  },
};

/** One match for everything; or one for each half of something is not looked for. */
const takesAll = ({ outbound }: Routing): boolean =>
  outbound.routes.some(({ route, rules }) => route.hostnames.length === 0 && rules.some(({ matches }) => matches.some(isEverything)));

function isEverything({ path, method, headers, queryParams, rpc }: RouteMatch): boolean {
  if (method !== undefined || headers.length > 0 || queryParams.length > 0 || rpc) return false;
  if (!path) return true;
  return path.type === 'PathPrefix' ? path.value === '/' : path.type === 'RegularExpression' && ['.*', '/.*'].includes(path.value);
}
