// Generated from schemas/gateway.networking.k8s.io/httproute.v1.json by npm run imports; do not edit.
import type { ObjectMeta } from '../object-meta';
import type {
  RouteExtensionRef,
  RouteHeaderMatch,
  RouteHeaderModifier,
  RouteMethod,
  RouteParentRef,
  RoutePathModifier,
  RouteRequestMirror,
  RouteRequestRedirect,
} from '../route';

/**
 * Steers the HTTP requests of meshed clients of a Service: to which backends, in which shares, for which
 * requests (Gateway API 1.2.1, standard channel; 1.5.1 takes it as well). Linkerd honours this version since
 * 2.18 and drops whole objects that use fields younger than 1.2.1, so those are not here. A ServiceProfile with
 * routes or non-zero `dstOverrides` on the same Service beats it.
 */
export interface HTTPRouteV1 {
  /**
   * API group and version.
   */
  apiVersion: 'gateway.networking.k8s.io/v1';
  /**
   * Kind of the object.
   */
  kind: 'HTTPRoute';
  /**
   * Name, namespace, labels and annotations. Linkerd reads retries and further timeouts from annotations
   * `retry.linkerd.io/...` and `timeout.linkerd.io/...` of the route; one of them on the route replaces all of
   * that family on the Service.
   */
  metadata: ObjectMeta;
  /**
   * Parents, and rules for their requests.
   */
  spec: HTTPRouteV1Spec;
}

/**
 * Parents, and rules for their requests.
 */
export interface HTTPRouteV1Spec {
  /**
   * The objects whose requests are steered: in a mesh Services. No two may be equal in group, kind, name,
   * namespace and sectionName; `port` does not count, so two ports of one Service take two routes. At most 32
   * items.
   */
  parentRefs?: RouteParentRef[];
  /**
   * Only requests for these hosts. Seldom needed in a mesh, where the parent already names the host. At most 16
   * items.
   *
   * Items: DNS name without port, in lower case. `*.` in front stands for any number of labels.
   */
  hostnames?: string[];
  /**
   * The rules. The most specific match of all rules of all routes on the parent decides; among equals the first.
   * Once a route is attached, a request that no rule matches gets 404 (Linkerd 2.20), so end with a rule for the
   * prefix `/`. At most 128 matches in all rules together. From 1 to 16 items.
   *
   * @default `[{"matches":[{"path":{"type":"PathPrefix","value":"/"}}]}]`
   */
  rules?: HTTPRouteV1Rule[];
}

/**
 * Which requests, what is done to them, and who receives them.
 */
export interface HTTPRouteV1Rule {
  /**
   * The requests of this rule: any one of these matches. Left out, all requests. At most 64 items.
   *
   * @default `[{"path":{"type":"PathPrefix","value":"/"}}]`
   */
  matches?: HTTPRouteV1Match[];
  /**
   * Changes to the requests and answers of this rule. Each type once; a redirect excludes a rewrite and
   * `backendRefs`. At most 16 items.
   */
  filters?: HTTPRouteV1Filter[];
  /**
   * Who receives the requests, in shares of the sum of weights. Left out or empty, the parent itself. Linkerd 2.20
   * breaks all connections of a client when all of several weights are 0, and gives a single backend everything,
   * even at weight 0. At most 16 items.
   */
  backendRefs?: HTTPRouteV1BackendRef[];
  /**
   * Time limits of this rule. The standard channel of the Gateway API has them since 1.2; Linkerd honours them on
   * this kind since 2.20.
   */
  timeouts?: HTTPRouteV1Timeouts;
}

/**
 * Conditions on one request, all of which must hold.
 */
export interface HTTPRouteV1Match {
  /**
   * A condition on the path. The Gateway API prefers `Exact` to `PathPrefix`; Linkerd 2.20 does not: the longer
   * matched text wins, whatever its type, and a regular expression counts as the whole path.
   *
   * @default `{"type":"PathPrefix","value":"/"}`
   */
  path?: HTTPRouteV1PathMatch;
  /**
   * Conditions on headers, all of which must hold. Each name once. At most 16 items.
   */
  headers?: RouteHeaderMatch[];
  /**
   * Conditions on query parameters, all of which must hold. Each name once. At most 16 items.
   */
  queryParams?: HTTPRouteV1QueryParamMatch[];
  /**
   * Only requests with this method. It beats an equally specific match without a method.
   */
  method?: RouteMethod;
}

