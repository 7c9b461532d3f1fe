import { deploymentStrategy, Strategy } from '../../src/workload/strategy';

const rolling = (rollingUpdate: NonNullable<Strategy['rollingUpdate']>): Strategy => ({ type: 'RollingUpdate', rollingUpdate });

describe('deploymentStrategy', () => {
  test.each<Strategy>([
    {},
    { type: 'Recreate' },
    { type: 'RollingUpdate' },
    rolling({}),
    rolling({ maxSurge: 1, maxUnavailable: 0 }),
    rolling({ maxSurge: 0 }),
    rolling({ maxSurge: '150%', maxUnavailable: '100%' }),
    { rollingUpdate: { maxUnavailable: 2 } },
  ])('takes %j', (strategy) => {
    expect(deploymentStrategy(strategy)).toEqual(strategy);
  });

  test('says nothing where nothing is said', () => {
    expect(deploymentStrategy(undefined)).toBeUndefined();
  });

  test.each<[Strategy, string]>([
    [{ type: 'OnDelete' }, 'type of strategy must be one of RollingUpdate, Recreate, got "OnDelete"'],
    [{ type: 'Recreate', rollingUpdate: { maxSurge: 1 } }, 'strategy must have no rollingUpdate with type Recreate'],
    [rolling({ maxSurge: -1 }), 'maxSurge of strategy must be a whole number from 0 to 2147483647, got -1'],
    [rolling({ maxUnavailable: 0.5 }), 'maxUnavailable of strategy must be a whole number from 0 to 2147483647, got 0.5'],
    [rolling({ maxSurge: '25' }), 'maxSurge of strategy must be a whole number of pods or a percentage such as "25%", got "25"'],
    [rolling({ maxSurge: '2.5%' }), 'a percentage such as "25%", got "2.5%"'],
    [rolling({ maxUnavailable: '101%' }), 'a percentage such as "25%", 100% at most, got "101%"'],
    [rolling({ maxSurge: 0, maxUnavailable: '0%' }), 'maxSurge and maxUnavailable of strategy must not both be 0'],
  ])('refuses %j', (strategy, message) => {
    expect(() => deploymentStrategy(strategy)).toThrow(message);
  });
});
