import { quantityOf } from '../facts/quantity';
import { show } from './input';

/** The number that a Kubernetes quantity stands for: cores, or bytes; undefined if it is none, or has a sign. */
export function quantityValue(value: string): number | undefined {
  const exact = /^[+-]/.test(value) ? undefined : quantityOf(value);
  return exact && Number(exact.numerator) / Number(exact.denominator);
}

/**
 * Checks what is asked for against what may be used.
 *
 * @throws if it is more: the API server refuses such a pod
 */
export function checkLimit(what: string, request: string | undefined, limitName: string, limit: string | undefined): void {
  if (request === undefined || limit === undefined) return;
  if ((quantityValue(request) ?? 0) <= (quantityValue(limit) ?? Infinity)) return;
  throw new Error(`${what} must be at most ${limitName}, ${limit}, got ${request}`);
}

/**
 * An amount of CPU: `100m` is a tenth of a core.
 *
 * @throws if it is no quantity
 */
export function cpu(what: string, value: string): string {
  if (typeof value === 'string' && quantityValue(value) !== undefined) return value;
  throw new Error(`${what} must be a Kubernetes quantity of cores such as "100m" or "1", got ${show(value)}`);
}

/**
 * An amount of memory or storage: `64Mi`.
 *
 * @throws if it is no quantity, or a fraction of a byte, as `64m` is
 */
export function bytes(what: string, value: string): string {
  const amount = typeof value === 'string' ? quantityValue(value) : undefined;
  if (amount !== undefined && (amount >= 1 || amount === 0)) return value;
  const hint = amount === undefined ? '' : `, which is ${amount} bytes; use ${value.replace(/[num]$/, 'Mi')}, say`;
  throw new Error(`${what} must be a Kubernetes quantity of bytes such as "64Mi" or "1Gi", got ${show(value)}${hint}`);
}
