import { Duration } from 'cdk8s';
import { promLabel } from '../delivery/prom-label';
import { durationText, wholeMilliseconds, wholeSeconds } from '../mesh/duration';
import { line, show } from '../mesh/input';
import type { PlanGate } from '../plan/plan';

/** Whose metrics a gate asks for. */
export interface GateContext {
  readonly namespace: string;
  /** The Deployment of what receives the new share. */
  readonly deployment: string;
}

/** A query of your own. */
export interface MetricGateOptions {
  /** What is measured, for people. */
  readonly name: string;
  /** PromQL that gives one number. */
  readonly query: string;
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
}

/** The least success that passes. */
export interface SuccessGateOptions {
  /** The smallest share of requests that succeed, above 0 and at most 1: 0.99 for 99 %. */
  readonly atLeast: number;
  /**
   * How far back it is measured.
   *
   * @default Duration.minutes(5)
   */
  readonly over?: Duration;
}

/** The slowest answers that pass. */
export interface LatencyGateOptions {
  /** The longest time that 99 of 100 requests may stay below, in whole milliseconds. */
  readonly atMost: Duration;
  /**
   * How far back it is measured.
   *
   * @default Duration.minutes(5)
   */
  readonly over?: Duration;
}

/**
 * What must hold before the next step of a release. The plan lists it, for the person or the pipeline that goes on: with git as the owner of the weights no controller does.
 *
 * That pods are ready is always a gate where a step starts some.
 */
export class Gate {
  /**
   * Nobody goes on before that time is over.
   *
   * @throws if it is not in whole seconds
   */
  public static pause(duration: Duration): Gate {
    const seconds = wholeSeconds('pause', duration);
    return new Gate(() => ({ kind: 'pause', seconds }));
  }

  /** Somebody says that it may go on, after having looked at what is named here. */
  public static approval(what: string): Gate {
    const text = line('what is approved', what);
    return new Gate(() => ({ kind: 'approval', what: text }));
  }

  /**
   * A query of your own, to the Prometheus that you have.
   *
   * @throws if there is neither `min` nor `max`, or nothing lies between them
   */
  public static metric({ name, query, min, max }: MetricGateOptions): Gate {
    line('name of the metric', name);
    if (query.trim() === '') throw new Error(`query of metric ${show(name)} must not be empty; give PromQL`);
    if (min === undefined && max === undefined) throw new Error(`metric ${show(name)} must have min or max; every value would pass`);
    for (const value of [min, max])
      if (value !== undefined && !Number.isFinite(value))
        throw new Error(`min and max of ${show(name)} must be numbers, got ${show(value)}`);
    if (min !== undefined && max !== undefined && min > max)
      throw new Error(`min of metric ${show(name)} must not be larger than max, got ${min} and ${max}`);
    return new Gate(() => ({ kind: 'metric', name, query, ...(min !== undefined && { min }), ...(max !== undefined && { max }) }));
  }

  /**
   * The share of requests to the pods of the new version that succeed, as Linkerd's proxies count it; in a fault experiment those of the service itself.
   *
   * @throws if the share is none
   */
  public static successRate({ atLeast, over = Duration.minutes(5) }: SuccessGateOptions): Gate {
    if (!(Number.isFinite(atLeast) && atLeast > 0 && atLeast <= 1))
      throw new Error(`atLeast must be a share above 0 and at most 1, got ${show(atLeast)}; for 99 % write 0.99`);
    const window = durationText('over', over);
    return new Gate((context) => {
      const pods = labelsOf(context);
      const succeeded = `sum(rate(response_total{${pods}, classification!="failure"}[${window}]))`;
      return { kind: 'metric', name: 'success rate', query: `${succeeded} / sum(rate(response_total{${pods}}[${window}]))`, min: atLeast };
    });
  }

  /**
   * The time that 99 of 100 requests to the pods of the new version stay below, as Linkerd's proxies count it; in a fault experiment those of the service itself.
   *
   * @throws if a duration is none
   */
  public static latency({ atMost, over = Duration.minutes(5) }: LatencyGateOptions): Gate {
    const window = durationText('over', over);
    const max = wholeMilliseconds('atMost', atMost);
    return new Gate((context) => ({
      kind: 'metric',
      name: 'latency of 99 %, in milliseconds',
      query: `histogram_quantile(0.99, sum by (le) (rate(response_latency_ms_bucket{${labelsOf(context)}}[${window}])))`,
      max,
    }));
  }

  private constructor(private readonly describe: (context: GateContext) => PlanGate) {}

  /**
   * As the plan has it.
   *
   * @internal
   */
  public _toPlan(context: GateContext): PlanGate {
    return this.describe(context);
  }
}

const labelsOf = ({ namespace, deployment }: GateContext): string =>
  [promLabel('namespace', namespace), promLabel('deployment', deployment), promLabel('direction', 'inbound')].join(', ');
