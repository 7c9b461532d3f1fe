// Generated from schemas/access.smi-spec.io/traffictarget.v1alpha2.json by npm run imports; do not edit.
import type { TrafficTargetV1Alpha3Subject } from './traffictarget.v1alpha3';
import type { ObjectMeta } from '../object-meta';

/**
 * Lets some ServiceAccounts send some requests to the pods of another. The version before v1alpha3, which the
 * CRD of smi-sdk-go no longer serves; only for meshes that bring their own CRD.
 */
export interface TrafficTargetV1Alpha2 {
  /**
   * API group and version.
   */
  apiVersion: 'access.smi-spec.io/v1alpha2';
  /**
   * Kind of the object.
   */
  kind: 'TrafficTarget';
  /**
   * Name, namespace, labels and annotations.
   */
  metadata: ObjectMeta;
  /**
   * Who may send what to whom.
   */
  spec: TrafficTargetV1Alpha2Spec;
}

/**
 * Who may send what to whom.
 */
export interface TrafficTargetV1Alpha2Spec {
  /**
   * The account of the pods that receive.
   */
  destination: TrafficTargetV1Alpha2Destination;
  /**
   * The accounts of the pods that send; any one of them may.
   */
  sources?: TrafficTargetV1Alpha3Subject[];
  /**
   * The requests that they may send; any one of these.
   */
  rules?: TrafficTargetV1Alpha2Rule[];
}

/**
 * The account of the pods that receive.
 */
export interface TrafficTargetV1Alpha2Destination {
  /**
   * Kind: `ServiceAccount`.
   */
  kind: string;
  /**
   * Name of the account.
   */
  name: string;
  /**
   * Namespace of the account.
   */
  namespace?: string;
  /**
   * Port of the pods. Left out, all of them.
   */
  port?: number;
}

/**
 * A group of requests, or some matches of it.
 */
export interface TrafficTargetV1Alpha2Rule {
  /**
   * Kind of the group.
   */
  kind: 'HTTPRouteGroup' | 'TCPRoute';
  /**
   * Name of the group.
   */
  name: string;
  /**
   * Names of the matches of an HTTPRouteGroup that count. Left out, all of them.
   */
  matches?: string[];
}
