// Generated from schemas/flagger.app/canary.v1beta1.json by npm run imports; do not edit.
import type { ObjectMeta } from '../object-meta';
import type { RouteMirrorBackendRef } from '../route';

/**
 * Has Flagger release each new version of a workload step by step, and take it back if its metrics fail (Flagger
 * 1.44). Flagger makes `<target>-primary`, three Services and the route by itself: do not write a Service or a
 * route of that name yourself, it takes them over. Fields that the Gateway API, Linkerd, SMI, nginx and plain
 * Kubernetes have no use for are not here.
 */
export interface CanaryV1Beta1 {
  /**
   * API group and version.
   */
  apiVersion: 'flagger.app/v1beta1';
  /**
   * Kind of the object.
   */
  kind: 'Canary';
  /**
   * Name, namespace, labels and annotations.
   */
  metadata: ObjectMeta;
  /**
   * The workload, how it is reached, and how a new version is judged.
   */
  spec: CanaryV1Beta1Spec;
}

/**
 * The workload, how it is reached, and how a new version is judged.
 */
export interface CanaryV1Beta1Spec {
  /**
   * Who routes; left out, Flagger's own flag, by default `istio`. On Linkerd: `gatewayapi:v1`, or `linkerd` for
   * the deprecated SMI adaptor. `kubernetes` switches Services without a mesh, all at once. The `smi:` ones ask
   * for metrics of Istio.
   */
  provider?: CanaryV1Beta1Provider;
  /**
   * URL of the Prometheus for the builtin metrics; left out, that of Flagger's own flag.
   */
  metricsServer?: string;
  /**
   * Seconds after which pods that do not become ready are a failure, a whole number. Left out, 600.
   */
  progressDeadlineSeconds?: number;
  /**
   * The workload, in the namespace of the Canary. Its selector must have one of the labels `app`, `name`,
   * `app.kubernetes.io/name`. Flagger scales it to 0 between releases, so leave `replicas` out of it.
   */
  targetRef: CanaryV1Beta1TargetRef;
  /**
   * The autoscaler of the workload, which must exist; Flagger makes a `-primary` twin. Changes to it reach the
   * twin only with the next promotion.
   */
  autoscalerRef?: CanaryV1Beta1AutoscalerRef;
  /**
   * The Ingress that routes to the Service, for the provider `nginx`.
   */
  ingressRef?: CanaryV1Beta1IngressRef;
  /**
   * How the workload is reached. The CRD lets it be left out, but nothing works without its port.
   */
  service?: CanaryV1Beta1Service;
  /**
   * Promotes new versions at once, without steps and checks. `analysis` is required all the same.
   */
  skipAnalysis?: boolean;
  /**
   * On deletion of the Canary, scales the target up again and gives a Service of yours its selector back. Without
   * it the target stays at 0 replicas and that Service reaches no pod. A route of yours stays and points to a
   * primary that is gone, in both cases.
   */
  revertOnDeletion?: boolean;
  /**
   * Has Flagger leave this Canary alone.
   */
  suspend?: boolean;
  /**
   * How a new version is judged: exactly one of `iterations`, `stepWeight` and `stepWeights`. All numbers are
   * whole; a fraction passes the CRD, but Flagger cannot read the Canary then.
   */
  analysis: CanaryV1Beta1Analysis;
}

/**
 * Who routes; left out, Flagger's own flag, by default `istio`. On Linkerd: `gatewayapi:v1`, or `linkerd` for
 * the deprecated SMI adaptor. `kubernetes` switches Services without a mesh, all at once. The `smi:` ones ask
 * for metrics of Istio.
 */
