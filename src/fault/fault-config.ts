import { Duration } from 'cdk8s';
import { wholeMilliseconds } from '../mesh/duration';
import { show } from '../mesh/input';
import { Answer, answer, AnswerProps } from './answer';

/** What happens to a request: which answer it gets, when, and by which chance. */
export interface FaultProps extends AnswerProps {
  /**
   * The share of the requests that get the fault, from 0 to 1 in steps of 0.0001; nginx draws for each. It is a share of what reaches the injector:
   * the share of a service's traffic that goes there is that of a `FaultExperiment`.
   *
   * @default 1
   */
  readonly share?: number;
  /**
   * What the other requests are answered, at once.
   *
   * @default - status 200 without a body
   */
  readonly otherwise?: AnswerProps;
  /**
   * How long the fault is held back, at most an hour. Each request that waits holds one of nginx's 1,024 connections; beyond them it refuses more.
   *
   * @default - not at all
   */
  readonly delay?: Duration;
}

/** What happens to a request, with everything decided. */
export interface FaultConfig {
  readonly fault: Answer;
  /** In milliseconds; 0 for no delay. */
  readonly delay: number;
  /** How many of `ALL` requests get the fault. */
  readonly share: number;
  readonly otherwise: Answer;
}

/** nginx splits by hundredths of a percent. */
export const ALL = 10_000;

const HOUR = 3_600_000;

/**
 * The props, checked.
 *
 * @throws if an answer, the share or the delay is none, or `otherwise` is given and no share
 */
export function faultConfig(props: FaultProps): FaultConfig {
  if (props.otherwise !== undefined && props.share === undefined) {
    throw new Error(
      'otherwise must not be given without a share, for every request gets the fault; give the share, or leave otherwise out',
    );
  }
  return {
    fault: answer(props),
    delay: props.delay === undefined ? 0 : wholeMilliseconds('delay', props.delay, { max: HOUR, hint: 'leave it out for none' }),
    share: tenThousandths(props.share ?? 1),
    otherwise: answer(props.otherwise ?? { status: 200 }, ' of otherwise'),
  };
}

function tenThousandths(share: number): number {
  const parts = Math.round(share * ALL);
  if (typeof share === 'number' && share >= 0 && share <= 1 && Math.abs(parts - share * ALL) < 1e-6) return parts;
  throw new Error(`share must be from 0 to 1 in steps of 0.0001, got ${show(share)}; use 0.1 for one request in ten`);
}
