import { Construct } from 'constructs';
import { CanaryMetric, percent, RequestDurationOptions, SuccessRateOptions } from './canary-metric';
import { flaggerMilliseconds } from './flagger-duration';
import { FlaggerMetricTemplate } from './flagger-metric-template';
import { WorkloadKind } from './flagger-target';

/** Whose metrics are asked for. */
export interface LinkerdMetricsProps {
  /**
   * The URL of the Prometheus that has Linkerd's metrics. That of Linkerd Viz lets nobody in from other namespaces unless an
   * AuthorizationPolicy says so: the Helm chart of Flagger has `linkerdAuthPolicy.create`.
   *
   * @default 'http://prometheus.linkerd-viz:9090'
   */
  readonly address?: string;
  /**
   * The kind of the targets of the Canaries: Linkerd's metrics name pods by it.
   *
   * @default 'Deployment'
   */
  readonly targetKind?: WorkloadKind;
  /**
   * What the names of the two MetricTemplates begin with.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
}

/**
 * What Linkerd's proxies measure, as metrics for Canaries of any provider. One is enough for all Canaries that see its namespace.
 *
 * With the provider `gatewayapi:v1` Flagger's own queries ask the application and not Linkerd, whatever the mesh (Flagger 1.44); these ask
 * Linkerd, in the words of Flagger's queries for the provider `linkerd`.
 */
export class LinkerdMetrics extends Construct {
  /** The MetricTemplate behind `successRate()`. */
  public readonly successRateTemplate: FlaggerMetricTemplate;
  /** The MetricTemplate behind `requestDuration()`. */
  public readonly requestDurationTemplate: FlaggerMetricTemplate;

  /** @throws if the address is no URL */
  constructor(scope: Construct, id: string, props: LinkerdMetricsProps = {}) {
    super(scope, id);
    const { address = 'http://prometheus.linkerd-viz:9090', targetKind = 'Deployment', name = id } = props;
    const target = `namespace="{{ namespace }}", ${targetKind.toLowerCase()}="{{ target }}", direction="inbound"`;
    this.successRateTemplate = new FlaggerMetricTemplate(this, 'success-rate', {
      name: `${name}-success-rate`,
      address,
      targetKind,
      query: `sum(rate(response_total{${target}, classification!="failure"}[{{ interval }}]))
/
sum(rate(response_total{${target}}[{{ interval }}]))
* 100
`,
    });
    this.requestDurationTemplate = new FlaggerMetricTemplate(this, 'request-duration', {
      name: `${name}-request-duration`,
      address,
      targetKind,
      query: `histogram_quantile(0.99, sum by (le) (rate(response_latency_ms_bucket{${target}}[{{ interval }}])))\n`,
    });
    this.node.defaultChild = this.successRateTemplate;
  }

  /**
   * The share of requests to the canary that succeed.
   *
   * @throws if `min` is no percentage from 1 to 100, or the interval is not in whole seconds
   */
  public successRate({ min, interval }: SuccessRateOptions): CanaryMetric {
    return CanaryMetric.fromTemplate(this.successRateTemplate, { min: percent('min', min), interval });
  }

  /**
   * The time that 99 of 100 requests to the canary stay below.
   *
   * @throws if `max` is not in whole milliseconds, 1 at least, or the interval is not in whole seconds
   */
  public requestDuration({ max, interval }: RequestDurationOptions): CanaryMetric {
    return CanaryMetric.fromTemplate(this.requestDurationTemplate, { max: flaggerMilliseconds('max', max), interval });
  }
}
