import type { Rule } from '../../rule';

/** Weights that the proxy takes for something else. */
export const weightOutOfRange: Rule = {
  name: 'weight-out-of-range',
  severity: 'error',
  summary: 'Weights of a TrafficSplit or ServiceProfile are below 0, or their sum is too large.',
  why:
    'The controller counts in 1/10000 and in 32 bits: a weight below 0 becomes about 429000, and where the sum is above 429496, every connection of a client is reset (Linkerd proxy, August 2026, measured; linkerd2 ' +
    '`profile_translator.go`).',
  fix: 'Use small whole numbers, such as 90 and 10.',
  *check({ weightings, mesh }) {
    for (const { manifest, by, apex, path, targets } of weightings) {
      if (by === 'route') continue;
      const nobody = `no request to ${apex.namespace}/${apex.name} is answered`;
      const isBroken = mesh.hasProfiles && targets.every(({ share }) => share.isZero) && targets.some(({ weight }) => weight !== 0n);
      for (const target of targets.filter(({ weight }) => weight < 0n)) {
        yield {
          ...{ manifest, path: [...target.path, 'weight'] },
          message: `the weight of ${target.service} is below 0${mesh.hasProfiles ? ', which counts as a very large one' : ''}`,
          ...(isBroken && { traffic: nobody }),
        };
      }
      const sum = targets.reduce((total, { weight }) => (weight > 0n ? total + weight : total), 0n);
      if (sum > LARGEST)
        yield { manifest, path, message: `the weights sum to ${sum / 1000n}, and the proxy can add up to 429496`, traffic: nobody };
    }
  },
};

/** In thousandths. */
const LARGEST = 429_496_729n;