export type CanaryV1Beta1Provider =
  | 'apisix'
  | 'appmesh'
  | 'appmesh:v1beta2'
  | 'contour'
  | 'gatewayapi:v1'
  | 'gatewayapi:v1beta1'
  | 'gloo'
  | 'istio'
  | 'knative'
  | 'kubernetes'
  | 'kuma'
  | 'linkerd'
  | 'nginx'
  | 'osm'
  | 'skipper'
  | 'smi:v1alpha1'
  | 'smi:v1alpha2'
  | 'smi:v1alpha3'
  | 'traefik';

/**
 * The workload, in the namespace of the Canary. Its selector must have one of the labels `app`, `name`,
 * `app.kubernetes.io/name`. Flagger scales it to 0 between releases, so leave `replicas` out of it.
 */
export interface CanaryV1Beta1TargetRef {
  /**
   * API version of the workload, `apps/v1`.
   */
  apiVersion: string;
  /**
   * Kind of the workload. A DaemonSet must have the strategy RollingUpdate. `Service` cannot work on a present-day
   * API server.
   */
  kind: 'DaemonSet' | 'Deployment' | 'Service';
  /**
   * Name of the workload. With `-primary` it must stay within 63 characters.
   */
  name: string;
}

/**
 * The autoscaler of the workload, which must exist; Flagger makes a `-primary` twin. Changes to it reach the
 * twin only with the next promotion.
 */
export interface CanaryV1Beta1AutoscalerRef {
  /**
   * API version of the autoscaler, such as `autoscaling/v2`. Flagger does not read it.
   */
  apiVersion: string;
  /**
   * Kind of the autoscaler; ScaledObject is that of KEDA.
   */
  kind: 'HorizontalPodAutoscaler' | 'ScaledObject';
  /**
   * Name of the autoscaler.
   */
  name: string;
  /**
   * Queries of a ScaledObject for the primary, by name of the trigger.
   */
  primaryScalerQueries?: {
    [k: string]: string;
  };
  /**
   * Other bounds for the autoscaler of the primary.
   */
  primaryScalerReplicas?: CanaryV1Beta1ScalerReplicas;
}

/**
 * Other bounds for the autoscaler of the primary.
 */
export interface CanaryV1Beta1ScalerReplicas {
  /**
   * Fewest pods. At least 1.
   */
  minReplicas?: number;
  /**
   * Most pods. At least 1.
   */
  maxReplicas?: number;
}

/**
 * The Ingress that routes to the Service, for the provider `nginx`.
 */
export interface CanaryV1Beta1IngressRef {
  /**
   * API version of the Ingress, `networking.k8s.io/v1`.
   */
  apiVersion: string;
  /**
   * Kind: `Ingress`.
   */
  kind: 'Ingress';
  /**
   * Name of the Ingress.
   */
  name: string;
}

/**
 * How the workload is reached. The CRD lets it be left out, but nothing works without its port.
 */
