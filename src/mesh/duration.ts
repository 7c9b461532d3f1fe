import type { Duration } from 'cdk8s';
import { show } from './input';

/** What a duration must be, besides a whole number of its unit. */
export interface DurationRange {
  /**
   * The shortest, in that unit.
   *
   * @default 1
   */
  readonly min?: number;
  /**
   * The longest, in that unit.
   *
   * @default - 292 years, the longest that Go can hold
   */
  readonly max?: number;
  /**
   * What to do without a duration, for the end of the message: `leave it out for no limit`.
   *
   * @default - nothing
   */
  readonly hint?: string;
}

/** Go counts nanoseconds in 64 bits. */
const LONGEST = 9_223_372_036_854;

/**
 * A duration in whole seconds.
 *
 * @throws if it is none, or out of range
 */
export function wholeSeconds(what: string, value: Duration, range?: DurationRange): number {
  return whole(what, value, { name: 'seconds', milliseconds: 1000 }, range);
}

/**
 * A duration in whole milliseconds.
 *
 * @throws if it is none, or out of range
 */
export function wholeMilliseconds(what: string, value: Duration, range?: DurationRange): number {
  return whole(what, value, { name: 'milliseconds', milliseconds: 1 }, range);
}

/**
 * A duration as Go's `time.ParseDuration` reads it: `90s`, `250ms`.
 *
 * @throws if it is no whole number of milliseconds, or out of range, which is in milliseconds
 */
export function durationText(what: string, value: Duration, range?: DurationRange): string {
  const milliseconds = wholeMilliseconds(what, value, range);
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}

interface Unit {
  readonly name: string;
  readonly milliseconds: number;
}

function whole(
  what: string,
  value: Duration,
  unit: Unit,
  { min = 1, max = LONGEST / unit.milliseconds, hint }: DurationRange = {},
): number {
  if (!isDuration(value)) throw new Error(`${what} must be a Duration such as Duration.seconds(10), got ${show(value)}`);
  // Fifteen digits: 1.001 seconds are 1000.9999999999999 milliseconds to JavaScript.
  const amount = Number((value.toMilliseconds({ integral: false }) / unit.milliseconds).toPrecision(15));
  if (Number.isInteger(amount) && amount >= min && amount <= max) return amount;
  throw new Error(
    `${what} must be whole ${unit.name} from ${min} to ${Math.floor(max)}, got ${amount}${hint === undefined ? '' : `; ${hint}`}`,
  );
}

/** By its shape, for there may be a second cdk8s beside ours; TypeScript knows it anyway. */
function isDuration(value: unknown): value is Duration {
  return typeof value === 'object' && value !== null && 'toMilliseconds' in value;
}
