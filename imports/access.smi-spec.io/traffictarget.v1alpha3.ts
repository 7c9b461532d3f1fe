// Generated from schemas/access.smi-spec.io/traffictarget.v1alpha3.json by npm run imports; do not edit.
import type { ObjectMeta } from '../object-meta';

/**
 * Lets some ServiceAccounts send some requests to the pods of another (SMI Traffic Access v1alpha3, smi-sdk-go;
 * SMI is archived). Linkerd does not know it: use Server and AuthorizationPolicy there.
 */
export interface TrafficTargetV1Alpha3 {
  /**
   * API group and version.
   */
  apiVersion: 'access.smi-spec.io/v1alpha3';
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
  spec: TrafficTargetV1Alpha3Spec;
}

/**
 * Who may send what to whom.
 */
export interface TrafficTargetV1Alpha3Spec {
  /**
   * The account of the pods that receive.
   */
  destination: TrafficTargetV1Alpha3Subject;
  /**
   * The accounts of the pods that send; any one of them may.
   */
  sources: TrafficTargetV1Alpha3Subject[];
  /**
   * The requests that they may send; any one of these.
   */
  rules: TrafficTargetV1Alpha3Rule[];
}

/**
 * An account.
 */
export interface TrafficTargetV1Alpha3Subject {
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
}

/**
 * A group of requests, or some matches of it.
 */
export interface TrafficTargetV1Alpha3Rule {
  /**
   * Kind of the group.
   */
  kind: 'HTTPRouteGroup' | 'TCPRoute' | 'UDPRoute';
  /**
   * Name of the group.
   */
  name: string;
  /**
   * Names of the matches of an HTTPRouteGroup that count. Left out, all of them.
   */
  matches?: string[];
}