/**
 * A condition on the path. The Gateway API prefers `Exact` to `PathPrefix`; Linkerd 2.20 does not: the longer
 * matched text wins, whatever its type, and a regular expression counts as the whole path.
 */
export interface HTTPRouteV1PathMatch {
  /**
   * How `value` is compared. `PathPrefix` compares whole segments: `/api` matches `/api` and `/api/x`, not
   * `/apix`. `RegularExpression` must cover the whole path (Linkerd 2.20).
   *
   * @default 'PathPrefix'
   */
  type?: 'Exact' | 'PathPrefix' | 'RegularExpression';
  /**
   * The path. Unless it is a regular expression it starts with `/` and has no `//`, `/./`, `/../`, `%2f` or `#`.
   *
   * @default '/'
   */
  value?: string;
}

/**
 * A condition on one query parameter.
 */
export interface HTTPRouteV1QueryParamMatch {
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
 * A change to requests or answers. Set the field that `type` names and no other.
 */
export interface HTTPRouteV1Filter {
  /**
   * Which field holds the change. Linkerd 2.20 knows `RequestHeaderModifier`, `ResponseHeaderModifier` and
   * `RequestRedirect`. Any other type on a rule makes it ignore the whole route, with status Accepted; on a
   * backend that backend's share gets 500.
   */
  type:
    | 'RequestHeaderModifier'
    | 'ResponseHeaderModifier'
    | 'RequestMirror'
    | 'RequestRedirect'
    | 'URLRewrite'
    | 'ExtensionRef';
  /**
   * Changes the headers of the request.
   */
  requestHeaderModifier?: RouteHeaderModifier;
  /**
   * Changes the headers of the answer.
   */
  responseHeaderModifier?: RouteHeaderModifier;
  /**
   * Sends a copy of each request to another Service and drops its answers. Linkerd 2.20 does not know it, see
   * `type`.
   */
  requestMirror?: RouteRequestMirror;
  /**
   * Answers with a redirect and sends nothing to a backend. Parts that are left out are taken from the request.
   */
  requestRedirect?: RouteRequestRedirect;
  /**
   * Changes host or path of the request before a backend sees it. Linkerd 2.20 does not know it, see `type`.
   */
  urlRewrite?: HTTPRouteV1UrlRewrite;
  /**
   * An object of the mesh's own that acts as a filter, in the namespace of the route. Linkerd 2.20 knows none, see
   * `type`.
   */
  extensionRef?: RouteExtensionRef;
}

/**
 * Changes host or path of the request before a backend sees it. Linkerd 2.20 does not know it, see `type`.
 */
export interface HTTPRouteV1UrlRewrite {
  /**
   * The new `Host`.
   */
  hostname?: string;
  /**
   * The new path.
   */
  path?: RoutePathModifier;
}

/**
 * A receiver and its weight.
 */
export interface HTTPRouteV1BackendRef {
  /**
   * API group of the receiver; `""` for a Service.
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
   * Namespace of the receiver. Always write it: left out it is the namespace of the route, but the data path of
   * Linkerd 2.20 takes that of the parent.
   */
  namespace?: string;
  /**
   * Port of the receiver. A Service must have one. If the Service lacks the port, Linkerd 2.20 connects to its
   * pods at this very number; where nothing listens, that share gets 502. From 1 to 65535.
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
   * Changes for this receiver alone. Each type once; a redirect excludes a rewrite. At most 16 items.
   */
  filters?: HTTPRouteV1Filter[];
}

/**
 * Time limits of this rule. The standard channel of the Gateway API has them since 1.2; Linkerd honours them on
 * this kind since 2.20.
 */
export interface HTTPRouteV1Timeouts {
  /**
   * Time for the whole request, retries included. Write one number and one unit, such as `90s`: Linkerd 2.20
   * silently drops compound values such as `1m30s`. A request that runs out of time is not retried.
   */
  request?: string;
  /**
   * Time for each try; at most `request`. Linkerd 2.20 ignores it.
   */
  backendRequest?: string;
}
