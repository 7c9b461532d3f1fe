// Generated from schemas/policy.linkerd.io/authorizationpolicy.v1alpha1.json by npm run imports; do not edit.
import type { ObjectMeta } from '../object-meta';

/**
 * Lets those who pass all the named authentications reach a target (Linkerd 2.20). Several policies on one
 * target add up: passing one is enough.
 */
export interface AuthorizationPolicyV1Alpha1 {
  /**
   * API group and version.
   */
  apiVersion: 'policy.linkerd.io/v1alpha1';
  /**
   * Kind of the object.
   */
  kind: 'AuthorizationPolicy';
  /**
   * Name, namespace, labels and annotations.
   */
  metadata: ObjectMeta;
  /**
   * Who may reach what.
   */
  spec: AuthorizationPolicyV1Alpha1Spec;
}

/**
 * Who may reach what.
 */
export interface AuthorizationPolicyV1Alpha1Spec {
  /**
   * What is protected: a Server, an HTTPRoute or GRPCRoute of a Server, or the own namespace. A target in another
   * namespace is not possible.
   */
  targetRef: AuthorizationPolicyV1Alpha1TargetRef;
  /**
   * The authentications, all of which must pass. Empty lets everybody in. At most one MeshTLSAuthentication or one
   * ServiceAccount, not both, and at most one NetworkAuthentication.
   */
  requiredAuthenticationRefs: AuthorizationPolicyV1Alpha1AuthenticationRef[];
}

/**
 * What is protected: a Server, an HTTPRoute or GRPCRoute of a Server, or the own namespace. A target in another
 * namespace is not possible.
 */
export interface AuthorizationPolicyV1Alpha1TargetRef {
  /**
   * API group of the target: `policy.linkerd.io` for a Server, `core` or `""` for a Namespace.
   */
  group?: string;
  /**
   * Kind of the target: `Server`, `HTTPRoute`, `GRPCRoute` or `Namespace`.
   */
  kind: string;
  /**
   * Name of the target.
   */
  name: string;
}

/**
 * An authentication.
 */
export interface AuthorizationPolicyV1Alpha1AuthenticationRef {
  /**
   * API group of the authentication: `policy.linkerd.io`, or `""` for a ServiceAccount.
   */
  group?: string;
  /**
   * Kind of the authentication: `MeshTLSAuthentication`, `NetworkAuthentication` or `ServiceAccount`.
   */
  kind: string;
  /**
   * Name of the authentication.
   */
  name: string;
  /**
   * Namespace of the authentication; left out, that of the policy.
   */
  namespace?: string;
}
