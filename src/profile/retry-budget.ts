import { Duration } from 'cdk8s';
import type { ServiceProfileV1Alpha2 } from '../../imports';
import { durationText } from '../mesh/duration';
import { show, wholeNumber } from '../mesh/input';

/** How many retries the clients of a service may add, so that retries cannot make an outage worse. Each pod of a client counts for itself. */
export interface RetryBudgetProps {
  /**
   * Retries for each request, from 0 to 1000: with 0.2 one retry for every five requests. Below 1 the proxy makes it one retry for a whole number of
   * requests, the fraction cut off: 0.3 is one for three, 0.7 is 1.
   *
   * @default 0.2
   */
  readonly retryRatio?: number;
  /**
   * Retries in each second that are allowed besides: for services with little traffic.
   *
   * @default 10
   */
  readonly minRetriesPerSecond?: number;
  /**
   * For how long a request counts, from one second to one minute.
   *
   * @default Duration.seconds(10)
   */
  readonly ttl?: Duration;
}

/** The proxy panics at the next one (tower 0.5, `TpsBudget::new`). */
const MOST_PER_SECOND = 2 ** 31 - 2;

/**
 * The budget as it is written.
 *
 * @throws if a value is out of the proxy's range: it would drop the budget, and retries with it, without a word (linkerd2-proxy 2026-08, service-profiles)
 */
export function retryBudget(props: RetryBudgetProps): NonNullable<ServiceProfileV1Alpha2['spec']['retryBudget']> {
  const { retryRatio = 0.2, minRetriesPerSecond = 10, ttl = Duration.seconds(10) } = props;
  if (!(typeof retryRatio === 'number' && retryRatio >= 0 && retryRatio <= 1000)) {
    throw new Error(`retryRatio must be a number from 0 to 1000, got ${show(retryRatio)}; use 0.2 for one retry in five requests`);
  }
  return {
    retryRatio,
    minRetriesPerSecond: wholeNumber('minRetriesPerSecond', minRetriesPerSecond, 0, MOST_PER_SECOND),
    ttl: durationText('ttl of the retry budget', ttl, { min: 1000, max: 60_000 }),
  };
}
