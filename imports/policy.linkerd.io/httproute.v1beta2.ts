// Generated from schemas/policy.linkerd.io/httproute.v1beta2.json by npm run imports; do not edit.
import type { ObjectMeta } from '../object-meta';
import type {
  LinkerdHTTPRouteV1Beta3BackendRef,
  LinkerdHTTPRouteV1Beta3Filter,
  LinkerdHTTPRouteV1Beta3Match,
  LinkerdHTTPRouteV1Beta3ParentRef,
} from './httproute.v1beta3';

/**
 * Linkerd's own copy of HTTPRoute in the version before v1beta3, the same without timeouts (Linkerd 2.20 still
 * serves it). It is the version that the fault injection guide of Linkerd uses.
 */
export interface LinkerdHTTPRouteV1Beta2 {
  /**
   * API group and version.
   */
  apiVersion: 'policy.linkerd.io/v1beta2';
  /**
   * Kind of the object.
   */
  kind: 'HTTPRoute';
  /**
   * Name, namespace, labels and annotations.
   */
  metadata: ObjectMeta;
  /**
   * Parents, and rules for their requests.
   */
  spec: LinkerdHTTPRouteV1Beta2Spec;
}

/**
 * Parents, and rules for their requests.
 */
export interface LinkerdHTTPRouteV1Beta2Spec {
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
   * The rules. Once a route is attached to a Service, a request that no rule matches gets 404, so end with a rule
   * for the prefix `/`. At most 16 items.
   *
   * @default `[{"matches":[{"path":{"type":"PathPrefix","value":"/"}}]}]`
   */
  rules?: LinkerdHTTPRouteV1Beta2Rule[];
}

/**
 * Which requests, what is done to them, and who receives them.
 */
export interface LinkerdHTTPRouteV1Beta2Rule {
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
}
