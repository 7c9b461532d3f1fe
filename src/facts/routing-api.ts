/**
 * An API that can split the traffic of a Service. The version tells them apart, so it is the name:
 *
 * | API | object |
 * |---|---|
 * | `split.smi-spec.io/…` | `TrafficSplit`; only v1alpha4 can match requests |
 * | `linkerd.io/v1alpha2` | `dstOverrides` of a `ServiceProfile` |
 * | `policy.linkerd.io/…` | Linkerd's own `HTTPRoute` |
 * | `gateway.networking.k8s.io/v1` | `HTTPRoute` of the Gateway API |
 */
export type RoutingApi =
  | 'split.smi-spec.io/v1alpha1'
  | 'split.smi-spec.io/v1alpha2'
  | 'split.smi-spec.io/v1alpha4'
  | 'linkerd.io/v1alpha2'
  | 'policy.linkerd.io/v1beta2'
  | 'policy.linkerd.io/v1beta3'
  | 'gateway.networking.k8s.io/v1';
