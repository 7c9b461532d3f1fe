import { Duration } from 'cdk8s';
import type { ServiceProfileV1Alpha2Route } from '../../imports/linkerd.io/serviceprofile.v1alpha2';
import { line, oneOf, show, urlPath, wholeNumber } from '../mesh/input';
import { proxyRegex } from '../mesh/regex';
import { durationText } from './duration';
import { pathToRegex } from './open-api-path';
import { profileRoute } from './open-api-profile';
import type { OpenApiRoute } from './open-api-route';
import { goDuration } from './open-api-timeout';

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

const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE', 'CONNECT'] as const;

/** A route of a service: which requests, and how they are treated. */
export interface ProfileRouteProps {
  /** The method. */
  readonly method: (typeof METHODS)[number];
  /** The path, with parameters in braces as in OpenAPI: `/books/{id}.json`. A parameter is anything without a slash, nothing included. */
  readonly path?: string;
  /**
   * A regular expression for the whole path, instead of `path`, in the syntax of Rust's `regex`.
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

/** A route before retries and timeouts are added by name. */
export type ProfileRoute = ServiceProfileV1Alpha2Route;

/**
 * A route written by hand.
 *
 * @throws if it has no path, or something in it cannot be what the proxy reads
 */
export function routeByHand(props: ProfileRouteProps): ProfileRoute {
  const method = oneOf('method of a route', props.method, METHODS);
  const { path, pathRegex } = props;
  if ((path === undefined) === (pathRegex === undefined)) throw new Error(`route ${show(props.name ?? method)} must have either path or pathRegex`);
  const regex = pathRegex === undefined ? pathToRegex(urlPath('path of a route', path ?? '')) : proxyRegex('pathRegex', pathRegex);
  const name = line('name of a route', props.name ?? `${method} ${path ?? pathRegex}`);
  return {
    name,
    condition: { method, pathRegex: anchorable(regex) },
    isRetryable: props.isRetryable === true ? true : undefined,
    timeout: props.timeout && durationText(`timeout of route ${show(name)}`, props.timeout),
    responseClasses: props.responseClasses?.map(({ from, to = from, isFailure }) => {
      const min = wholeNumber(`from of a response class of ${show(name)}`, from, 100, 599);
      // The proxy drops a range with one end (linkerd2-proxy 2026-08): both are always written.
      const max = wholeNumber(`to of a response class of ${show(name)}`, to, min, 599);
      return { condition: { status: { min, max } }, isFailure };
    }),
  };
}

/**
 * A route of an OpenAPI file, as `linkerd profile` writes it.
 *
 * @throws if Linkerd's webhook would refuse what the file says
 */
export function routeFromOpenApi(route: OpenApiRoute): ProfileRoute {
  const { name, timeout } = route;
  if (timeout !== undefined && !(Number(goDuration(timeout)) > 0)) {
    throw new Error(`x-linkerd-timeout of ${name} must be a duration such as 250ms or 1m30s, got ${show(timeout)}`);
  }
  for (const { status } of route.responseClasses) wholeNumber(`status of the responses of ${name}`, status, 100, 599);
  const { condition, ...rest } = profileRoute(route);
  return { ...rest, condition: { ...condition, pathRegex: anchorable(route.pathRegex) } };
}

/**
 * Makes a pattern mean the whole path. The proxy puts `^` before and `$` after it, unless they are there, without looking at what they then belong to: `/a|/b` becomes
 * `^/a|/b$`, and a path that ends with a literal dollar gets no end (linkerd2-proxy 2026-08, service-profiles).
 */
function anchorable(pattern: string): string {
  return /^\^|\||\$$/.test(pattern) ? `(?:${pattern})` : pattern;
}
