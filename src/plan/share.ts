import { Fraction } from '../check/fraction';
import type { Plan, PlanShare } from './plan';

/** `9/10` as people read it: `90 %`. */
export const percentOf = (share: string): string => fractionOf(share).toPercent();

/** Everybody who receives plain requests at some step, in the order in which they appear. */
export const receiversIn = ({ steps }: Plan): string[] => [
  ...new Set(steps.flatMap(({ traffic }) => traffic[0]?.to.map(({ who }) => who) ?? [])),
];

/** The share of somebody, who may be reached in several ways. */
export function shareOf(to: readonly PlanShare[], who: string): string {
  const parts = to.filter((share) => share.who === who).map(({ share }) => fractionOf(share));
  return Fraction.sum(parts).toString();
}

function fractionOf(share: string): Fraction {
  const [part = '0', whole = '1'] = share.split('/');
  return Fraction.of(BigInt(part), BigInt(whole));
}
