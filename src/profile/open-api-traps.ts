import { show } from '../mesh/input';
import type { OpenApiRoute } from './open-api-route';
import { goDuration } from '../facts/go-duration';
import { listed } from './open-api-warnings';

/**
 * What happens to a ServiceProfile that has these routes exactly as `linkerd profile` writes them, and that its user may not expect. Each a line of text.
 *
 * Sources: linkerd2 2.20 `pkg/profiles/profiles.go` (Validate, what the webhook refuses), linkerd2-proxy 2026-08 `service-profiles/src/proto.rs`.
 */
export function profileTraps(routes: readonly OpenApiRoute[]): string[] {
  const where = (isSo: (route: OpenApiRoute) => boolean): string[] => routes.filter(isSo).map(({ name }) => name);
  return [
    ...listed(
      routes.length === 0 ? ['no operation in any path'] : [],
      (reason) => `the profile has no routes, so it does nothing: ${reason}`,
    ),
    ...listed(
      refusedTimeouts(routes),
      (timeouts) => `Linkerd refuses a profile with a timeout that is no duration above zero, such as 250ms or 1m30s: ${timeouts}`,
    ),
    ...listed(refusedStatuses(routes), (statuses) => `Linkerd refuses a profile with a status outside 100 to 599: ${statuses}`),
    // The proxy adds a "$" to a regular expression unless it ends so.
    ...listed(
      where(({ pathRegex }) => pathRegex.endsWith('$')),
      (names) => `these routes also take every longer path, because a final "$" counts as the end: ${names}`,
    ),
    ...listed(
      where(({ isRetryable, method }) => isRetryable && (method === 'POST' || method === 'PATCH')),
      (names) => `the service may do the same thing twice, because these routes are retried and not idempotent: ${names}`,
    ),
  ];
}

function refusedTimeouts(routes: readonly OpenApiRoute[]): string[] {
  return routes.flatMap(({ name, timeout }) =>
    timeout === undefined || (goDuration(timeout) ?? 0) > 0 ? [] : [`${show(timeout)} of ${name}`],
  );
}

function refusedStatuses(routes: readonly OpenApiRoute[]): string[] {
  // The webhook takes 0 for a bound that is not given.
  const isRefused = (status: number): boolean => status !== 0 && (status < 100 || status > 599);
  return routes.flatMap(({ name, responseClasses }) =>
    responseClasses.filter(({ status }) => isRefused(status)).map(({ status }) => `${status} of ${name}`),
  );
}
