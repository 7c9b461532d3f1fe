import { Duration } from 'cdk8s';
import type { CanaryV1Beta1 } from '../../imports';
import { dnsLabel, line, objectName, show } from '../mesh/input';
import { flaggerDuration, flaggerMilliseconds } from './flagger-duration';
import type { WorkloadKind } from './flagger-target';

type Metric = NonNullable<CanaryV1Beta1['spec']['analysis']['metrics']>[number];

/** The queries that Flagger has of its own. A metric of such a name asks them even if it also names a template (Flagger 1.44). */
const SUCCESS_RATE = 'request-success-rate';
const REQUEST_DURATION = 'request-duration';

/** A MetricTemplate: a `FlaggerMetricTemplate`, or what says which existing one. */
export interface MetricTemplateRef {
  readonly name: string;
  /** Its namespace; that of the Canary where it is left out. A Flagger that runs with `-no-cross-namespace-refs` takes no other one. */
  readonly namespace?: string;
  /** The variables that its query needs; not checked where they are left out. */
  readonly variables?: readonly string[];
  /** The kind of workload that its query counts; any where it is left out. */
  readonly targetKind?: WorkloadKind;
}

/** The least success that passes. */
export interface SuccessRateOptions {
  /** The smallest share of requests that succeed, in percent: 99 for 99 %. */
  readonly min: number;
  /**
   * How far back the query looks, in whole seconds.
   *
   * @default Duration.minutes(1)
   */
  readonly interval?: Duration;
}

/** The slowest answers that pass. */
export interface RequestDurationOptions {
  /** The longest time that 99 of 100 requests may stay below, in whole milliseconds. */
  readonly max: Duration;
  /**
   * How far back the query looks, in whole seconds.
   *
   * @default Duration.minutes(1)
   */
  readonly interval?: Duration;
}

/** The values of a query that pass: `min`, `max` or both. */
export interface TemplateMetricOptions {
  /**
   * The smallest value that passes.
   *
   * @default - none
   */
  readonly min?: number;
  /**
   * The largest value that passes.
   *
   * @default - none
   */
  readonly max?: number;
  /**
   * How far back the query looks, in whole seconds: its `{{ interval }}`.
   *
   * @default Duration.minutes(1)
   */
  readonly interval?: Duration;
  /**
   * What the query's `{{ variables.x }}` stand for. Flagger puts the values into the query as they are, so they must have no quotes,
   * backslashes or control characters.
   *
   * @default - none
   */
  readonly variables?: Readonly<Record<string, string>>;
  /**
   * What the metric is called in events and alerts.
   *
   * @default - the name of the template
   */
  readonly name?: string;
}

/** What is measured at each check of a release. A query without an answer, such as for want of traffic, is a failed check. */
export class CanaryMetric {
  /**
   * Flagger's own query for the share of requests that succeed.
   *
   * Whose requests it counts depends on the provider: see `FlaggerCanaryProps.builtinMetrics`.
   *
   * @throws if `min` is no percentage from 1 to 100, or the interval is not in whole seconds
   */
  public static successRate({ min, interval }: SuccessRateOptions): CanaryMetric {
    return new CanaryMetric({ name: SUCCESS_RATE, interval: intervalOf(interval), thresholdRange: { min: percent('min', min) } });
  }

  /**
   * Flagger's own query for the time that 99 of 100 requests stay below.
   *
   * Whose requests it counts depends on the provider: see `FlaggerCanaryProps.builtinMetrics`.
   *
   * @throws if `max` is not in whole milliseconds, 1 at least: Flagger drops fractions, and 0 lets nothing pass
   */
  public static requestDuration({ max, interval }: RequestDurationOptions): CanaryMetric {
    return new CanaryMetric({
      name: REQUEST_DURATION,
      interval: intervalOf(interval),
      thresholdRange: { max: flaggerMilliseconds('max', max) },
    });
  }

