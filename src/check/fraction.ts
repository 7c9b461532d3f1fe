/** An exact share. */
export class Fraction {
  static readonly ZERO = new Fraction(0n, 1n);
  static readonly ONE = new Fraction(1n, 1n);

  /** @throws if the whole is not above 0 */
  static of(part: bigint | number, whole: bigint | number): Fraction {
    const [numerator, denominator] = [BigInt(part), BigInt(whole)];
    if (denominator <= 0n) throw new RangeError(`the whole must be above 0, got ${denominator}`);
    const divisor = greatestCommonDivisor(numerator, denominator);
    return new Fraction(numerator / divisor, denominator / divisor);
  }

  static sum(all: readonly Fraction[]): Fraction {
    return all.reduce((total, each) => total.plus(each), Fraction.ZERO);
  }

  private constructor(
    private readonly numerator: bigint,
    private readonly denominator: bigint,
  ) {}

  get isZero(): boolean {
    return this.numerator === 0n;
  }

  plus(other: Fraction): Fraction {
    return Fraction.of(this.numerator * other.denominator + other.numerator * this.denominator, this.denominator * other.denominator);
  }

  times(other: Fraction): Fraction {
    return Fraction.of(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  equals(other: Fraction): boolean {
    return this.numerator === other.numerator && this.denominator === other.denominator;
  }

  /** For people: `33.3 %`, to a tenth; what is not quite nothing or all does not look so. */
  isAtLeast(other: Fraction): boolean {
    return this.numerator * other.denominator >= other.numerator * this.denominator;
  }

  toPercent(): string {
    const percent = (Number(this.numerator) / Number(this.denominator)) * 100;
    const text = percent.toFixed(1).replace(/\.0$/, '');
    if (text === '0' && !this.isZero) return '< 0.1 %';
    if (text === '100' && !this.equals(Fraction.ONE)) return '> 99.9 %';
    return `${text} %`;
  }

  /** Reduced: `9/10`, `0`, `1`. */
  toString(): string {
    return this.denominator === 1n ? String(this.numerator) : `${this.numerator}/${this.denominator}`;
  }
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}
