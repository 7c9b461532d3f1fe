import type { CanaryV1Beta1 } from '../../imports';
import { show, wholeNumber } from '../mesh/input';
import { checkMatches, RequestMatch, TextMatch } from '../traffic/request-match';

type StepFields = Pick<
  CanaryV1Beta1['spec']['analysis'],
  'iterations' | 'match' | 'mirror' | 'stepWeights' | 'stepWeight' | 'maxWeight' | 'stepWeightPromotion'
>;

/** What a plan is called, since providers differ in what they can do. */
export type StepForm = 'weights' | 'blue/green' | 'A/B test' | 'mirror';

/** Requests of an A/B test: every header that is named must match. Flagger matches neither path nor method here. */
export type CanaryMatch = Required<Pick<RequestMatch, 'headers'>>;

/** How a share grows evenly. */
export interface UpToOptions {
  /** By how many percent the share grows at each check. It must divide the last share: Flagger would go beyond that otherwise. */
  readonly step: number;
  /**
   * By how many percent traffic goes back to the primary once that runs the new version.
   *
   * @default - all at once
   */
  readonly promotionStep?: number;
}

/** What happens during the iterations. */
export interface IterationOptions {
  /**
   * The requests that go to the canary during the iterations: those that match one of these. The others stay with the primary.
   *
   * @default - none: all traffic stays with the primary until the last iteration has passed
   */
  readonly match?: readonly CanaryMatch[];
  /**
   * Whether the canary gets a copy of every request during the iterations; its answers are thrown away. Only for requests that may safely
   * be done twice.
   *
   * @default false
   */
  readonly mirror?: boolean;
}

/**
 * The plan of a release: what the canary receives, check by check. At each the metrics and `rollout` webhooks must pass; a failed check
 * repeats the step, and `threshold` of them end the release.
 */
export class CanarySteps {
  /**
   * A share for each check, in percent; with the last one passed the new version is promoted.
   *
   * @throws if a share is no whole number from 1 to 100, or not larger than the one before: Flagger would stay there for ever
   */
  public static weights(...weights: readonly number[]): CanarySteps {
    if (weights.length === 0) throw new Error('weights must name at least one share, got none; write CanarySteps.weights(5, 20, 60), say');
    weights.forEach((weight, index) => {
      const before = weights[index - 1] ?? 0;
      percentage('weights', weight);
      if (weight <= before) {
        throw new Error(`weights must grow from step to step, got ${weight} after ${before}; Flagger would stay at ${before} for ever`);
      }
    });
    return new CanarySteps('weights', { stepWeights: [...weights] });
  }

  /**
   * A share that grows evenly up to a last one, in percent: `upTo(50, { step: 10 })` is 10, 20, 30, 40, 50.
   *
   * @throws if a number is no whole number from 1 to 100, or the step does not divide the last share
   */
  public static upTo(maxWeight: number, { step, promotionStep }: UpToOptions): CanarySteps {
    percentage('maxWeight', maxWeight);
    percentage('step', step);
    if (maxWeight % step !== 0) {
      throw new Error(
        `step must divide ${maxWeight}, got ${step}; use ${divisor(maxWeight, step)}, or name each share with CanarySteps.weights()`,
      );
    }
    const stepWeightPromotion = promotionStep === undefined ? undefined : percentage('promotionStep', promotionStep);
    return new CanarySteps('weights', { stepWeight: step, maxWeight, stepWeightPromotion });
  }

  /**
   * A number of checks, then all traffic at once: blue/green. With `match` an A/B test.
   *
   * @throws if the count is no whole number from 1, both options are given, or a match has no header
   */
  public static iterations(count: number, { match, mirror = false }: IterationOptions = {}): CanarySteps {
    const iterations = wholeNumber('iterations', count, 1, 2 ** 31 - 1);
    if (match !== undefined && mirror) throw new Error('give match or mirror, and not both; Flagger mirrors nothing in an A/B test');
    if (match !== undefined) return new CanarySteps('A/B test', { iterations, match: headerMatches(match) });
    return mirror ? new CanarySteps('mirror', { iterations, mirror }) : new CanarySteps('blue/green', { iterations });
  }

  private constructor(
    /** What the plan is called. */
    public readonly form: StepForm,
    private readonly fields: StepFields,
  ) {}

  /**
   * The fields of `spec.analysis` that say so.
   *
   * @internal
   */
  public _toAnalysis(): StepFields {
    return { ...this.fields };
  }
}

function percentage(what: string, value: number): number {
  return wholeNumber(what, value, 1, 100);
}

/** The largest divisor that is no larger than the step. */
function divisor(whole: number, step: number): number {
  let candidate = Math.min(step, whole);
  while (whole % candidate !== 0) candidate -= 1;
  return candidate;
}

/**
 * What is no condition to Flagger is every request: it sends all traffic to the canary then, without a word (Flagger 1.44, gateway_api.go).
 */
function headerMatches(matches: readonly CanaryMatch[]): StepFields['match'] {
  for (const match of matches) {
    const other = Object.keys(match).find((key) => key !== 'headers');
    if (other !== undefined) throw new Error(`match may have headers only, got ${show(other)}; Flagger cannot choose by it`);
  }
  return checkMatches(matches).map(({ headers }) => ({
    headers: Object.fromEntries(headers.map(({ name, match }) => [name, headerMatch(name, match)])),
  }));
}

function headerMatch(name: string, match: TextMatch): { exact: string } | { regex: string } {
  if (!(match instanceof TextMatch)) {
    throw new Error(`match of header ${name} must be a string, TextMatch.exact() or TextMatch.regex(); Flagger can do no other`);
  }
  return match.type === 'Exact' ? { exact: match.value } : { regex: match.value };
}
