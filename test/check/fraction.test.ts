import * as fc from 'fast-check';
import { Fraction } from '../../src/check/fraction';

const positive = fc.bigInt({ min: 1n, max: 10n ** 12n });
const fraction = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 12n }), positive).map(([part, whole]) => Fraction.of(part, whole));

test.each([
  [9, 10, '9/10'],
  [10, 100, '1/10'],
  [0, 7, '0'],
  [7, 7, '1'],
  [4000, 4011, '4000/4011'],
])('%i of %i is %s', (part, whole, text) => {
  expect(Fraction.of(part, whole).toString()).toBe(text);
});

test('shares of a sum are 1 together, whatever the weights', () => {
  fc.assert(
    fc.property(fc.array(positive, { minLength: 1, maxLength: 20 }), (weights) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0n);
      expect(Fraction.sum(weights.map((weight) => Fraction.of(weight, total))).equals(Fraction.ONE)).toBe(true);
    }),
  );
});

test('to add and to multiply does not depend on the order, and results are reduced', () => {
  fc.assert(
    fc.property(fraction, fraction, fraction, (a, b, c) => {
      expect(a.plus(b).plus(c).toString()).toBe(c.plus(b.plus(a)).toString());
      expect(a.times(b.plus(c)).toString()).toBe(a.times(b).plus(a.times(c)).toString());
    }),
  );
});

test.each([
  [1, 10, '10 %'],
  [1, 3, '33.3 %'],
  [1, 100_000, '< 0.1 %'],
  [99_999, 100_000, '> 99.9 %'],
  [0, 1, '0 %'],
  [1, 1, '100 %'],
])('%i of %i is %s to people', (part, whole, text) => {
  expect(Fraction.of(part, whole).toPercent()).toBe(text);
});

test('there is no share of nothing', () => {
  expect(() => Fraction.of(1, 0)).toThrow('the whole must be above 0, got 0');
});
