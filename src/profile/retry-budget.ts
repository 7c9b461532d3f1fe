import { Duration } from 'cdk8s';
import { show, wholeNumber } from '../mesh/input';
import { durationText } from './duration';

/** How many retries the clients of a service may add, so that retries cannot make an outage worse. */
export interface RetryBudgetProps {
  /**
   * Retries for each request, from 0 to 1000: with 0.2 one retry for every five requests.
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

/**
 * The budget as it is written.
 *
 * @throws if a value is out of the proxy's range: it would drop the budget, and retries with it, without a word (linkerd2-proxy 2026-08, service-profiles)
 */
export function retryBudget({ retryRatio = 0.2, minRetriesPerSecond = 10, ttl = Duration.seconds(10) }: RetryBudgetProps) {
  if (!(typeof retryRatio === 'number' && retryRatio >= 0 && retryRatio <= 1000)) {
    throw new Error(`retryRatio must be a number from 0 to 1000, got ${show(retryRatio)}; use 0.2 for one retry in five requests`);
  }
  const milliseconds = ttl.toMilliseconds();
  if (milliseconds < 1000 || milliseconds > 60_000) {
    throw new Error(`ttl of the retry budget must be from 1 second to 60 seconds, got ${durationText('ttl', ttl)}`);
  }
  return {
    retryRatio,
    minRetriesPerSecond: wholeNumber('minRetriesPerSecond', minRetriesPerSecond, 0, 2 ** 31 - 1),
    ttl: durationText('ttl', ttl),
  };
}