export interface CanaryV1Beta1Service {
  /**
   * Name of the Service that clients call, and of the route; left out, that of the target. Flagger adds `-primary`
   * and `-canary`: at most 55 characters.
   */
  name?: string;
  /**
   * Port of the Services, a whole number. A route has this one port only.
   */
  port: number;
  /**
   * Name of the port. Left out, `http`.
   */
  portName?: string;
  /**
   * Protocol of the port. Linkerd 2.20 knows `http`, `kubernetes.io/h2c` and `linkerd.io/opaque`; with any other
   * its routes do nothing.
   */
  appProtocol?: string;
  /**
   * Whether endpoints nearby are preferred.
   */
  trafficDistribution?: 'PreferClose' | 'PreferSameZone' | 'PreferSameNode';
  /**
   * Number or name of the port of the container; left out, `port`.
   */
  targetPort?: number | string;
  /**
   * Whether the Services get the other ports of the containers too. A Service of yours loses all other ports
   * without it.
   */
  portDiscovery?: boolean;
  /**
   * Makes the Services headless. Linkerd accepts no route on such a Service.
   */
  headless?: boolean;
  /**
   * Time for a request. Gateway API: whole numbers with a unit, `1.5s` is refused; `gatewayapi:v1beta1` ignores
   * it.
   */
  timeout?: string;
  /**
   * Time for each try (`gatewayapi:v1`, since Flagger 1.44). Linkerd 2.20 ignores it.
   */
  backendTimeout?: string;
  /**
   * Host names of the route. With `linkerd` and the `smi:` providers the first is the Service of the TrafficSplit.
   */
  hosts?: string[];
  /**
   * Which requests are routed: any one of these (Gateway API). Left out, all.
   */
  match?: CanaryV1Beta1ServiceMatch[];
  /**
   * Changes path or host of the requests (Gateway API). It makes Linkerd 2.20 ignore the whole route.
   */
  rewrite?: CanaryV1Beta1Rewrite;
  /**
   * Further receivers of copies of all requests (Gateway API). It makes Linkerd 2.20 ignore the whole route.
   */
  mirror?: CanaryV1Beta1Mirror[];
  /**
   * Changes to headers (Gateway API).
   */
  headers?: CanaryV1Beta1Headers;
  /**
   * Parents of the HTTPRoute, required by `gatewayapi:v1` and `gatewayapi:v1beta1`. In a mesh: the Service that
   * clients call. At most 32 items.
   */
  gatewayRefs?: CanaryV1Beta1GatewayRef[];
  /**
   * Cross-origin rules of the route (`gatewayapi:v1`). A CORS filter makes Linkerd 2.20 ignore the whole route.
   */
  corsPolicy?: CanaryV1Beta1CorsPolicy;
  /**
   * Labels and annotations for the Service that clients call.
   */
  apex?: CanaryV1Beta1Metadata;
  /**
   * Labels and annotations for the `-primary` Service.
   */
  primary?: CanaryV1Beta1Metadata;
  /**
   * Labels and annotations for the `-canary` Service.
   */
  canary?: CanaryV1Beta1Metadata;
  /**
   * Labels and annotations of the Services that others write and Flagger keeps.
   */
  unmanagedMetadata?: CanaryV1Beta1UnmanagedMetadata;
}

/**
 * Conditions on one request, all of which must hold.
 */
export interface CanaryV1Beta1ServiceMatch {
  /**
   * A condition on the path.
   */
  uri?: CanaryV1Beta1StringMatch;
  /**
   * A condition on the method. The Gateway API takes `exact` only.
   */
  method?: CanaryV1Beta1StringMatch;
  /**
   * Conditions on headers, by name. The Gateway API takes `exact` and `regex` only.
   */
  headers?: {
    /**
     * A condition on a text: one of the three.
     */
    [k: string]: CanaryV1Beta1StringMatch;
  };
  /**
   * Conditions on query parameters, by name. The Gateway API takes `exact` and `regex` only.
   */
  queryParams?: {
    /**
     * A condition on a text: one of the three.
     */
    [k: string]: CanaryV1Beta1StringMatch;
  };
}

/**
 * A condition on a text: one of the three.
 */
export interface CanaryV1Beta1StringMatch {
  /**
   * The whole text.
   */
  exact?: string;
  /**
   * Its beginning.
   */
  prefix?: string;
  /**
   * A regular expression for it.
   */
  regex?: string;
}

/**
 * Changes path or host of the requests (Gateway API). It makes Linkerd 2.20 ignore the whole route.
 */
export interface CanaryV1Beta1Rewrite {
  /**
   * The new path.
   */
  uri?: string;
  /**
   * The new host.
   */
  authority?: string;
  /**
   * `ReplaceFullPath`, or `ReplacePrefixMatch` for the matched part of the path only.
   */
  type?: string;
}

/**
 * A receiver of copies.
 */
export interface CanaryV1Beta1Mirror {
  /**
   * The Service that receives the copies.
   */
  backendRef?: RouteMirrorBackendRef;
}

/**
 * Changes to headers (Gateway API).
 */
