import { Fraction } from '../../check/fraction';
import type { PlanShare } from '../plan';

/** All of them together, exactly: `9/10`. */
export const sumOf = (shares: readonly PlanShare[]): string => Fraction.sum(shares.map(({ share }) => fractionOf(share))).toString();

/** How large it is drawn: 0.9 for `9/10`. */
export function sizeOf(share: string): number {
  const [part = '0', whole = '1'] = share.split('/');
  return Number(part) / Number(whole);
}

function fractionOf(share: string): Fraction {
  const [part = '0', whole = '1'] = share.split('/');
  return Fraction.of(BigInt(part), BigInt(whole));
}
