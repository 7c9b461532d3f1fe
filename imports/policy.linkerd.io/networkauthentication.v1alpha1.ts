// Generated from schemas/policy.linkerd.io/networkauthentication.v1alpha1.json by npm run imports; do not edit.
import type { ObjectMeta } from '../object-meta';

/**
 * A set of clients, known by their IP address, meshed or not (Linkerd 2.20).
 */
export interface NetworkAuthenticationV1Alpha1 {
  /**
   * API group and version.
   */
  apiVersion: 'policy.linkerd.io/v1alpha1';
  /**
   * Kind of the object.
   */
  kind: 'NetworkAuthentication';
  /**
   * Name, namespace, labels and annotations.
   */
  metadata: ObjectMeta;
  /**
   * The clients.
   */
  spec: NetworkAuthenticationV1Alpha1Spec;
}

/**
 * The clients.
 */
export interface NetworkAuthenticationV1Alpha1Spec {
  /**
   * Networks, any one of which passes.
   */
  networks: NetworkAuthenticationV1Alpha1Network[];
}

/**
 * A network.
 */
export interface NetworkAuthenticationV1Alpha1Network {
  /**
   * The network, such as `10.0.0.0/8` or `fd00::/8`.
   */
  cidr: string;
  /**
   * Parts of it that do not pass.
   */
  except?: string[];
}
