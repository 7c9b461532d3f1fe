// Generated from schemas/split.smi-spec.io/trafficsplit.v1alpha1.json by npm run imports; do not edit.
import type { ObjectMeta } from '../object-meta';

/**
 * Splits the traffic of a Service by weight. Linkerd needs the adaptor linkerd-smi for it (0.2.7 is the last;
 * deprecated), which stores this version and copies the split into a ServiceProfile. A busy client takes up the
 * first split of a Service only after a pause of 5 s in its traffic. Two splits of one Service overwrite each
 * other.
 */
export interface TrafficSplitV1Alpha1 {
  /**
   * API group and version.
   */
  apiVersion: 'split.smi-spec.io/v1alpha1';
  /**
   * Kind of the object.
   */
  kind: 'TrafficSplit';
  /**
   * Name, namespace, labels and annotations. Write it in the namespace of its Services.
   */
  metadata: ObjectMeta;
  /**
   * The Service, and who receives its traffic.
   */
  spec: TrafficSplitV1Alpha1Spec;
}

/**
 * The Service, and who receives its traffic.
 */
export interface TrafficSplitV1Alpha1Spec {
  /**
   * Name of the Service that clients call: the bare name, in the namespace of the split.
   */
  service: string;
  /**
   * Who receives the traffic, in shares of the sum of weights. If all weights are 0, the Service itself does
   * (linkerd-smi 0.2.7).
   */
  backends: TrafficSplitV1Alpha1Backend[];
}

/**
 * A receiver and its weight.
 */
export interface TrafficSplitV1Alpha1Backend {
  /**
   * Name of a Service in the namespace of the split, the bare name. It should have every port of the split
   * Service: for a port that it lacks Linkerd connects to its pods at that very number.
   */
  service: string;
  /**
   * Share of the sum of weights, a Kubernetes quantity: `900m` and `100m` are nine and one in ten. Thousandths
   * count, finer parts are rounded up. Whole numbers do as well; keep the sum below 429496.
   */
  weight: number | string;
}
