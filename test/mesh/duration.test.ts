import { Duration } from 'cdk8s';
import { durationText, wholeMilliseconds, wholeSeconds } from '../../src/mesh/duration';

test.each([
  [Duration.millis(1), '1ms'],
  [Duration.millis(1500), '1500ms'],
  [Duration.seconds(1.001), '1001ms'],
  [Duration.seconds(2.3), '2300ms'],
  [Duration.seconds(10), '10s'],
  [Duration.minutes(1.5), '90s'],
  [Duration.hours(1), '3600s'],
  [Duration.days(100_000), '8640000000s'],
])('%s is %s to Go', (duration, text) => {
  expect(durationText('timeout', duration)).toBe(text);
});

test('seconds and milliseconds are numbers', () => {
  expect(wholeSeconds('wait', Duration.minutes(2))).toBe(120);
  expect(wholeMilliseconds('delay', Duration.seconds(0.25))).toBe(250);
  expect(wholeSeconds('wait', Duration.seconds(0), { min: 0 })).toBe(0);
});

test.each<[() => unknown, string]>([
  [() => wholeSeconds('wait', Duration.seconds(0)), 'wait must be whole seconds from 1 to 9223372036, got 0'],
  [() => wholeSeconds('wait', Duration.millis(1500)), 'wait must be whole seconds from 1 to 9223372036, got 1.5'],
  [() => wholeSeconds('wait', Duration.seconds(9), { min: 10 }), 'wait must be whole seconds from 10 to 9223372036, got 9'],
  [() => wholeMilliseconds('delay', Duration.seconds(2), { max: 1000 }), 'delay must be whole milliseconds from 1 to 1000, got 2000'],
  [() => wholeMilliseconds('delay', Duration.millis(0), { hint: 'leave it out for none' }), 'got 0; leave it out for none'],
  [() => durationText('timeout', Duration.millis(0.25)), 'timeout must be whole milliseconds from 1 to 9223372036854, got 0.25'],
  [() => durationText('timeout', Duration.millis(NaN)), 'got NaN'],
  [() => durationText('timeout', Duration.days(Infinity)), 'got Infinity'],
  [() => durationText('timeout', Duration.days(110_000)), 'got 9504000000000'],
])('what is no whole number, or out of range, is refused: %#', (make, message) => {
  expect(make).toThrow(message);
});

test.each([['10s'], [10], [null], [{}]])('%j, which plain JavaScript can pass, is refused', (given: unknown) => {
  expect(() => durationText('timeout', given as Duration)).toThrow('timeout must be a Duration such as Duration.seconds(10), got');
});