export interface CanaryV1Beta1Headers {
  /**
   * Changes to headers of requests.
   */
  request?: CanaryV1Beta1HeaderOperations;
  /**
   * Changes to headers of answers.
   */
  response?: CanaryV1Beta1HeaderOperations;
}

/**
 * Changes to headers.
 */
export interface CanaryV1Beta1HeaderOperations {
  /**
   * Values to append, by name of the header.
   */
  add?: {
    [k: string]: string;
  };
  /**
   * Values to write, by name of the header.
   */
  set?: {
    [k: string]: string;
  };
  /**
   * Names of headers to drop.
   */
  remove?: string[];
}

/**
 * A parent of the HTTPRoute. For Linkerd: `group: ""`, `kind: Service`, name, namespace and port of the Service
 * that clients call.
 */
export interface CanaryV1Beta1GatewayRef {
  /**
   * API group of the parent. Write `""` for a Service. With `core` and a namespace Flagger 1.44 waits for ever on
   * Linkerd 2.20, without a failed check or a rollback.
   *
   * @default 'gateway.networking.k8s.io'
   */
  group?: string;
  /**
   * Kind of the parent; `Service` in a mesh.
   *
   * @default 'Gateway'
   */
  kind?: string;
  /**
   * Name of the parent.
   */
  name: string;
  /**
   * Namespace of the parent; left out, that of the Canary.
   */
  namespace?: string;
  /**
   * Listener of a Gateway.
   */
  sectionName?: string;
  /**
   * Port of the parent; for a Service, `service.port`. From 1 to 65535.
   */
  port?: number;
}

/**
 * Cross-origin rules of the route (`gatewayapi:v1`). A CORS filter makes Linkerd 2.20 ignore the whole route.
 */
export interface CanaryV1Beta1CorsPolicy {
  /**
   * Origins that may call.
   */
  allowOrigin?: string[];
  /**
   * Methods that may be used.
   */
  allowMethods?: string[];
  /**
   * Headers that may be sent.
   */
  allowHeaders?: string[];
  /**
   * Headers that may be read.
   */
  exposeHeaders?: string[];
  /**
   * How long a browser may keep the answer, such as `24h`.
   */
  maxAge?: string;
  /**
   * Whether cookies may be sent.
   */
  allowCredentials?: boolean;
}

/**
 * Labels and annotations.
 */
export interface CanaryV1Beta1Metadata {
  /**
   * Labels.
   */
  labels?: {
    [k: string]: string;
  };
  /**
   * Annotations.
   */
  annotations?: {
    [k: string]: string;
  };
}

/**
 * Labels and annotations of the Services that others write and Flagger keeps.
 */
export interface CanaryV1Beta1UnmanagedMetadata {
  /**
   * Names of annotations.
   */
  annotations?: string[];
  /**
   * Names of labels.
   */
  labels?: string[];
}

/**
 * How a new version is judged: exactly one of `iterations`, `stepWeight` and `stepWeights`. All numbers are
 * whole; a fraction passes the CRD, but Flagger cannot read the Canary then.
 */
