import type { Deployment } from 'kubernetes-types/apps/v1';
import { oneOf, show, wholeNumber } from '../mesh/input';

/** How the pods of a Deployment are replaced, in Kubernetes' own terms. */
export type Strategy = NonNullable<NonNullable<Deployment['spec']>['strategy']>;

/** What Kubernetes takes for either number where only the other one is given (Kubernetes 1.34). */
const DEFAULT = '25%';

/**
 * The strategy of a Deployment.
 *
 * @throws if the API server would refuse it: an amount is neither a whole number nor a percentage, no pod may be replaced, or Recreate is told how to roll
 */
export function deploymentStrategy(strategy: Strategy | undefined): Strategy | undefined {
  const { type, rollingUpdate } = strategy ?? {};
  oneOf('type of strategy', type ?? 'RollingUpdate', ['RollingUpdate', 'Recreate']);
  if (rollingUpdate === undefined) return strategy;
  if (type === 'Recreate') {
    throw new Error(
      'strategy must have no rollingUpdate with type Recreate, which ends all pods before it starts others; leave one of the two out',
    );
  }
  const surge = amount('maxSurge', rollingUpdate.maxSurge ?? DEFAULT);
  const unavailable = amount('maxUnavailable', rollingUpdate.maxUnavailable ?? DEFAULT, 100);
  if (surge > 0 || unavailable > 0) return strategy;
  throw new Error('maxSurge and maxUnavailable of strategy must not both be 0, for then no pod could be replaced; set one of them to 1');
}

function amount(name: string, value: number | string, maxPercent = Infinity): number {
  const what = `${name} of strategy`;
  if (typeof value === 'number') return wholeNumber(what, value, 0, 2 ** 31 - 1);
  const percent = /^[0-9]+%$/.test(value) ? Number(value.slice(0, -1)) : NaN;
  if (percent <= maxPercent) return percent;
  const most = maxPercent === Infinity ? '' : `, ${maxPercent}% at most`;
  throw new Error(`${what} must be a whole number of pods or a percentage such as "25%"${most}, got ${show(value)}`);
}
