// Generated from schemas/policy.linkerd.io/httproute.v1beta3.json by npm run imports; do not edit.
import type { ObjectMeta } from '../object-meta';
import type { RouteHeaderMatch, RouteHeaderModifier, RouteMethod, RouteRequestRedirect } from '../route';

/**
 * Linkerd's own copy of HTTPRoute (Linkerd 2.20; the CRD comes with Linkerd). On a Service it steers requests as
 * the HTTPRoute of the Gateway API does, which Linkerd recommends (this one is no longer actively maintained);
 * on a Server it names the requests that an AuthorizationPolicy is about.
 */
export interface LinkerdHTTPRouteV1Beta3 {
  /**
   * API group and version.
   */
  apiVersion: 'policy.linkerd.io/v1beta3';
  /**
   * Kind of the object.
   */
  kind: 'HTTPRoute';
  /**
   * Name, namespace, labels and annotations. Linkerd reads retries and further timeouts from annotations
   * `retry.linkerd.io/...` and `timeout.linkerd.io/...` of the route.
   */
  metadata: ObjectMeta;
  /**
   * Parents, and rules for their requests.
   */
  spec: LinkerdHTTPRouteV1Beta3Spec;
}

/**
 * Parents, and rules for their requests.
 */
export interface LinkerdHTTPRouteV1Beta3Spec {
  /**
   * What the route attaches to: Services for steering requests, or one Server of the same namespace for
   * authorization. At most 32 items.
   */
  parentRefs?: LinkerdHTTPRouteV1Beta3ParentRef[];
  /**
   * Only requests for these hosts. Seldom needed in a mesh, where the parent already names the host. At most 16
   * items.
   *
   * Items: DNS name without port, in lower case. `*.` in front stands for any number of labels.
   */
  hostnames?: string[];
  /**
   * The rules. The longest matched path decides, then the number of headers; among equals the first. Once a route
   * is attached to a Service, a request that no rule matches gets 404, so end with a rule for the prefix `/`. At
   * most 16 items.
   *
   * @default `[{"matches":[{"path":{"type":"PathPrefix","value":"/"}}]}]`
   */
  rules?: LinkerdHTTPRouteV1Beta3Rule[];
}

/**
 * The object that the route attaches to. For a Service set `group`, `kind`, `name` and `port`. For a Server set
 * `group`, `kind` and `name`, and neither `port` nor `sectionName`.
 */
export interface LinkerdHTTPRouteV1Beta3ParentRef {
  /**
   * API group of the parent: `core` or `""` for a Service, `policy.linkerd.io` for a Server. With the default a
   * route for a Service is silently ignored.
   *
   * @default 'policy.linkerd.io'
   */
  group?: string;
  /**
   * Kind of the parent: `Service` or `Server`. With the default the route is silently ignored.
   *
   * @default 'Gateway'
   */
  kind?: string;
  /**
   * Name of the parent. A headless or ExternalName Service is refused (`NoMatchingParent`).
   */
  name: string;
  /**
   * Namespace of the parent; left out, that of the route. A route in the namespace of its Service holds for all
   * clients, a route in another namespace only for the clients of that namespace.
   */
  namespace?: string;
  /**
   * Port of the Service; left out, all its ports. A port that the Service lacks is accepted and has no effect. Not
   * for a Server. From 1 to 65535.
   */
  port?: number;
  /**
   * Ignored by Linkerd on a Service. Not for a Server.
   */
  sectionName?: string;
}

/**
 * Which requests, what is done to them, and who receives them.
 */
export interface LinkerdHTTPRouteV1Beta3Rule {
  /**
   * The requests of this rule: any one of these matches. Left out, all requests. At most 8 items.
   *
   * @default `[{"path":{"type":"PathPrefix","value":"/"}}]`
   */
  matches?: LinkerdHTTPRouteV1Beta3Match[];
  /**
   * Changes to the requests of this rule. At most 16 items.
   */
  filters?: LinkerdHTTPRouteV1Beta3Filter[];
  /**
   * Who receives the requests, in shares of the sum of weights. Left out or empty, the parent itself. It has no
   * meaning under a Server. When all of several weights are 0, Linkerd breaks all connections of a client; a
   * single backend gets everything, even at weight 0. At most 16 items.
   */
  backendRefs?: LinkerdHTTPRouteV1Beta3BackendRef[];
  /**
   * Time limits of this rule.
   */
  timeouts?: LinkerdHTTPRouteV1Beta3Timeouts;
}

/**
 * Conditions on one request, all of which must hold.
 */
