import type { Rule } from '../../rule';

/** Weights that look like percents, and are none. */
export const percentIntentMismatch: Rule = {
  name: 'percent-intent-mismatch',
  severity: 'warning',
  summary: 'Weights look like percents, but do not sum to 100.',
  why: 'A share is the weight divided by the sum of all: 90 and 20 give 81.8 % and 18.2 % (all meshes; Gateway API 1.2, SMI specification).',
  fix: 'Let them sum to 100, or write numbers that do not look like percents.',
  *check({ weightings }) {
    for (const { manifest, apex, path, targets } of weightings) {
      const weights = targets.map(({ weight }) => Number(weight) / 1000);
      const sum = weights.reduce((total, weight) => total + weight, 0);
      // Below 0 is the matter of another rule.
      if (weights.some((weight) => weight < 0) || !looksLikePercents(weights) || sum === 100) continue;
      const shares = targets.map(({ service, share }) => `${service} ${share.toPercent()}`).join(', ');
      yield {
        ...{ manifest, path },
        message: `the weights ${weights.join(', ')} sum to ${sum}, not to 100`,
        traffic: `requests to ${apex.namespace}/${apex.name} go to ${shares}`,
      };
    }
  },
};

/** Several, one of them large, in steps of five; equal ones are shares of one part each. */
function looksLikePercents(weights: readonly number[]): boolean {
  const positive = weights.filter((weight) => weight > 0);
  const areEqual = new Set(positive).size === 1;
  const isNear = Math.abs(positive.reduce((total, weight) => total + weight, 0) - 100) <= 60;
  return (
    positive.length > 1 &&
    isNear &&
    positive.every((weight) => weight % 5 === 0 && weight < 100) &&
    Math.max(...positive) >= 50 &&
    (!areEqual || positive[0] === 50)
  );
}
