// Generated from schemas/linkerd.io/serviceprofile.v1alpha2.json by npm run imports; do not edit.
import type { ObjectMeta } from '../object-meta';

/**
 * Routes, retries, timeouts and shares of one Service (Linkerd 2.20; kept for compatibility, Linkerd recommends
 * the Gateway API since 2.16). A profile with routes or non-zero `dstOverrides` makes Linkerd ignore all
 * HTTPRoutes, GRPCRoutes, retry and timeout annotations and circuit breaking of that Service. A busy client
 * takes up the first profile of a Service only after a pause of 5 s in its traffic.
 */
export interface ServiceProfileV1Alpha2 {
  /**
   * API group and version.
   */
  apiVersion: 'linkerd.io/v1alpha2';
  /**
   * Kind of the object.
   */
  kind: 'ServiceProfile';
  /**
   * The name says which Service: `<service>.<namespace>.svc.<cluster domain>`, all ports of it. A name that fits
   * no Service is accepted and never used. In the namespace of a client the profile holds for the clients there
   * and hides the one in the namespace of the Service.
   */
  metadata: ObjectMeta;
  /**
   * Routes, retries and shares.
   */
  spec: ServiceProfileV1Alpha2Spec;
}

/**
 * Routes, retries and shares.
 */
export interface ServiceProfileV1Alpha2Spec {
  /**
   * The routes. The first whose condition holds is the route of a request.
   */
  routes?: ServiceProfileV1Alpha2Route[];
  /**
   * How many retries the clients of the Service may add. Left out: a ratio of 0.2, 10 per second, 10 s. Outside
   * the ranges of the fields the proxy turns retries off in silence.
   */
  retryBudget?: ServiceProfileV1Alpha2RetryBudget;
  /**
   * Who receives the requests, in shares of the sum of weights. If all weights are 0, the Service itself does. The
   * SMI adaptor of Linkerd overwrites this list when there is a TrafficSplit for the Service.
   */
  dstOverrides?: ServiceProfileV1Alpha2WeightedDst[];
}

/**
 * Some requests, and how they are treated.
 */
export interface ServiceProfileV1Alpha2Route {
  /**
   * Name of the route, as metrics show it. `linkerd profile` writes method and path, such as `GET /authors`.
   */
  name: string;
  /**
   * Which requests. At least one field. To negate a condition write `all: [{ not: … }]`: a `not` at this place is
   * refused by the CRD or by the webhook, whatever its form.
   */
  condition: ServiceProfileV1Alpha2RequestMatch;
  /**
   * Whether a failed request is sent again, within `retryBudget`. Any method is: leave it out for requests that
   * must not happen twice. Bodies above 64 KiB are not retried.
   */
  isRetryable?: boolean;
  /**
   * Time for the whole request, as Go writes durations (`500ms`, `1m30s`). Left out there is no limit, whatever
   * the template of `linkerd profile` says. A request that runs out of time is not retried.
   */
  timeout?: string;
  /**
   * Which answers count as failures. The first whose condition holds decides; an answer without one fails from
   * status 500 on.
   */
  responseClasses?: ServiceProfileV1Alpha2ResponseClass[];
}

/**
 * A condition on a request. Several fields must hold together.
 */
export interface ServiceProfileV1Alpha2RequestMatch {
  /**
   * Regular expression for the path, without query. The proxy puts `^` and `$` around it unless they are there,
   * textually: group alternatives as `(?:/a|/b)`. Rust syntax, no look-around. Nothing checks it: an invalid one
   * widens or drops the route in silence.
   */
  pathRegex?: string;
  /**
   * HTTP method.
   */
  method?: string;
  /**
   * Conditions that must all hold. Empty always holds.
   */
  all?: ServiceProfileV1Alpha2NestedRequestMatch[];
  /**
   * Conditions one of which must hold. Empty never holds.
   */
  any?: ServiceProfileV1Alpha2NestedRequestMatch[];
}

/**
 * A condition inside another. The CRD lets anything pass here; Linkerd's webhook refuses other fields.
 */
export interface ServiceProfileV1Alpha2NestedRequestMatch {
  /**
   * Regular expression for the path, without query. An invalid one drops this condition alone, which widens the
   * route.
   */
  pathRegex?: string;
  /**
   * HTTP method.
   */
  method?: string;
  /**
   * Conditions that must all hold. Empty always holds.
   */
  all?: ServiceProfileV1Alpha2NestedRequestMatch[];
  /**
   * Conditions one of which must hold. Empty never holds.
   */
  any?: ServiceProfileV1Alpha2NestedRequestMatch[];
  /**
   * A condition that must not hold.
   */
  not?: ServiceProfileV1Alpha2NestedRequestMatch;
}

/**
 * Some answers, and whether they are failures.
 */
export interface ServiceProfileV1Alpha2ResponseClass {
  /**
   * Which answers. At least one field.
   */
  condition: ServiceProfileV1Alpha2ResponseMatch;
  /**
   * Whether these answers are failures: they are counted as such and, on a retryable route, retried.
   */
  isFailure?: boolean;
}

/**
 * A condition on an answer. Several fields must hold together.
 */
export interface ServiceProfileV1Alpha2ResponseMatch {
  /**
   * A range of HTTP statuses, both ends included. Always write both: the proxy drops the whole class if one is
   * missing, although the webhook accepts it.
   */
  status?: ServiceProfileV1Alpha2StatusRange;
  /**
   * Conditions that must all hold.
   */
  all?: ServiceProfileV1Alpha2ResponseMatch[];
  /**
   * Conditions one of which must hold.
   */
  any?: ServiceProfileV1Alpha2ResponseMatch[];
  /**
   * A condition that must not hold.
   */
  not?: ServiceProfileV1Alpha2ResponseMatch;
}

/**
 * A range of HTTP statuses, both ends included. Always write both: the proxy drops the whole class if one is
 * missing, although the webhook accepts it.
 */
export interface ServiceProfileV1Alpha2StatusRange {
  /**
   * Lowest status, from 100 to 599.
   */
  min?: number;
  /**
   * Highest status, from 100 to 599.
   */
  max?: number;
}

/**
 * How many retries the clients of the Service may add. Left out: a ratio of 0.2, 10 per second, 10 s. Outside
 * the ranges of the fields the proxy turns retries off in silence.
 */
export interface ServiceProfileV1Alpha2RetryBudget {
  /**
   * Retries per second that are allowed in any case. Not negative.
   */
  minRetriesPerSecond: number;
  /**
   * Retries per request: 0.2 allows one for every five requests. From 0 to 1000.
   */
  retryRatio: number;
  /**
   * For how long a request counts, as Go writes durations. From `1s` to `60s`.
   */
  ttl: string;
}

/**
 * A receiver and its weight. The same receiver twice counts twice.
 */
export interface ServiceProfileV1Alpha2WeightedDst {
  /**
   * Full DNS name of a Service, `<service>.<namespace>.svc.<cluster domain>`; a short name reaches nothing.
   * Without a port the port of the request is taken.
   */
  authority: string;
  /**
   * Share of the sum of weights, a Kubernetes quantity: `500m` is one half. Thousandths count, finer parts are
   * rounded up. Keep the sum below 429496, above it the proxy breaks all connections. Do not write negative
   * values, they count as billions.
   */
  weight: number | string;
}