export interface LinkerdHTTPRouteV1Beta3Match {
  /**
   * A condition on the path. The longer matched text wins, whatever its type; a regular expression counts as the
   * whole path.
   *
   * @default `{"type":"PathPrefix","value":"/"}`
   */
  path?: LinkerdHTTPRouteV1Beta3PathMatch;
  /**
   * Conditions on headers, all of which must hold. Each name once. At most 16 items.
   */
  headers?: RouteHeaderMatch[];
  /**
   * Conditions on query parameters, all of which must hold. Each name once. At most 16 items.
   */
  queryParams?: LinkerdHTTPRouteV1Beta3QueryParamMatch[];
  /**
   * Only requests with this method. It beats an equally specific match without a method.
   */
  method?: RouteMethod;
}

/**
 * A condition on the path. The longer matched text wins, whatever its type; a regular expression counts as the
 * whole path.
 */
export interface LinkerdHTTPRouteV1Beta3PathMatch {
  /**
   * How `value` is compared. `PathPrefix` compares whole segments: `/api` matches `/api` and `/api/x`, not
   * `/apix`. `RegularExpression` must cover the whole path.
   *
   * @default 'PathPrefix'
   */
  type?: 'Exact' | 'PathPrefix' | 'RegularExpression';
  /**
   * The path. Unless it is a regular expression it starts with `/`.
   *
   * @default '/'
   */
  value?: string;
}

/**
 * A condition on one query parameter.
 */
export interface LinkerdHTTPRouteV1Beta3QueryParamMatch {
  /**
   * Name of the parameter.
   */
  name: string;
  /**
   * How `value` is compared.
   *
   * @default 'Exact'
   */
  type?: 'Exact' | 'RegularExpression';
  /**
   * Value of the parameter.
   */
  value: string;
}

/**
 * A change to requests. Set the field that `type` names and no other.
 */
export interface LinkerdHTTPRouteV1Beta3Filter {
  /**
   * Which field holds the change. To change headers of answers use the HTTPRoute of gateway.networking.k8s.io.
   */
  type: 'RequestHeaderModifier' | 'RequestRedirect';
  /**
   * Changes the headers of the request.
   */
  requestHeaderModifier?: RouteHeaderModifier;
  /**
   * Answers with a redirect and sends nothing to a backend. Parts that are left out are taken from the request.
   */
  requestRedirect?: RouteRequestRedirect;
}

/**
 * A change for one receiver. Set the field that `type` names and no other.
 */
export interface LinkerdHTTPRouteV1Beta3BackendFilter {
  /**
   * Which field holds the change. A filter that Linkerd cannot serve on a backend turns its share into 500.
   */
  type: 'RequestHeaderModifier' | 'ResponseHeaderModifier' | 'RequestRedirect';
  /**
   * Changes the headers of the request.
   */
  requestHeaderModifier?: RouteHeaderModifier;
  /**
   * Changes the headers of the answer. In Linkerd 2.20 the code of this kind applies it to the request instead:
   * use the HTTPRoute of gateway.networking.k8s.io.
   */
  responseHeaderModifier?: RouteHeaderModifier;
  /**
   * Answers with a redirect and sends nothing to a backend. Parts that are left out are taken from the request.
   */
  requestRedirect?: RouteRequestRedirect;
}

/**
 * A receiver and its weight.
 */
export interface LinkerdHTTPRouteV1Beta3BackendRef {
  /**
   * API group of the receiver; `""` or `core` for a Service.
   *
   * @default ''
   */
  group?: string;
  /**
   * Kind of the receiver.
   *
   * @default 'Service'
   */
  kind?: string;
  /**
   * Name of the receiver. Its own routes and splits are not consulted. A Service that does not exist turns its
   * share into 500.
   */
  name: string;
  /**
   * Namespace of the receiver. Always write it: left out it is the namespace of the route in the status, but that
   * of the parent in the data path.
   */
  namespace?: string;
  /**
   * Port of the receiver. Always write it: nothing checks it here, and a Service without one turns its share into
   * 500. If the Service lacks the port, Linkerd connects to its pods at this very number. From 1 to 65535.
   */
  port?: number;
  /**
   * Share of the sum of all weights of the rule. At 0 a backend gets nothing, unless it is the only one. From 0 to
   * 1000000.
   *
   * @default 1
   */
  weight?: number;
  /**
   * Changes for this receiver alone. At most 16 items.
   */
  filters?: LinkerdHTTPRouteV1Beta3BackendFilter[];
}

/**
 * Time limits of this rule.
 */
export interface LinkerdHTTPRouteV1Beta3Timeouts {
  /**
   * Time for the whole request, retries included. The annotation `timeout.linkerd.io/request` beats it. A request
   * that runs out of time is not retried.
   */
  request?: string;
  /**
   * Time for each try; at most `request`. Linkerd 2.20 checks it and then ignores it.
   */
  backendRequest?: string;
}
