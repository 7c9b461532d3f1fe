// Generated from schemas/gateway.networking.k8s.io/grpcroute.v1.json by npm run imports; do not edit.
import type { ObjectMeta } from '../object-meta';
import type {
  RouteExtensionRef,
  RouteHeaderMatch,
  RouteHeaderModifier,
  RouteParentRef,
  RouteRequestMirror,
} from '../route';

/**
 * Steers the gRPC calls of meshed clients of a Service (Gateway API 1.2.1, standard channel; 1.5.1 takes it as
 * well). Linkerd honours this version since 2.18; on one port of a Service it beats HTTPRoutes, which are then
 * ignored. Linkerd issue 14050 (open): retries on it make calls fail since 2.18.
 */
export interface GRPCRouteV1 {
  /**
   * API group and version.
   */
  apiVersion: 'gateway.networking.k8s.io/v1';
  /**
   * Kind of the object.
   */
  kind: 'GRPCRoute';
  /**
   * Name, namespace, labels and annotations. Linkerd reads retries and timeouts from annotations
   * `retry.linkerd.io/...` and `timeout.linkerd.io/...` of the route.
   */
  metadata: ObjectMeta;
  /**
   * Parents, and rules for their calls.
   */
  spec: GRPCRouteV1Spec;
}

/**
 * Parents, and rules for their calls.
 */
export interface GRPCRouteV1Spec {
  /**
   * The objects whose calls are steered: in a mesh Services. No two may be equal in group, kind, name, namespace
   * and sectionName; `port` does not count, so two ports of one Service take two routes. At most 32 items.
   */
  parentRefs?: RouteParentRef[];
  /**
   * Only calls for these hosts. Seldom needed in a mesh, where the parent already names the host. At most 16
   * items.
   *
   * Items: DNS name without port, in lower case. `*.` in front stands for any number of labels.
   */
  hostnames?: string[];
  /**
   * The rules. End with one without `matches`, so that no call is left without a rule. At most 128 matches in all
   * rules together. At most 16 items.
   */
  rules?: GRPCRouteV1Rule[];
}

/**
 * Which calls, what is done to them, and who receives them.
 */
export interface GRPCRouteV1Rule {
  /**
   * The calls of this rule: any one of these matches. Left out, all calls. At most 8 items.
   */
  matches?: GRPCRouteV1Match[];
  /**
   * Changes to the calls and answers of this rule. Each header modifier once. At most 16 items.
   */
  filters?: GRPCRouteV1Filter[];
  /**
   * Who receives the calls, in shares of the sum of weights. Left out or empty, the parent itself. Never set all
   * weights to 0. At most 16 items.
   */
  backendRefs?: GRPCRouteV1BackendRef[];
}

/**
 * Conditions on one call, all of which must hold.
 */
export interface GRPCRouteV1Match {
  /**
   * A condition on service and method of the call. At least one of the two must be given.
   */
  method?: GRPCRouteV1MethodMatch;
  /**
   * Conditions on headers (metadata of the call), all of which must hold. Each name once. At most 16 items.
   */
  headers?: RouteHeaderMatch[];
}

/**
 * A condition on service and method of the call. At least one of the two must be given.
 */
export interface GRPCRouteV1MethodMatch {
  /**
   * How `service` and `method` are compared.
   *
   * @default 'Exact'
   */
  type?: 'Exact' | 'RegularExpression';
  /**
   * Full name of the gRPC service, such as `emojivoto.v1.VotingService`. Upper and lower case differ.
   */
  service?: string;
  /**
   * Name of the method, such as `VoteDoughnut`. Upper and lower case differ.
   */
  method?: string;
}

/**
 * A change to calls or answers. Set the field that `type` names and no other.
 */
export interface GRPCRouteV1Filter {
  /**
   * Which field holds the change. Linkerd 2.20 ignores a whole HTTPRoute for `RequestMirror` or `ExtensionRef`;
   * expect no better here.
   */
  type: 'RequestHeaderModifier' | 'ResponseHeaderModifier' | 'RequestMirror' | 'ExtensionRef';
  /**
   * Changes the headers of the call.
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
   * An object of the mesh's own that acts as a filter, in the namespace of the route. Linkerd 2.20 knows none, see
   * `type`.
   */
  extensionRef?: RouteExtensionRef;
}

/**
 * A receiver and its weight.
 */
export interface GRPCRouteV1BackendRef {
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
   * Name of the receiver. Its own routes and splits are not consulted.
   */
  name: string;
  /**
   * Namespace of the receiver. Always write it: left out it is the namespace of the route, but the data path of
   * Linkerd 2.20 takes that of the parent.
   */
  namespace?: string;
  /**
   * Port of the receiver. A Service must have one. From 1 to 65535.
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
   * Changes for this receiver alone. Each header modifier once. At most 16 items.
   */
  filters?: GRPCRouteV1Filter[];
}