  /**
   * The query of a MetricTemplate.
   *
   * @throws if there is neither `min` nor `max`, the range is empty, a variable that the query needs is missing, or a name or value cannot
   * be written
   */
  public static fromTemplate(
    template: MetricTemplateRef,
    { min, max, interval, variables = {}, name }: TemplateMetricOptions,
  ): CanaryMetric {
    objectName('name of the MetricTemplate', template.name);
    if (template.namespace !== undefined) dnsLabel('namespace of the MetricTemplate', template.namespace);
    const metric = line('name of the metric', name ?? template.name);
    if (metric === SUCCESS_RATE || metric === REQUEST_DURATION) {
      throw new Error(`name of the metric must not be ${metric}: Flagger would ask its own query of that name as well; give another name`);
    }
    const missing = template.variables?.find((variable) => !Object.hasOwn(variables, variable));
    if (missing !== undefined) {
      throw new Error(`variables of metric ${metric} must have ${missing}, which the query of ${template.name} uses`);
    }
    const fields = {
      name: metric,
      interval: intervalOf(interval),
      thresholdRange: range(metric, min, max),
      templateVariables: Object.keys(variables).length === 0 ? undefined : checkVariables(metric, variables),
    };
    return new CanaryMetric(fields, template);
  }

  private constructor(
    private readonly fields: Metric,
    /** The template whose query is asked; undefined for Flagger's own queries. */
    public readonly template?: MetricTemplateRef,
  ) {}

  /** What the metric is called in events and alerts. */
  public get name(): string {
    return this.fields.name;
  }

  /**
   * The metric as a Canary of a namespace has it.
   *
   * @internal
   */
  public _toMetric(namespace: string | undefined): Metric {
    const { name, ...fields } = this.fields;
    if (!this.template) return { name, ...fields };
    const other = this.template.namespace === namespace ? undefined : this.template.namespace;
    return { name, templateRef: { name: this.template.name, namespace: other }, ...fields };
  }
}

/** Without one, Flagger has an empty `{{ interval }}` in the query of a template, which fails (Flagger 1.44). */
function intervalOf(interval = Duration.minutes(1)): string {
  return flaggerDuration('interval of the metric', interval);
}

/** A percentage that was meant as one: below 1 it is a share by mistake, and at 0 every release passes. */
export function percent(what: string, value: number): number {
  if (Number.isFinite(value) && value >= 1 && value <= 100) return value;
  throw new Error(`${what} must be a percentage from 1 to 100, got ${show(value)}; for a share of 0.99 write 99`);
}

function range(metric: string, min: number | undefined, max: number | undefined): { min?: number; max?: number } {
  if (min === undefined && max === undefined) {
    throw new Error(`metric ${metric} must have min or max; without them Flagger takes 0 for the largest value that passes`);
  }
  for (const value of [min, max]) {
    if (value !== undefined && !Number.isFinite(value)) {
      throw new Error(`min and max of metric ${metric} must be numbers, got ${show(value)}`);
    }
  }
  if (min !== undefined && max !== undefined && min > max) {
    throw new Error(`min of metric ${metric} must not be larger than max, got ${min} and ${max}`);
  }
  return { min, max };
}

function checkVariables(metric: string, variables: Readonly<Record<string, string>>): Record<string, string> {
  for (const [name, value] of Object.entries(variables)) {
    if (!/^[A-Za-z_]\w*$/.test(name)) {
      throw new Error(`name of a variable of metric ${metric} must be letters, digits and "_", no digit first, got ${show(name)}`);
    }
    if (typeof value !== 'string' || /["'`\\\p{Cc}]/u.test(value)) {
      throw new Error(
        `variable ${name} of metric ${metric} must have no quotes, backslashes or control characters, because Flagger puts it into the query as it is, got ${show(value)}; in a regular expression write [.] for a dot`,
      );
    }
  }
  return { ...variables };
}
