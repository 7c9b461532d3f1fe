import { show } from '../mesh/input';
import { ServiceRef } from '../service/service-ref';
import { WeightedBackend } from './router';

/**
 * A share in thousandths.
 *
 * @param least the smallest that is meant as a share of faults
 * @throws if it is smaller, larger than 1, or finer than a thousandth
 */
export function thousandths(share: number, least: 0 | 1 = 1): number {
  const faults = Math.round(share * 1000);
  if (typeof share === 'number' && faults >= least && faults <= 1000 && Math.abs(faults - share * 1000) < 1e-6) return faults;
  throw new Error(`share must be more than 0 and at most 1, in steps of 0.001, got ${show(share)}; use 0.1 for one request in ten`);
}

/** Who receives which share, where some thousandths of the requests fail. Tenths of a percent are for those who need them: 500 and 500 become 50 and 50. */
export function faultBackends(rest: ServiceRef, target: ServiceRef, faults: number): WeightedBackend[] {
  const unit = faults % 10 === 0 ? 10 : 1;
  return [
    { service: rest, weight: (1000 - faults) / unit },
    { service: target, weight: faults / unit },
  ];
}
