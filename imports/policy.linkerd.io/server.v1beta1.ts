// Generated from schemas/policy.linkerd.io/server.v1beta1.json by npm run imports; do not edit.
import type { ObjectMeta } from '../object-meta';
import type { ServerV1Beta3LabelSelector, ServerV1Beta3ProxyProtocol } from './server.v1beta3';

/**
 * Names one port of some pods, so that policies can be about it. Deprecated: Linkerd 2.20 still serves this
 * version but warns; use v1beta3. Creating one denies all traffic to that port that nothing authorizes.
 */
export interface ServerV1Beta1 {
  /**
   * API group and version.
   */
  apiVersion: 'policy.linkerd.io/v1beta1';
  /**
   * Kind of the object.
   */
  kind: 'Server';
  /**
   * Name, namespace, labels and annotations.
   */
  metadata: ObjectMeta;
  /**
   * The port, and whose it is.
   */
  spec: ServerV1Beta1Spec;
}

/**
 * The port, and whose it is.
 */
export interface ServerV1Beta1Spec {
  /**
   * The pods, in the namespace of the Server. Empty selects all of them.
   */
  podSelector: ServerV1Beta3LabelSelector;
  /**
   * Number or name of a port of a container. It is not the port of a Service.
   */
  port: number | string;
  /**
   * What the port speaks. `unknown` detects it for each connection, which delays protocols in which the server
   * speaks first.
   */
  proxyProtocol?: ServerV1Beta3ProxyProtocol;
}
