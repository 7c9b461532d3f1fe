import type { MeshModel } from '../mesh/mesh-model';
import { coversWhole, isDecided } from '../regex';
import type { NamedMatch, RouteMatch } from '../state/route';
import type { OutboundRoute, OutboundRule } from './outbound';
import type { Request } from './request';

/** The rule that a request takes. */
export interface Taken {
  readonly route: OutboundRoute;
  readonly rule: OutboundRule;
  /** From 0. */
  readonly index: number;
}

/** How well a match fits: the first number that differs decides. */
type Rank = readonly number[];

/** The rule whose match fits best; of equals the first, in the order of the routes. Undefined if none fits. */
export function ruleFor(routes: readonly OutboundRoute[], request: Request, mesh: MeshModel): Taken | undefined {
  let best: (Taken & { readonly rank: Rank }) | undefined;
  for (const route of routes) {
    for (const [index, rule] of route.rules.entries()) {
      for (const match of rule.matches) {
        const rank = rankOf(match, request, mesh);
        if (rank && (!best || isHigher(rank, best.rank))) best = { route, rule, index, rank };
      }
    }
  }
  return best;
}

/** A pattern of which is not known what it matches. */
export function undecidedPattern(routes: readonly OutboundRoute[]): string | undefined {
  const matches = routes.flatMap(({ rules }) => rules).flatMap((rule) => rule.matches);
  return matches.flatMap(patternsOf).find((pattern) => !isDecided(pattern));
}

function patternsOf({ path, rpc, headers, queryParams }: RouteMatch): string[] {
  const named = [...(path ? [path] : []), ...headers, ...queryParams].filter(({ type }) => type === 'RegularExpression');
  const called = rpc?.type === 'RegularExpression' ? [rpc.service, rpc.method] : [];
  return [...named.map(({ value }) => value), ...called].filter((pattern) => pattern !== undefined);
}

function isHigher(a: Rank, b: Rank): boolean {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0);
}

function rankOf(match: RouteMatch, request: Request, { pathOrder }: MeshModel): Rank | undefined {
  if (match.method !== undefined && match.method !== request.method) return undefined;
  const path = match.rpc ? rpcLength(match.rpc, request) : match.path ? pathLength(match.path, request.path) : 1;
  if (path === undefined) return undefined;
  if (!match.headers.every((header) => fits(header, request.headers.get(header.name.toLowerCase())))) return undefined;
  if (!match.queryParams.every((param) => fits(param, request.query.get(param.name)))) return undefined;
  const isExact = pathOrder === 'type' && match.path?.type === 'Exact' ? 1 : 0;
  return [isExact, path, match.method === undefined ? 0 : 1, match.headers.length, match.queryParams.length];
}

/** How much of the path is matched; undefined if it is not. */
function pathLength({ type, value }: NonNullable<RouteMatch['path']>, path: string): number | undefined {
  switch (type) {
    case 'Exact':
      return value === path ? path.length : undefined;
    case 'RegularExpression':
      return coversWhole(value, path) ? path.length : undefined;
    case 'PathPrefix': {
      if (value === '/') return 1;
      const prefix = value.replace(/\/+$/, '');
      // Whole segments only.
      return `${path.replace(/\/+$/, '')}/`.startsWith(`${prefix}/`) ? prefix.length : undefined;
    }
  }
}

/** A call is a POST to `/package.Service/Method`. */
function rpcLength({ type, service, method }: NonNullable<RouteMatch['rpc']>, request: Request): number | undefined {
  const [, calledService = '', calledMethod = ''] = /^\/([^/]+)\/([^/]+)$/.exec(request.path) ?? [];
  if (request.method !== 'POST' || calledMethod === '') return undefined;
  const pairs = [
    [service, calledService],
    [method, calledMethod],
  ] as const;
  const isMet = pairs.every(
    ([wanted, called]) => wanted === undefined || (type === 'Exact' ? wanted === called : coversWhole(wanted, called)),
  );
  return isMet ? pairs.reduce((length, [wanted, called]) => length + (wanted === undefined ? 0 : called.length), 0) : undefined;
}

const fits = ({ type, value }: NamedMatch, given: string | undefined): boolean =>
  given !== undefined && (type === 'Exact' ? given === value : coversWhole(value, given));
