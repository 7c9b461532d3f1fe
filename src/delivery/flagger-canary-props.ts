import { Duration } from 'cdk8s';
import { CanaryAlertProps } from './canary-alert';
import { CanaryMetric } from './canary-metric';
import { CanaryServiceProps } from './canary-service';
import { CanarySteps } from './canary-steps';
import { CanaryWebhook } from './canary-webhook';
import { FlaggerProvider } from './flagger-provider';
import { CanaryAutoscaler, CanaryTarget } from './flagger-target';
import { SessionAffinityProps } from './session-affinity';

/** A workload, and how Flagger releases new versions of it. */
export interface FlaggerCanaryProps {
  /**
   * The workload: a construct, the name of a Deployment, or kind and name. It must be in the namespace of the chart, and its selector must
   * have a label that Flagger looks for: `app`, `name` or `app.kubernetes.io/name`. Leave `replicas` out of it: Flagger scales it to 0
   * between releases.
   */
  readonly target: CanaryTarget;

  /** The Service that clients call. */
  readonly service: CanaryServiceProps;

  /** The time between two checks, in whole seconds, 10 at least. */
  readonly interval: Duration;

  /** How many failed checks end a release with a rollback. */
  readonly threshold: number;

  /** What the canary receives, check by check. */
  readonly steps: CanarySteps;

  /**
   * What is measured at each check.
   *
   * @default - nothing: only `preRollout` and `rollout` webhooks, and pods that do not become ready, can stop a release
   */
  readonly metrics?: readonly CanaryMetric[];

  /**
   * What is called in the course of a release.
   *
   * @default - nothing
   */
  readonly webhooks?: readonly CanaryWebhook[];

  /**
   * Who is told.
   *
   * @default - nobody
   */
  readonly alerts?: readonly CanaryAlertProps[];

  /**
   * The autoscaler of the target: a construct, the name of a HorizontalPodAutoscaler, or kind and name. Flagger makes a twin for the
   * primary.
   *
   * @default - none: Flagger gives the primary as many pods as the target has when the Canary is made
   */
  readonly autoscaler?: CanaryAutoscaler;

  /**
   * After how long pods that do not become ready end a release, in whole seconds.
   *
   * @default Duration.minutes(10)
   */
  readonly progressDeadline?: Duration;

  /**
   * Keeps each client on the version that answered it first, by a cookie. Only with steps of weights, and with the Gateway API.
   *
   * @default - each request is sent on its own
   */
  readonly sessionAffinity?: SessionAffinityProps;

  /**
   * Whether new versions are promoted at once, without steps and checks.
   *
   * @default false
   */
  readonly skipAnalysis?: boolean;

  /**
   * Whether deleting the Canary gives the target its pods back. Without it, the target stays at 0 and nobody serves. With it, a running
   * Flagger must see the deletion. The Service goes in both cases, if Flagger made it (Flagger 1.44).
   *
   * @default false
   */
  readonly revertOnDeletion?: boolean;

  /**
   * Whether Flagger leaves this Canary alone.
   *
   * @default false
   */
  readonly suspend?: boolean;

  /**
   * What Flagger moves traffic with.
   *
   * @default - `gatewayapi:v1`, `gatewayapi:v1beta1` on Linkerd 2.14 to 2.17, `linkerd` before that
   */
  readonly provider?: FlaggerProvider;

  /**
   * The URL of the Prometheus for Flagger's own queries.
   *
   * @default - that of the Flagger in the cluster
   */
  readonly metricsServer?: string;

  /**
   * Whose requests Flagger's own queries (`CanaryMetric.successRate`, `CanaryMetric.requestDuration`) count. With the Gateway API that is
   * the application, which must offer `http_request_duration_seconds`; it is Linkerd if Flagger is started with `-mesh-provider=linkerd`.
   * On Linkerd with the Gateway API you must say which of the two holds, or use `LinkerdMetrics`, which always ask Linkerd.
   *
   * @default - Linkerd with the provider `linkerd`, the application on other meshes; on Linkerd with another provider, such metrics are
   * refused
   */
  readonly builtinMetrics?: 'application' | 'linkerd';

  /**
   * The labels that Flagger looks for in the selector of the target, if it is started with other ones (`-selector-labels`).
   *
   * @default ['app', 'name', 'app.kubernetes.io/name']
   */
  readonly selectorLabels?: readonly string[];

  /**
   * The name of the Canary.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
}
