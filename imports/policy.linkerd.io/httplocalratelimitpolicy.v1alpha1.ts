// Generated from schemas/policy.linkerd.io/httplocalratelimitpolicy.v1alpha1.json by npm run imports; do not edit.
import type { ObjectMeta } from '../object-meta';

/**
 * Limits the HTTP requests per second that a Server takes, counted by each proxy for itself (Linkerd 2.20). One
 * per Server: a second one gets `RateLimitReasonAlreadyExists` and does nothing. The Server that it needs denies
 * all traffic unless its `accessPolicy` says otherwise.
 */
export interface HTTPLocalRateLimitPolicyV1Alpha1 {
  /**
   * API group and version.
   */
  apiVersion: 'policy.linkerd.io/v1alpha1';
  /**
   * Kind of the object.
   */
  kind: 'HTTPLocalRateLimitPolicy';
  /**
   * Name, namespace, labels and annotations.
   */
  metadata: ObjectMeta;
  /**
   * The Server and its limits. Limits for identities and overrides must not be above `total`.
   */
  spec: HTTPLocalRateLimitPolicyV1Alpha1Spec;
}

/**
 * The Server and its limits. Limits for identities and overrides must not be above `total`.
 */
export interface HTTPLocalRateLimitPolicyV1Alpha1Spec {
  /**
   * The Server, in the namespace of the policy.
   */
  targetRef: HTTPLocalRateLimitPolicyV1Alpha1TargetRef;
  /**
   * Limit for all clients together.
   */
  total?: HTTPLocalRateLimitPolicyV1Alpha1Limit;
  /**
   * Limit for each client identity; all clients without one share one limit.
   */
  identity?: HTTPLocalRateLimitPolicyV1Alpha1Limit;
  /**
   * Limits for some clients instead of that of `identity`.
   */
  overrides?: HTTPLocalRateLimitPolicyV1Alpha1Override[];
}

/**
 * The Server, in the namespace of the policy.
 */
export interface HTTPLocalRateLimitPolicyV1Alpha1TargetRef {
  /**
   * API group: `policy.linkerd.io`.
   */
  group?: string;
  /**
   * Kind: `Server`.
   */
  kind: string;
  /**
   * Name of the Server.
   */
  name: string;
}

/**
 * A limit.
 */
export interface HTTPLocalRateLimitPolicyV1Alpha1Limit {
  /**
   * Requests per second, above 0.
   */
  requestsPerSecond: number;
}

/**
 * A limit for some clients.
 */
export interface HTTPLocalRateLimitPolicyV1Alpha1Override {
  /**
   * Requests per second, above 0.
   */
  requestsPerSecond: number;
  /**
   * The clients.
   */
  clientRefs: HTTPLocalRateLimitPolicyV1Alpha1ClientRef[];
}

/**
 * A client, by its ServiceAccount.
 */
export interface HTTPLocalRateLimitPolicyV1Alpha1ClientRef {
  /**
   * API group: `""`.
   */
  group?: string;
  /**
   * Kind: `ServiceAccount`.
   */
  kind: string;
  /**
   * Name of the account.
   */
  name: string;
  /**
   * Namespace of the account; left out, that of the policy.
   */
  namespace?: string;
}
