import { show } from './input';

/** What the suffix of a Kubernetes quantity multiplies by (apimachinery `pkg/api/resource`, Kubernetes 1.34). */
const SUFFIX = new Map<string, number>([
  ['n', 1e-9],
  ['u', 1e-6],
  ['m', 1e-3],
  ['', 1],
  ['k', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['T', 1e12],
  ['P', 1e15],
  ['E', 1e18],
  ['Ki', 2 ** 10],
  ['Mi', 2 ** 20],
  ['Gi', 2 ** 30],
  ['Ti', 2 ** 40],
  ['Pi', 2 ** 50],
  ['Ei', 2 ** 60],
]);

const QUANTITY = /^(\d+(?:\.\d*)?|\.\d+)(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/;

/** The number that a Kubernetes quantity stands for: cores, or bytes; undefined if it is none, or below zero. */
export function quantityValue(value: string): number | undefined {
  const [, number, exponent, suffix = ''] = QUANTITY.exec(value) ?? [];
  return number === undefined ? undefined : Number(number + (exponent ?? '')) * (SUFFIX.get(suffix) ?? 1);
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
