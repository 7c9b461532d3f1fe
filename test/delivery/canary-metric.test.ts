import { Duration } from 'cdk8s';
import { CanaryMetric, MetricTemplateRef, TemplateMetricOptions } from '../../src/delivery';

const template: MetricTemplateRef = { name: 'errors' };

test("Flagger's own queries have an interval of a minute unless they say another", () => {
  expect(CanaryMetric.successRate({ min: 99 })._toMetric('shop')).toEqual({
    name: 'request-success-rate',
    interval: '1m',
    thresholdRange: { min: 99 },
  });
  expect(CanaryMetric.requestDuration({ max: Duration.seconds(1), interval: Duration.seconds(30) })._toMetric('shop')).toEqual({
    name: 'request-duration',
    interval: '30s',
    thresholdRange: { max: 1000 },
  });
});

test.each([
  [0.99, 'min must be a percentage from 1 to 100, got 0.99; for a share of 0.99 write 99'],
  [0, 'got 0;'],
  [100.1, 'got 100.1'],
  [NaN, 'got NaN'],
])('a success rate of %d is refused', (min, message) => {
  expect(() => CanaryMetric.successRate({ min })).toThrow(message);
});

test.each([
  [Duration.millis(0), 'max must be whole milliseconds from 1'],
  [Duration.millis(0.5), 'got 0.5'],
])('a duration of less than a millisecond is refused: Flagger would drop the fraction', (max, message) => {
  expect(() => CanaryMetric.requestDuration({ max })).toThrow(message);
});

test('a metric by a template, with all options', () => {
  const options: Required<TemplateMetricOptions> = {
    min: 1,
    max: 3,
    interval: Duration.minutes(2),
    variables: { route: 'GET /books/[.]json', __proto__x: '1' },
    name: '404s percentage',
  };
  expect(CanaryMetric.fromTemplate({ name: 'errors', namespace: 'flagger' }, options)._toMetric('shop')).toEqual({
    name: '404s percentage',
    templateRef: { name: 'errors', namespace: 'flagger' },
    interval: '2m',
    thresholdRange: { min: 1, max: 3 },
    templateVariables: { route: 'GET /books/[.]json', __proto__x: '1' },
  });
});

test('the namespace of a template is written only where it is another one', () => {
  const metric = CanaryMetric.fromTemplate({ name: 'errors', namespace: 'shop' }, { max: 1 });
  expect(metric._toMetric('shop').templateRef).toEqual({ name: 'errors' });
  expect(metric._toMetric('test').templateRef).toEqual({ name: 'errors', namespace: 'shop' });
  expect(metric._toMetric(undefined).templateRef).toEqual({ name: 'errors', namespace: 'shop' });
});

test.each<[string, MetricTemplateRef, TemplateMetricOptions, string]>([
  ['neither min nor max', template, {}, 'metric errors must have min or max'],
  ['an empty range', template, { min: 2, max: 1 }, 'min of metric errors must not be larger than max, got 2 and 1'],
  ['a bound that is no number', template, { max: NaN }, 'must be numbers, got NaN'],
  ['an endless bound', template, { max: Infinity }, 'must be numbers, got Infinity'],
  ['an interval of no time', template, { max: 1, interval: Duration.seconds(0) }, 'interval of the metric must be whole seconds'],
  ["the name of Flagger's own success rate", { name: 'request-success-rate' }, { max: 1 }, 'give another name'],
  ["the name of Flagger's own duration", template, { max: 1, name: 'request-duration' }, 'give another name'],
  ['a name of two lines', template, { max: 1, name: 'a\nb' }, 'name of the metric must be a line of text'],
  ['a template that is none', { name: '../x' }, { max: 1 }, 'name of the MetricTemplate'],
  ['a namespace that is none', { name: 'x', namespace: 'A' }, { max: 1 }, 'namespace of the MetricTemplate'],
  ['a missing variable', { name: 'x', variables: ['a', 'b'] }, { max: 1, variables: { a: '' } }, 'variables of metric x must have b'],
  ['an inherited variable', { name: 'x', variables: ['constructor'] }, { max: 1 }, 'variables of metric x must have constructor'],
  ['a variable with a name that no query can use', template, { max: 1, variables: { 'a-b': '' } }, 'name of a variable'],
  ['a quote', template, { max: 1, variables: { route: '"} or vector(1) #' } }, 'must have no quotes, backslashes'],
  ['a single quote', template, { max: 1, variables: { route: "'" } }, 'must have no quotes'],
  ['a backtick', template, { max: 1, variables: { route: '`' } }, 'must have no quotes'],
  ['a backslash', template, { max: 1, variables: { route: '\\.json' } }, 'write [.] for a dot'],
  ['a line break', template, { max: 1, variables: { route: 'a\nb' } }, 'control characters'],
])('a metric by a template with %s is refused', (_, ref, options, message) => {
  expect(() => CanaryMetric.fromTemplate(ref, options)).toThrow(message);
});
