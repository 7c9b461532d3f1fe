// Generated from schemas/policy.linkerd.io/meshtlsauthentication.v1alpha1.json by npm run imports; do not edit.
import type { ObjectMeta } from '../object-meta';

/**
 * A set of clients, known by the identity in their mesh certificate (Linkerd 2.20). Clients outside the mesh
 * never pass.
 */
export interface MeshTLSAuthenticationV1Alpha1 {
  /**
   * API group and version.
   */
  apiVersion: 'policy.linkerd.io/v1alpha1';
  /**
   * Kind of the object.
   */
  kind: 'MeshTLSAuthentication';
  /**
   * Name, namespace, labels and annotations.
   */
  metadata: ObjectMeta;
  /**
   * The clients: exactly one of `identities` and `identityRefs`.
   */
  spec: MeshTLSAuthenticationV1Alpha1Spec;
}

/**
 * The clients: exactly one of `identities` and `identityRefs`.
 */
export interface MeshTLSAuthenticationV1Alpha1Spec {
  /**
   * Identities, any one of which passes: `*` for every meshed client, `*.` and a domain, a DNS name or a
   * `spiffe://` id. That of a ServiceAccount is `<account>.<namespace>.serviceaccount.identity.linkerd.<trust
   * domain>`. At least 1 items.
   */
  identities?: string[];
  /**
   * ServiceAccounts and Namespaces, any one of which passes. At least 1 items.
   */
  identityRefs?: MeshTLSAuthenticationV1Alpha1IdentityRef[];
}

/**
 * A ServiceAccount, or all ServiceAccounts of a Namespace.
 */
export interface MeshTLSAuthenticationV1Alpha1IdentityRef {
  /**
   * API group; `""` for both kinds.
   */
  group?: string;
  /**
   * `ServiceAccount` or `Namespace`.
   */
  kind: string;
  /**
   * Name of the account or namespace.
   */
  name?: string;
  /**
   * Namespace of the account; left out, that of this object.
   */
  namespace?: string;
}
