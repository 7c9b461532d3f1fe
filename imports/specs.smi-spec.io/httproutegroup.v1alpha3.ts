// Generated from schemas/specs.smi-spec.io/httproutegroup.v1alpha3.json by npm run imports; do not edit.
import type { ObjectMeta } from '../object-meta';
import type { HTTPRouteGroupV1Alpha4Spec } from './httproutegroup.v1alpha4';

/**
 * Names HTTP requests, for TrafficSplits and TrafficTargets to refer to. The same as v1alpha4 in the version
 * before, which the CRD of smi-sdk-go no longer serves; only for meshes that bring their own CRD.
 */
export interface HTTPRouteGroupV1Alpha3 {
  /**
   * API group and version.
   */
  apiVersion: 'specs.smi-spec.io/v1alpha3';
  /**
   * Kind of the object.
   */
  kind: 'HTTPRouteGroup';
  /**
   * Name, namespace, labels and annotations.
   */
  metadata: ObjectMeta;
  /**
   * The requests.
   */
  spec: HTTPRouteGroupV1Alpha4Spec;
}
