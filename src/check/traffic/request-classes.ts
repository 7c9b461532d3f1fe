import type { RouteMatch } from '../state/route';
import { PLAIN_REQUEST, type Request } from './request';
import type { Routing } from './resolve';

/**
 * The plain request, and one for each condition of the routes: as many kinds of request as the routes of an apex tell apart. Conditions with regular expressions are
 * left out, for no text need match them.
 */
export function requestClasses({ profile, outbound }: Routing): Request[] {
  if (profile?.decides) return [PLAIN_REQUEST];
  const matches = outbound.routes.flatMap(({ rules }) => rules.flatMap((rule) => rule.matches));
  const requests = [PLAIN_REQUEST, ...matches.flatMap((match) => requestFor(match) ?? [])];
  return [...new Map(requests.map((request) => [keyOf(request), request])).values()];
}

const keyOf = ({ method, path, query, headers }: Request): string => JSON.stringify([method, path, [...query], [...headers]]);

function requestFor({ path, method, headers, queryParams, rpc }: RouteMatch): Request | undefined {
  const conditions = [...headers, ...queryParams, ...(path ? [path] : []), ...(rpc ? [rpc] : [])];
  if (conditions.some(({ type }) => type === 'RegularExpression')) return undefined;
  return {
    method: method ?? (rpc ? 'POST' : 'GET'),
    path: rpc ? `/${rpc.service ?? 'any.Service'}/${rpc.method ?? 'AnyMethod'}` : (path?.value ?? '/'),
    query: new Map(queryParams.map(({ name, value }) => [name, value])),
    headers: new Map(headers.map(({ name, value }) => [name.toLowerCase(), value])),
  };
}
