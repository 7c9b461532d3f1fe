import { Duration } from 'cdk8s';

/**
 * A duration as Go reads it: `25ms`, `10s`.
 *
 * @throws if it is not longer than nothing
 */
export function durationText(what: string, duration: Duration): string {
  const milliseconds = duration.toMilliseconds();
  if (!(milliseconds > 0)) throw new Error(`${what} must be longer than 0, got ${milliseconds}ms; leave it out for no limit`);
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}
