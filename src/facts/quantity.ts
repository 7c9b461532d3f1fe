/** What the suffix of a quantity multiplies by: powers of ten, or of two (apimachinery `pkg/api/resource`, Kubernetes 1.34). */
const TENS: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const TWOS: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };

const QUANTITY = /^([+-]?)(\d{0,40})(?:\.(\d{0,40}))?(?:[eE]([+-]?\d{1,3})|([numkMGTPE]|[KMGTPE]i))?$/;

/** A number, exactly. */
interface Ratio {
  readonly numerator: bigint;
  /** Above 0. */
  readonly denominator: bigint;
}

/** The number that a Kubernetes quantity stands for; undefined if it is none. */
export function quantityOf(quantity: string | number): Ratio | undefined {
  const [all, sign, whole = '', part = '', exponent, suffix = ''] = QUANTITY.exec(String(quantity)) ?? [];
  if (all === undefined || whole + part === '') return undefined;
  const digits = BigInt(whole + part) * (sign === '-' ? -1n : 1n);
  const binary = TWOS[suffix];
  const power = (binary === undefined ? (TENS[suffix] ?? 0) + Number(exponent ?? 0) : 0) - part.length;
  const scaled = digits << (binary ?? 0n);
  return power >= 0
    ? { numerator: scaled * 10n ** BigInt(power), denominator: 1n }
    : { numerator: scaled, denominator: 10n ** BigInt(-power) };
}

/** A Kubernetes quantity in thousandths, finer parts rounded up as Go's `MilliValue` does; undefined if it is none. */
export function milliValue(quantity: string | number): bigint | undefined {
  const exact = quantityOf(quantity);
  if (!exact) return undefined;
  const [value, divisor] = [exact.numerator * 1000n, exact.denominator];
  return value / divisor + (value > 0n && value % divisor !== 0n ? 1n : 0n);
}
