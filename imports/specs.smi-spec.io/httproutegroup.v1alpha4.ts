// Generated from schemas/specs.smi-spec.io/httproutegroup.v1alpha4.json by npm run imports; do not edit.
import type { ObjectMeta } from '../object-meta';

/**
 * Names HTTP requests, for TrafficSplits and TrafficTargets to refer to (SMI Traffic Specs v1alpha4, smi-sdk-go;
 * SMI is archived). It does nothing alone. Linkerd does not know it.
 */
export interface HTTPRouteGroupV1Alpha4 {
  /**
   * API group and version.
   */
  apiVersion: 'specs.smi-spec.io/v1alpha4';
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

/**
 * The requests.
 */
export interface HTTPRouteGroupV1Alpha4Spec {
  /**
   * Matches, any one of which is enough.
   */
  matches: HTTPRouteGroupV1Alpha4Match[];
}

/**
 * Conditions on one request, all of which must hold.
 */
export interface HTTPRouteGroupV1Alpha4Match {
  /**
   * Name of the match, by which a TrafficTarget can pick it.
   */
  name: string;
  /**
   * Regular expression for the path.
   */
  pathRegex?: string;
  /**
   * Methods, any one of which is enough; `*` is all of them.
   */
  methods?: HTTPRouteGroupV1Alpha4Method[];
  /**
   * Headers, from the name to a regular expression for the value. Write one entry for each header.
   *
   * Items: Keys and values, both text.
   */
  headers?: {
    [k: string]: string;
  }[];
}

/**
 * HTTP method, in upper case, or `*`.
 */
export type HTTPRouteGroupV1Alpha4Method =
  '*' | 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE' | 'CONNECT' | 'OPTIONS' | 'TRACE' | 'PATCH';
