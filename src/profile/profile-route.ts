import { Duration } from 'cdk8s';
import type { ServiceProfileV1Alpha2Route } from '../../imports';
import { durationText } from '../mesh/duration';
import { HTTP_METHODS, HttpMethod } from '../mesh/http-method';
import { line, oneOf, show, urlPath, wholeNumber } from '../mesh/input';
import { proxyRegex } from '../mesh/regex';
import { literalParts, pathToRegex } from './open-api-path';
import { profileRoute } from './open-api-profile';
import type { OpenApiRoute } from './open-api-route';
import { goDuration } from '../facts/go-duration';

/** Statuses that count as success or failure. */
export interface ResponseClassProps {
  /** The first status, 100 to 599. */
  readonly from: number;
  /**
   * The last status, itself included.
   *
   * @default - the same as `from`
   */
  readonly to?: number;
  /** Whether answers with these statuses are failures: they are counted so and, on a retryable route, retried. */
  readonly isFailure: boolean;
}

/** A route of a service: which requests, and how they are treated. */
export interface ProfileRouteProps {
  /** The method. */
  readonly method: HttpMethod;
  /**
   * The path, with parameters in braces as in OpenAPI: `/books/{id}.json`. A parameter is anything without a slash, nothing included.
   *
   * @default - what `pathRegex` says; one of the two is needed
   */
  readonly path?: string;
  /**
   * A regular expression for the whole path, without its query, instead of `path`: what Rust's `regex` and JavaScript read alike, so no look-around and no
   * names of groups.
   *
   * @default - made of `path`
   */
  readonly pathRegex?: string;
  /**
   * The name, by which metrics and `retry` and `timeout` call the route.
   *
   * @default - method and path: `GET /books/{id}.json`
   */
  readonly name?: string;
  /**
   * Whether a failed request is sent again, within the budget.
   *
   * @default false
   */
  readonly isRetryable?: boolean;
  /**
   * How long a request may take, its retries included. One that runs out of time is not retried.
   *
   * @default - no limit
   */
  readonly timeout?: Duration;
  /**
   * Which statuses are failures; the first that fits decides.
   *
   * @default - 500 and above
   */
  readonly responseClasses?: readonly ResponseClassProps[];
}

/** A route as the profile has it. */
export type ProfileRoute = ServiceProfileV1Alpha2Route;

/**
 * A route written by hand.
 *
 * @throws if it has no path, no request can have it, or something in it cannot be what the proxy reads
 */
export function routeByHand(props: ProfileRouteProps): ProfileRoute {
  const method = oneOf('method of a route', props.method, HTTP_METHODS);
  const path = props.path ?? props.pathRegex;
  if (path === undefined || (props.path !== undefined && props.pathRegex !== undefined)) {
    throw new Error(`route ${show(props.name ?? method)} must have either path or pathRegex`);
  }
  const name = line('name of a route', props.name ?? `${method} ${path}`);
  const what = (field: string): string => `${field} of route ${show(name)}`;
  const regex = props.path === undefined ? proxyRegex(what('pathRegex'), path) : pathToRegex(sentPath(what('path'), path));
  return {
    name,
    condition: { method, pathRegex: wholePath(regex) },
    isRetryable: props.isRetryable,
    timeout: props.timeout && timeoutText(name, props.timeout),
    responseClasses: props.responseClasses?.map(({ from, to = from, isFailure }) => {
      const min = wholeNumber(what('from of a response class'), from, 100, 599);
      // The proxy drops a range with one end (linkerd2-proxy 2026-08): both are always written.
      const max = wholeNumber(what('to of a response class'), to, min, 599);
      return { condition: { status: { min, max } }, isFailure };
    }),
  };
}

/**
 * A route of an OpenAPI file, as `linkerd profile` writes it.
 *
 * @throws if Linkerd's webhook would refuse what the file says
 */
export function routeFromOpenApi(file: string, route: OpenApiRoute): ProfileRoute {
  const { name, condition, timeout, ...rest } = profileRoute(route);
  if (timeout !== undefined && !((goDuration(timeout) ?? 0) > 0)) {
    throw new Error(
      `x-linkerd-timeout of ${name} in ${show(file)} must be a duration above zero, such as 250ms or 1m30s, got ${show(timeout)}`,
    );
  }
  for (const { status } of route.responseClasses) wholeNumber(`status of a response of ${name} in ${show(file)}`, status, 100, 599);
  return { name, condition: { ...condition, pathRegex: wholePath(route.pathRegex) }, timeout, ...rest };
}

/**
 * The timeout of a route as it is written.
 *
 * @throws if it is 0, or no whole number of milliseconds
 */
export function timeoutText(route: string, timeout: Duration): string {
  return durationText(`timeout of route ${show(route)}`, timeout, { hint: 'leave it out for no limit' });
}

/** The proxy looks at the path as it is sent, without the query (linkerd2-proxy 2026-08). */
function sentPath(what: string, path: string): string {
  const literal = literalParts(urlPath(what, path)).join('');
  if (/^[!-~]*$/.test(literal) && !/[?#{}]/.test(literal)) return path;
  throw new Error(
    `${what} must have no query, braces around parameters only, and %XX for characters outside ASCII, got ${show(path)}; no request would match`,
  );
}

/**
 * Makes a pattern mean the whole path. The proxy trims it, and puts `^` before and `$` after it unless they are there, without looking at what they then
 * belong to: `/a|/b` becomes `^/a|/b$`, and a path that ends with a literal dollar gets no end (linkerd2-proxy 2026-08, service-profiles).
 */
function wholePath(pattern: string): string {
  const escapesGone = pattern.replace(/\\./gs, '');
  const isSplit = escapesGone.includes('|');
  const endsWithDollar = pattern.endsWith('$') && !escapesGone.endsWith('$');
  return isSplit || endsWithDollar || pattern.trim() !== pattern ? `(?:${pattern})` : pattern;
}
