import { Duration } from 'cdk8s';
import { wholeMilliseconds, wholeSeconds } from '../mesh/duration';

/** The largest number that Flagger can hold (int32). */
const MAX = 2 ** 31 - 1;

/** A duration in whole seconds, `min` at least. */
export function flaggerSeconds(what: string, value: Duration, min = 1): number {
  return wholeSeconds(what, value, { min, max: MAX });
}

/** A duration in whole milliseconds, 1 at least. */
export function flaggerMilliseconds(what: string, value: Duration): number {
  return wholeMilliseconds(what, value, { max: MAX });
}

/**
 * A duration as Flagger reads it: one number of `s` or `m`. Its CRD refuses hours, and lets pass what Flagger then takes for a minute
 * (`30sec`) or for ten seconds (`500ms`), without a word (Flagger 1.44).
 */
export function flaggerDuration(what: string, value: Duration, min?: number): string {
  const seconds = flaggerSeconds(what, value, min);
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

/** A duration as the Gateway API reads it: whole numbers of at most five digits, each with a unit (GEP-2257). */
export function gatewayDuration(what: string, value: Duration): string {
  const millis = wholeMilliseconds(what, value, { max: 99_999_999 });
  const [seconds, rest] = [Math.floor(millis / 1000), millis % 1000];
  return `${seconds > 0 ? `${seconds}s` : ''}${rest > 0 ? `${rest}ms` : ''}`;
}
