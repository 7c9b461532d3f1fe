import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { retryBudget, RetryBudgetProps } from '../../src/profile/retry-budget';

test("without props it is Linkerd's own, for all three fields are needed", () => {
  expect(retryBudget({})).toEqual({ retryRatio: 0.2, minRetriesPerSecond: 10, ttl: '10s' });
});

test('all props reach it', () => {
  const props: Required<RetryBudgetProps> = { retryRatio: 2, minRetriesPerSecond: 0, ttl: Duration.millis(1500) };
  expect(retryBudget(props)).toEqual({ retryRatio: 2, minRetriesPerSecond: 0, ttl: '1500ms' });
});

test('the ends of every range are taken', () => {
  const least = retryBudget({ retryRatio: 0, minRetriesPerSecond: 0, ttl: Duration.seconds(1) });
  const most = retryBudget({ retryRatio: 1000, minRetriesPerSecond: 2147483646, ttl: Duration.minutes(1) });
  expect(least).toEqual({ retryRatio: 0, minRetriesPerSecond: 0, ttl: '1s' });
  expect(most).toEqual({ retryRatio: 1000, minRetriesPerSecond: 2147483646, ttl: '60s' });
});

test.each<[RetryBudgetProps, string]>([
  [{ retryRatio: -0.1 }, 'retryRatio must be a number from 0 to 1000, got -0.1; use 0.2 for one retry in five requests'],
  [{ retryRatio: 1001 }, 'got 1001'],
  [{ retryRatio: NaN }, 'got NaN'],
  [{ retryRatio: Infinity }, 'got Infinity'],
  [{ minRetriesPerSecond: -1 }, 'minRetriesPerSecond must be a whole number from 0 to 2147483646, got -1'],
  [{ minRetriesPerSecond: 0.5 }, 'got 0.5'],
  [{ minRetriesPerSecond: 2 ** 31 - 1 }, 'got 2147483647'],
  [{ ttl: Duration.millis(999) }, 'ttl of the retry budget must be whole milliseconds from 1000 to 60000, got 999'],
  [{ ttl: Duration.seconds(0) }, 'from 1000 to 60000, got 0'],
  [{ ttl: Duration.seconds(61) }, 'got 61000'],
  [{ ttl: Duration.hours(1) }, 'got 3600000'],
])('%j is refused', (props, message) => {
  expect(() => retryBudget(props)).toThrow(message);
});

test('text for a number, which plain JavaScript can pass, is refused', () => {
  const props: object = { retryRatio: '20%' };
  expect(() => retryBudget(props as RetryBudgetProps)).toThrow('retryRatio must be a number from 0 to 1000, got "20%"');
});

test('what is taken, the proxy takes', () => {
  fc.assert(
    fc.property(fc.double(), fc.double(), fc.double({ min: 0, noNaN: true }), (retryRatio, minRetriesPerSecond, ttl) => {
      let budget;
      try {
        budget = retryBudget({ retryRatio, minRetriesPerSecond, ttl: Duration.millis(ttl) });
      } catch {
        return;
      }
      expect(budget.retryRatio >= 0 && budget.retryRatio <= 1000).toBe(true);
      expect(Number.isInteger(budget.minRetriesPerSecond) && budget.minRetriesPerSecond >= 0).toBe(true);
      expect(budget.ttl).toMatch(/^([1-9]|[1-5]\d|60)s$|^[1-5]?\d{4}ms$/);
    }),
  );
});