export interface CanaryV1Beta1Analysis {
  /**
   * Time between two checks, in `s` or `m`, such as `30s`. Below `10s` it counts as `10s`; what Go does not read
   * as a duration, such as `30sec`, counts as `1m`.
   */
  interval: string;
  /**
   * Number of failed checks that end the release with a rollback.
   */
  threshold: number;
  /**
   * Number of checks before the switch, for blue/green, and with `match` for A/B tests. On `linkerd` and the
   * `smi:` providers `match` is ignored, and the canary gets everything during the iterations.
   */
  iterations?: number;
  /**
   * Percent by which the share of the canary grows. 0 never advances. If it does not divide `maxWeight`, the last
   * step goes beyond that.
   */
  stepWeight?: number;
  /**
   * Shares of the canary in percent, step by step, strictly rising: an equal or smaller step is the last for ever.
   * `maxWeight` is ignored.
   */
  stepWeights?: number[];
  /**
   * Share of the canary in percent at which it is promoted. Left out, 100. Above 100 it is never promoted.
   */
  maxWeight?: number;
  /**
   * Percent by which traffic goes back to the primary during promotion. Left out, all at once.
   */
  stepWeightPromotion?: number;
  /**
   * Sends copies of requests to the canary first, for `iterations` with the Gateway API. With `stepWeight` or
   * `stepWeights` the release never leaves 0 %. On Linkerd 2.20 a copied request makes it ignore the whole route.
   */
  mirror?: boolean;
  /**
   * Percent of the pods of the primary that must be ready. Left out, 100.
   */
  primaryReadyThreshold?: number;
  /**
   * Percent of the pods of the canary that must be ready. Left out, 100.
   */
  canaryReadyThreshold?: number;
  /**
   * Which requests go to the canary in an A/B test: any one of these. Needs `iterations`. Paths and methods belong
   * into `service.match`.
   */
  match?: CanaryV1Beta1AnalysisMatch[];
  /**
   * What is measured at each check. A metric without an answer, such as for want of traffic, is a failed check.
   */
  metrics?: CanaryV1Beta1Metric[];
  /**
   * Who is told.
   */
  alerts?: CanaryV1Beta1Alert[];
  /**
   * What is called in the course of a release. The timeouts of the `rollout` ones should add up to less than
   * `interval`.
   */
  webhooks?: CanaryV1Beta1Webhook[];
  /**
   * Keeps a client on the version it got, by cookie.
   */
  sessionAffinity?: CanaryV1Beta1SessionAffinity;
}

/**
 * Conditions on one request, all of which must hold.
 */
export interface CanaryV1Beta1AnalysisMatch {
  /**
   * Conditions on headers, by name. With the Gateway API `prefix` and `suffix` send all traffic to the canary,
   * without a message.
   */
  headers?: {
    /**
     * A condition on a header: exactly one of the four.
     */
    [k: string]: CanaryV1Beta1HeaderMatch;
  };
  /**
   * Conditions on query parameters, by name. The Gateway API takes `exact` and `regex` only.
   */
  queryParams?: {
    /**
     * A condition on a text: one of the three.
     */
    [k: string]: CanaryV1Beta1StringMatch;
  };
}

/**
 * A condition on a header: exactly one of the four.
 */
export interface CanaryV1Beta1HeaderMatch {
  /**
   * The whole value.
   */
  exact?: string;
  /**
   * Its beginning.
   */
  prefix?: string;
  /**
   * Its end.
   */
  suffix?: string;
  /**
   * A regular expression for it.
   */
  regex?: string;
}

/**
 * A value and the range it must stay in: a builtin one by its name, or a MetricTemplate.
 */
export interface CanaryV1Beta1Metric {
  /**
   * `request-success-rate` (percent) and `request-duration` (milliseconds, 99th percentile) are builtin and are
   * asked for in addition to a `templateRef`: give templates other names. With `gatewayapi:v1` the builtin ones
   * read metrics of the app, not of the mesh.
   */
  name: string;
  /**
   * Time that the query looks back, in `s` or `m`. Left out, `1m` for builtin metrics; with a `templateRef` it
   * must be written, or every check fails.
   */
  interval?: string;
  /**
   * The values that pass. Without one, a success rate always passes and a duration never.
   */
  thresholdRange?: CanaryV1Beta1ThresholdRange;
  /**
   * A MetricTemplate.
   */
  templateRef?: CanaryV1Beta1TemplateRef;
  /**
   * Values for `variables` in the query. One that the query names and that is missing here fails every check.
   */
  templateVariables?: {
    [k: string]: string;
  };
  /**
   * @deprecated
   * Largest value that passes; for `request-success-rate` the smallest. Use `thresholdRange`.
   */
  threshold?: number;
  /**
   * @deprecated
   * A query for Prometheus. Use `templateRef`.
   */
  query?: string;
}

