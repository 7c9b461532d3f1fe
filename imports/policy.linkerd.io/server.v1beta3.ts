// Generated from schemas/policy.linkerd.io/server.v1beta3.json by npm run imports; do not edit.
import type { ObjectMeta } from '../object-meta';

/**
 * Names one port of some pods, so that policies can be about it (Linkerd 2.20). Creating one denies all traffic
 * to that port that nothing authorizes: set `accessPolicy` or create the authorizations first.
 */
export interface ServerV1Beta3 {
  /**
   * API group and version.
   */
  apiVersion: 'policy.linkerd.io/v1beta3';
  /**
   * Kind of the object.
   */
  kind: 'Server';
  /**
   * Name, namespace, labels and annotations.
   */
  metadata: ObjectMeta;
  /**
   * The port, and whose it is: exactly one of `podSelector` and `externalWorkloadSelector`.
   */
  spec: ServerV1Beta3Spec;
}

/**
 * The port, and whose it is: exactly one of `podSelector` and `externalWorkloadSelector`.
 */
export interface ServerV1Beta3Spec {
  /**
   * Who may connect where no authorization says so. `deny`: nobody. `audit`: everybody, and what would have been
   * denied is logged. `all-…`: everybody; `cluster-…`: everybody inside the cluster networks. `…-authenticated`
   * asks for mesh TLS.
   *
   * @default 'deny'
   */
  accessPolicy?:
    | 'deny'
    | 'audit'
    | 'all-authenticated'
    | 'all-unauthenticated'
    | 'cluster-authenticated'
    | 'cluster-unauthenticated';
  /**
   * The pods, in the namespace of the Server. Empty selects all of them.
   */
  podSelector?: ServerV1Beta3LabelSelector;
  /**
   * The ExternalWorkloads, in the namespace of the Server.
   */
  externalWorkloadSelector?: ServerV1Beta3LabelSelector;
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

/**
 * Labels that must all be there.
 */
export interface ServerV1Beta3LabelSelector {
  /**
   * Labels with exactly these values.
   */
  matchLabels?: {
    [k: string]: string;
  };
  /**
   * Further conditions, all of which must hold.
   */
  matchExpressions?: ServerV1Beta3LabelExpression[];
}

/**
 * A condition on one label.
 */
export interface ServerV1Beta3LabelExpression {
  /**
   * Name of the label.
   */
  key: string;
  /**
   * What must hold. `In` and `NotIn` need `values`; the other two take none.
   */
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  /**
   * Values of the label.
   */
  values?: string[];
}

/**
 * What the port speaks. `unknown` detects it for each connection, which delays protocols in which the server
 * speaks first.
 *
 * @default 'unknown'
 */
export type ServerV1Beta3ProxyProtocol = 'unknown' | 'HTTP/1' | 'HTTP/2' | 'gRPC' | 'opaque' | 'TLS';
