import fc from 'fast-check';
import { checkWeights, Percentages, percentWeights, promote, shift, Weights } from '../../src/traffic/weights';

const sum = (weights: ReadonlyMap<string, number>) => [...weights.values()].reduce((a, b) => a + b, 0);

/** Weights of up to six versions, at least one of them above 0. */
const someWeights = fc
  .dictionary(fc.stringMatching(/^v[0-9]{1,2}$/), fc.oneof(fc.constant(0), fc.nat({ max: 100 }), fc.nat({ max: 1_000_000 })), {
    minKeys: 1,
    maxKeys: 6,
  })
  .filter((weights) => Object.values(weights).some((weight) => weight > 0));

/** The same with one of the versions, or one that has no weight yet. */
const weightsAndVersion = someWeights.chain((weights) => fc.tuple(fc.constant(weights), fc.constantFrom(...Object.keys(weights), 'new')));

describe('checkWeights', () => {
  test('keeps whole numbers from 0 to 1000000, in their order', () => {
    expect([...checkWeights({ b: 0, a: 1_000_000 })]).toEqual([
      ['b', 0],
      ['a', 1_000_000],
    ]);
  });

  test('takes what is undefined for what is not named', () => {
    expect([...checkWeights({ a: 1, b: undefined })]).toEqual([['a', 1]]);
  });

  test.each<[string, Weights, string]>([
    ['nothing', {}, 'weights must name at least one version, got none'],
    ['nothing but undefined', { a: undefined }, 'weights must name at least one version, got none'],
    ['0 alone', { a: 0 }, 'weights must not all be 0, got a: 0; give the version that serves now a weight of 100'],
    ['0 for all', { a: 0, b: 0 }, 'weights must not all be 0, got a: 0, b: 0'],
    ['a negative weight', { a: -1 }, 'weight of a must be a whole number from 0 to 1000000, got -1'],
    ['too large a weight', { a: 1_000_001 }, 'got 1000001'],
    ['NaN', { a: NaN }, 'got NaN'],
    ['infinity', { a: Infinity }, 'got Infinity'],
    ['a fraction', { a: 12.5 }, 'got 12.5; use 125 and 875 for 12.5 %'],
  ])('refuses %s', (_what, weights, message) => {
    expect(() => checkWeights(weights)).toThrow(message);
  });

  test.each([0.123, 100.5, -0.5, 12.25])('has no advice for %s, which ten times are no whole percent either', (weight) => {
    expect(() => checkWeights({ a: weight })).toThrow(new RegExp(`got ${weight}$`));
  });

  test('refuses text, which plain JavaScript may pass', () => {
    expect(() => checkWeights(JSON.parse('{"a": "10"}') as Weights)).toThrow(
      'weight of a must be a whole number from 0 to 1000000, got "10"',
    );
  });
});

describe('percentWeights', () => {
  test('gives the stable version what is left, first', () => {
    expect([...percentWeights<'stable' | 'canary'>({ canary: 10 }, 'stable')]).toEqual([
      ['stable', 90],
      ['canary', 10],
    ]);
  });

  test('takes 100 in all where the stable version is named, in their order', () => {
    expect([...percentWeights<'stable' | 'canary'>({ canary: 10, stable: 90 }, 'stable')]).toEqual([
      ['canary', 10],
      ['stable', 90],
    ]);
  });

  test.each<[Percentages<'stable' | 'canary'>, Record<string, number>]>([
    [{}, { stable: 100 }],
    [{ canary: 0 }, { stable: 100, canary: 0 }],
    [{ canary: 100 }, { stable: 0, canary: 100 }],
    [{ stable: 100 }, { stable: 100 }],
    [
      { stable: undefined, canary: 5 },
      { stable: 95, canary: 5 },
    ],
  ])('%j becomes %j', (percent, weights) => {
    expect(Object.fromEntries(percentWeights(percent, 'stable'))).toEqual(weights);
  });

  test.each<[string, Percentages<'stable' | 'canary' | 'other'>, string]>([
    [
      'more than 100',
      { canary: 101 },
      'percent of canary must be a whole number from 0 to 100, got 101; use weights for finer shares, such as 995 and 5',
    ],
    ['more than 100 in all', { canary: 60, other: 50 }, 'percent must sum to 100 at most, got 110: canary: 60, other: 50'],
    ['more than 100 with the stable version', { stable: 60, canary: 50 }, 'percent must sum to 100 at most, got 110'],
    [
      'less than 100 with the stable version',
      { stable: 60, canary: 30 },
      'percent must sum to 100 where the stable version stable is named, got 90; leave it out to give it the rest',
    ],
    ['a fraction', { canary: 0.5 }, 'got 0.5; use weights for finer shares'],
    ['a negative share', { canary: -1 }, 'got -1'],
    ['NaN', { canary: NaN }, 'got NaN'],
  ])('refuses %s', (_what, percent, message) => {
    expect(() => percentWeights(percent, 'stable')).toThrow(message);
  });

  test('always sums to 100 with something above 0', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat({ max: 33 })), (percent) => {
        const weights = percentWeights(percent, 'stable');
        expect(sum(weights)).toBe(100);
        expect(weights.get('stable')).toBeGreaterThan(0);
      }),
    );
  });
});

