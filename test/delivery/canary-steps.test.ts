import fc from 'fast-check';
import { CanaryMatch, CanarySteps } from '../../src/delivery';
import { TextMatch } from '../../src/traffic';

test('weights name each share', () => {
  const steps = CanarySteps.weights(5, 20, 60);
  expect(steps.form).toBe('weights');
  expect(steps._toAnalysis()).toEqual({ stepWeights: [5, 20, 60] });
});

test.each([
  [[], 'weights must name at least one share'],
  [[0, 10], 'weights must be a whole number from 1 to 100, got 0'],
  [[10, 101], 'got 101'],
  [[12.5], 'got 12.5'],
  [[NaN], 'got NaN'],
  [[5, 5], 'got 5 after 5; Flagger would stay at 5 for ever'],
  [[50, 20], 'got 20 after 50'],
])('weights %j are refused', (weights, message) => {
  expect(() => CanarySteps.weights(...weights)).toThrow(message);
});

test('a share grows evenly', () => {
  expect(CanarySteps.upTo(50, { step: 10 })._toAnalysis()).toEqual({ stepWeight: 10, maxWeight: 50 });
  expect(CanarySteps.upTo(40, { step: 40, promotionStep: 20 })._toAnalysis()).toEqual({
    stepWeight: 40,
    maxWeight: 40,
    stepWeightPromotion: 20,
  });
});

test.each([
  [150, { step: 50 }, 'maxWeight must be a whole number from 1 to 100, got 150'],
  [0, { step: 1 }, 'got 0'],
  [50, { step: 0 }, 'step must be a whole number from 1 to 100, got 0'],
  [50, { step: 2.5 }, 'got 2.5'],
  [50, { step: 30 }, 'step must divide 50, got 30; use 25'],
  [50, { step: 100 }, 'step must divide 50, got 100; use 50'],
  [50, { step: 10, promotionStep: 0 }, 'promotionStep must be a whole number from 1 to 100, got 0'],
])('upTo(%d, %j) is refused', (max, options, message) => {
  expect(() => CanarySteps.upTo(max, options)).toThrow(message);
});

test('what upTo accepts never goes beyond the last share, and what it suggests is accepted', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }), (max, step) => {
      try {
        CanarySteps.upTo(max, { step });
        expect(max % step).toBe(0);
      } catch (error) {
        const [, suggested] = /use (\d+)/.exec(String(error)) ?? [];
        expect(() => CanarySteps.upTo(max, { step: Number(suggested) })).not.toThrow();
      }
    }),
  );
});

test('iterations are blue/green, an A/B test with matches, or a mirror', () => {
  expect(CanarySteps.iterations(10).form).toBe('blue/green');
  expect(CanarySteps.iterations(10)._toAnalysis()).toEqual({ iterations: 10 });
  expect(CanarySteps.iterations(10, { mirror: true })._toAnalysis()).toEqual({ iterations: 10, mirror: true });
  expect(CanarySteps.iterations(10, { mirror: false })._toAnalysis()).toEqual({ iterations: 10 });
  const match: CanaryMatch[] = [
    { headers: { 'x-canary': 'yes', cookie: TextMatch.regex('.*canary=always.*') } },
    { headers: { constructor: 'x' } },
  ];
  const written: { headers: Record<string, object> }[] = [
    { headers: { 'x-canary': { exact: 'yes' }, cookie: { regex: '.*canary=always.*' } } },
    { headers: { constructor: { exact: 'x' } } },
  ];
  expect(CanarySteps.iterations(10, { match })._toAnalysis()).toEqual({ iterations: 10, match: written });
});

test.each([
  ['no iteration', 0, {}, 'iterations must be a whole number from 1'],
  ['a match and a mirror', 1, { match: [{ headers: { a: 'b' } }], mirror: true }, 'give match or mirror, and not both'],
  ['no match', 1, { match: [] }, 'match must have at least one entry'],
  ['a match without headers', 1, { match: [{ headers: {} }] }, 'an empty one would be every request'],
  ['an empty header', 1, { match: [{ headers: { a: '' } }] }, 'value to match must be a line of text'],
  ['a header that is no name', 1, { match: [{ headers: { 'a b': 'c' } }] }, 'name of a header'],
])('iterations with %s are refused', (_, count, options, message) => {
  expect(() => CanarySteps.iterations(count, options)).toThrow(message);
});

test('a match by path is refused: Flagger has none, and would send all traffic to the canary', () => {
  // @ts-expect-error a match has headers only
  expect(() => CanarySteps.iterations(1, { match: [{ path: '/api', headers: { a: 'b' } }] })).toThrow(
    'match may have headers only, got "path"',
  );
});
