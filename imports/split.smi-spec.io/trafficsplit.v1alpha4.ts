// Generated from schemas/split.smi-spec.io/trafficsplit.v1alpha4.json by npm run imports; do not edit.
import type { ObjectMeta } from '../object-meta';

/**
 * Splits the traffic of a Service by weight, for all requests or for those of an HTTPRouteGroup (SMI Traffic
 * Split v1alpha4, smi-sdk-go; SMI is archived). Linkerd does not know this version: its CRD and that of
 * linkerd-smi cannot be installed together.
 */
export interface TrafficSplitV1Alpha4 {
  /**
   * API group and version.
   */
  apiVersion: 'split.smi-spec.io/v1alpha4';
  /**
   * Kind of the object.
   */
  kind: 'TrafficSplit';
  /**
   * Name, namespace, labels and annotations.
   */
  metadata: ObjectMeta;
  /**
   * The Service, the requests, and who receives them.
   */
  spec: TrafficSplitV1Alpha4Spec;
}

/**
 * The Service, the requests, and who receives them.
 */
export interface TrafficSplitV1Alpha4Spec {
  /**
   * Name of the Service that clients call.
   */
  service: string;
  /**
   * Which requests are split. Left out, all of them.
   */
  matches?: TrafficSplitV1Alpha4MatchRef[];
  /**
   * Who receives the requests, in shares of the sum of weights.
   */
  backends: TrafficSplitV1Alpha4Backend[];
}

/**
 * A group of request matches.
 */
export interface TrafficSplitV1Alpha4MatchRef {
  /**
   * Kind of the group.
   */
  kind: 'HTTPRouteGroup';
  /**
   * Name of the group, in the namespace of the split. All its matches count; one of them cannot be picked.
   */
  name: string;
}

/**
 * A receiver and its weight.
 */
export interface TrafficSplitV1Alpha4Backend {
  /**
   * Name of a Service in the namespace of the split.
   */
  service: string;
  /**
   * Share of the sum of weights, a whole number.
   */
  weight: number;
}
