import { Duration } from 'cdk8s';
import { wholeNumber } from '../mesh/input';

/** The largest number that Flagger can hold (int32). */
const MAX = 2 ** 31 - 1;

/** So that a fraction is refused by us, and by the name of what it was given for. */
const FRACTIONS = { integral: false };

/** A duration in whole seconds, `min` at least. */
export function wholeSeconds(what: string, value: Duration, min = 1): number {
  return wholeNumber(`${what} in seconds`, value.toMilliseconds(FRACTIONS) / 1000, min, MAX);
}

/** A duration in whole milliseconds, 1 at least. */
export function wholeMilliseconds(what: string, value: Duration, max = MAX): number {
  return wholeNumber(`${what} in milliseconds`, value.toMilliseconds(FRACTIONS), 1, max);
}

/**
 * A duration as Flagger reads it: one number of `s` or `m`. Its CRD refuses hours, and lets pass what Flagger then takes for a minute
 * (`30sec`) or for ten seconds (`500ms`), without a word (Flagger 1.44).
 */
export function flaggerDuration(what: string, value: Duration, min?: number): string {
  const seconds = wholeSeconds(what, value, min);
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

/** A duration as the Gateway API reads it: whole numbers of at most five digits, each with a unit (GEP-2257). */
export function gatewayDuration(what: string, value: Duration): string {
  const millis = wholeMilliseconds(what, value, 99_999_999);
  const [seconds, rest] = [Math.floor(millis / 1000), millis % 1000];
  return `${seconds > 0 ? `${seconds}s` : ''}${rest > 0 ? `${rest}ms` : ''}`;
}
