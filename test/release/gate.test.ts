import { Duration } from 'cdk8s';
import { Gate } from '../../src/release';

const CONTEXT = { namespace: 'shop', deployment: 'webv2' };

describe('a gate', () => {
  test('is a pause, or somebody who says so', () => {
    expect(Gate.pause(Duration.minutes(10))._toPlan(CONTEXT)).toEqual({ kind: 'pause', seconds: 600 });
    expect(Gate.approval('the dashboard')._toPlan(CONTEXT)).toEqual({ kind: 'approval', what: 'the dashboard' });
  });

  test('is a query of your own with a threshold', () => {
    expect(Gate.metric({ name: 'queue', query: 'max(queue_length)', max: 100 })._toPlan(CONTEXT)).toEqual({
      kind: 'metric',
      name: 'queue',
      query: 'max(queue_length)',
      max: 100,
    });
  });

  test("is one of Linkerd's metrics, of the pods that receive the new share", () => {
    expect(Gate.successRate({ atLeast: 0.99, over: Duration.minutes(1) })._toPlan(CONTEXT)).toEqual({
      kind: 'metric',
      name: 'success rate',
      query:
        'sum(rate(response_total{namespace="shop", deployment="webv2", direction="inbound", classification!="failure"}[60s])) / ' +
        'sum(rate(response_total{namespace="shop", deployment="webv2", direction="inbound"}[60s]))',
      min: 0.99,
    });
    expect(Gate.latency({ atMost: Duration.seconds(1) })._toPlan(CONTEXT)).toMatchObject({
      query: expect.stringContaining('histogram_quantile(0.99, sum by (le) (rate(response_latency_ms_bucket{namespace="shop"') as string,
      max: 1000,
    });
  });

  test.each([
    [() => Gate.pause(Duration.millis(500)), 'pause must be whole seconds'],
    [() => Gate.approval(''), 'what is approved must be a line of text'],
    [() => Gate.metric({ name: 'queue', query: ' ', max: 1 }), 'query of metric "queue" must not be empty'],
    [() => Gate.metric({ name: 'queue', query: 'x' }), 'metric "queue" must have min or max; every value would pass'],
    [() => Gate.metric({ name: 'queue', query: 'x', min: 2, max: 1 }), 'min of metric "queue" must not be larger than max, got 2 and 1'],
    [() => Gate.metric({ name: 'queue', query: 'x', min: NaN }), 'min and max of "queue" must be numbers, got NaN'],
    [() => Gate.successRate({ atLeast: 99 }), 'atLeast must be a share above 0 and at most 1, got 99; for 99 % write 0.99'],
    [() => Gate.successRate({ atLeast: 0.9, over: Duration.millis(0.5) }), 'over must be whole milliseconds'],
    [() => Gate.latency({ atMost: Duration.millis(0.5) }), 'atMost must be whole milliseconds'],
  ])('refuses what it cannot be: %#', (make, message) => {
    expect(make).toThrow(message);
  });
});