describe('shift', () => {
  const of = (weights: Record<string, number>) => checkWeights(weights);

  test('gives a version its share and keeps the proportions of the others', () => {
    expect([...shift(of({ a: 75, b: 25, c: 0 }), 'c', 20, 'a')]).toEqual([
      ['a', 60],
      ['b', 20],
      ['c', 20],
    ]);
  });

  test('puts a version that had no weight last', () => {
    expect([...shift(of({ a: 90, b: 10 }), 'c', 10, 'a')]).toEqual([
      ['a', 81],
      ['b', 9],
      ['c', 10],
    ]);
  });

  test('gives the rest to the stable version where no other has any', () => {
    expect(Object.fromEntries(shift(of({ a: 0, b: 100 }), 'b', 40, 'a'))).toEqual({ a: 60, b: 40 });
    expect(Object.fromEntries(shift(of({ b: 100 }), 'b', 40, 'a'))).toEqual({ b: 40, a: 60 });
  });

  test('names no further version where there is no rest', () => {
    expect(Object.fromEntries(shift(of({ b: 0, c: 100 }), 'c', 100, 'a'))).toEqual({ b: 0, c: 100 });
  });

  test('refuses to leave traffic to nobody', () => {
    expect(() => shift(of({ a: 100, b: 0 }), 'a', 40, 'a')).toThrow(
      'share of a must be 100, got 40: no other version has traffic to keep the rest',
    );
    expect(Object.fromEntries(shift(of({ a: 100, b: 0 }), 'a', 100, 'a'))).toEqual({ a: 100, b: 0 });
  });

  test.each([NaN, -1, 101, 0.5, Infinity])('refuses %s percent', (percent) => {
    expect(() => shift(of({ a: 1 }), 'b', percent, 'a')).toThrow(`share of b must be a whole number from 0 to 100, got ${percent}`);
  });

  test('sums to 100, gives the version its share exactly, and leaves the others in order', () => {
    fc.assert(
      fc.property(weightsAndVersion, fc.nat({ max: 100 }), ([weights, to], percent) => {
        const before = of(weights);
        const after = shift(before, to, percent, 'stable');
        expect(sum(after)).toBe(100);
        expect(after.get(to)).toBe(percent);
        expect([...after.keys()].filter((version) => version in weights)).toEqual([...before.keys()]);
      }),
    );
  });

  test('keeps the proportions of the others within 1, and 0 at 0', () => {
    fc.assert(
      fc.property(weightsAndVersion, fc.nat({ max: 100 }), ([weights, to], percent) => {
        const others = Object.entries(weights).filter(([version]) => version !== to);
        const total = others.reduce((all, [, weight]) => all + weight, 0);
        fc.pre(total > 0);
        const after = shift(of(weights), to, percent, 'stable');
        for (const [version, weight] of others) {
          const next = after.get(version) ?? NaN;
          expect(Math.abs(next - (weight * (100 - percent)) / total)).toBeLessThan(1);
          if (weight === 0) expect(next).toBe(0);
        }
        expect([...after.keys()]).not.toContain('stable');
      }),
    );
  });

  test('twice to the same share is once', () => {
    fc.assert(
      fc.property(weightsAndVersion, fc.oneof(fc.nat({ max: 100 }), fc.constantFrom(0, 100)), ([weights, to], percent) => {
        const once = shift(of(weights), to, percent, 'stable');
        expect([...shift(once, to, percent, 'stable')]).toEqual([...once]);
      }),
    );
  });
});

describe('promote', () => {
  test('gives all to one version and keeps the others, with 0, in order', () => {
    expect([...promote(checkWeights({ a: 90, b: 10 }), 'b')]).toEqual([
      ['a', 0],
      ['b', 100],
    ]);
    expect([...promote(checkWeights({ a: 90, b: 10 }), 'c')]).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 100],
    ]);
  });

  test('is a shift to 100 percent', () => {
    fc.assert(
      fc.property(weightsAndVersion, ([weights, to]) => {
        const before = checkWeights(weights);
        expect(Object.fromEntries(promote(before, to))).toEqual(Object.fromEntries(shift(before, to, 100, to)));
      }),
    );
  });
});