/**
 * The values that pass. Without one, a success rate always passes and a duration never.
 */
export interface CanaryV1Beta1ThresholdRange {
  /**
   * Smallest value that passes.
   */
  min?: number;
  /**
   * Largest value that passes. For `request-duration` whole milliseconds: 0.5 counts as 0.
   */
  max?: number;
}

/**
 * A MetricTemplate.
 */
export interface CanaryV1Beta1TemplateRef {
  /**
   * Name of the MetricTemplate.
   */
  name: string;
  /**
   * Namespace of the MetricTemplate; left out, that of the Canary. Another one is refused where Flagger runs with
   * `-no-cross-namespace-refs`.
   */
  namespace?: string;
}

/**
 * Who is told of what.
 */
export interface CanaryV1Beta1Alert {
  /**
   * Name of the alert.
   */
  name: string;
  /**
   * From which severity on. Always write it: left out there is never an alert.
   */
  severity?: '' | 'info' | 'warn' | 'error';
  /**
   * An AlertProvider.
   */
  providerRef: CanaryV1Beta1ProviderRef;
}

/**
 * An AlertProvider.
 */
export interface CanaryV1Beta1ProviderRef {
  /**
   * Name of the AlertProvider.
   */
  name: string;
  /**
   * Namespace of the AlertProvider; left out, that of the Canary.
   */
  namespace?: string;
}

/**
 * An HTTP POST at some point of a release. The statuses 200, 201 and 202 pass, any other is a failure.
 */
export interface CanaryV1Beta1Webhook {
  /**
   * Name of the webhook.
   */
  name: string;
  /**
   * When it is called. Left out, as `rollout`: at each check. The `confirm-…` ones hold the release until they
   * pass, for ever and without a failed check. `rollback` asks for a rollback by passing. `post-rollout` is called
   * after a failure, too.
   */
  type?:
    | ''
    | 'confirm-rollout'
    | 'pre-rollout'
    | 'rollout'
    | 'confirm-promotion'
    | 'post-rollout'
    | 'event'
    | 'rollback'
    | 'confirm-traffic-increase';
  /**
   * Whether its failures stay out of the alerts.
   */
  muteAlert?: boolean;
  /**
   * URL that is called.
   */
  url: string;
  /**
   * Time for the call, in `s` or `m`. Left out, `10s`.
   */
  timeout?: string;
  /**
   * Number of further tries, a whole number.
   */
  retries?: number;
  /**
   * Whether any TLS certificate is accepted.
   */
  disableTLS?: boolean;
  /**
   * Texts to send along, such as `cmd` for the load tester of Flagger. Values are strings: write `"true"`.
   */
  metadata?: {
    [k: string]: string;
  };
}

/**
 * Keeps a client on the version it got, by cookie.
 */
export interface CanaryV1Beta1SessionAffinity {
  /**
   * Name of the cookie for the canary.
   */
  cookieName: string;
  /**
   * Name of the cookie for the primary, another one than `cookieName` (not with `gatewayapi:v1beta1`). If the two
   * are equal, Flagger ignores the Canary and says so in its log only.
   */
  primaryCookieName?: string;
  /**
   * Domain of the cookie.
   */
  domain?: string;
  /**
   * Whether scripts cannot read the cookie.
   */
  httpOnly?: boolean;
  /**
   * Seconds that the cookie lasts, a whole number.
   *
   * @default 86400
   */
  maxAge?: number;
  /**
   * Whether the cookie is kept apart for each site.
   */
  partitioned?: boolean;
  /**
   * Path of the cookie.
   */
  path?: string;
  /**
   * Whether other sites make the browser send the cookie.
   */
  sameSite?: 'Strict' | 'Lax' | 'None';
  /**
   * Whether the cookie is sent over TLS only.
   */
  secure?: boolean;
}
