import { show } from '../mesh/input';

/** Whole numbers by version: each receives its share of their sum. A version that is not named receives nothing. */
export type Weights<V extends string = string> = Readonly<Partial<Record<V, number>>>;

/** Percent by version, whole numbers; what is missing to 100 goes to the stable version. */
export type Percentages<V extends string = string> = Readonly<Partial<Record<V, number>>>;

/** The largest weight that the Gateway API takes (1.2). */
const MAX_WEIGHT = 1_000_000;

/**
 * Weights as they are written.
 *
 * @throws if a weight is no whole number from 0 to 1000000, or all are 0: live clients would then keep their old split and ignore later
 * changes, new ones would get no answer (Linkerd proxy 2026-08, measured)
 */
export function checkWeights<V extends string>(weights: Weights<V>): Map<V, number> {
  const entries = Object.entries<number | undefined>(weights).filter((entry): entry is [V, number] => entry[1] !== undefined);
  for (const [version, weight] of entries) checkWeight(version, weight);
  if (entries.length === 0) throw new Error('weights must name at least one version, got none');
  if (entries.every(([, weight]) => weight === 0)) {
    throw new Error(`weights must not all be 0, got ${text(entries)}; give the version that serves now a weight of 100`);
  }
  return new Map(entries);
}

function checkWeight(version: string, weight: number): void {
  if (Number.isInteger(weight) && weight >= 0 && weight <= MAX_WEIGHT) return;
  throw new Error(`weight of ${version} must be a whole number from 0 to ${MAX_WEIGHT}, got ${show(weight)}${scaled(weight)}`);
}

/** What to write instead of a share in tenths of a percent. */
function scaled(weight: number): string {
  if (!(weight > 0 && weight < 100 && Number.isInteger(weight * 10))) return '';
  return `; use ${weight * 10} and ${1000 - weight * 10} for ${weight} %`;
}

/**
 * Percent as weights that sum to 100, the stable version first where it is not named.
 *
 * @throws if a value is no whole number from 0 to 100, or they sum to more; or to less while the stable version is named itself
 */
export function percentWeights<V extends string>(percent: Percentages<V>, stable: V): Map<V, number> {
  const entries = Object.entries<number | undefined>(percent).filter((entry): entry is [V, number] => entry[1] !== undefined);
  for (const [version, value] of entries) checkPercent(`percent of ${version}`, value);
  const sum = entries.reduce((total, [, value]) => total + value, 0);
  const named = entries.some(([version]) => version === stable);
  if (sum > 100) throw new Error(`percent must sum to 100 at most, got ${sum}: ${text(entries)}`);
  if (named && sum < 100) {
    throw new Error(`percent must sum to 100 where the stable version ${stable} is named, got ${sum}; leave it out to give it the rest`);
  }
  return new Map(named ? entries : [[stable, 100 - sum], ...entries]);
}

/**
 * A whole number of percent.
 *
 * @throws if it is none from 0 to 100
 */
function checkPercent(what: string, value: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= 100) return value;
  throw new Error(`${what} must be a whole number from 0 to 100, got ${show(value)}; use weights for finer shares, such as 995 and 5`);
}

/**
 * The weights after `to` has been given a share of the traffic, in percent. The others keep their proportions to each other; where they had nothing,
 * `fallback` receives the rest. The result sums to 100, whatever the weights summed to.
 *
 * @throws if the share is no whole number from 0 to 100, or nobody is left to receive the rest
 */
export function shift<V extends string>(weights: ReadonlyMap<V, number>, to: V, percent: number, fallback: V): Map<V, number> {
  const share = checkPercent(`share of ${to}`, percent);
  const others = [...weights].filter(([version]) => version !== to);
  const sum = others.reduce((total, [, weight]) => total + weight, 0);
  const rest = 100 - share;
  if (sum > 0) return inOrder(weights, [...apportion(others, sum, rest), [to, share]]);
  const cleared = others.map(([version]): [V, number] => [version, 0]);
  if (rest === 0) return inOrder(weights, [...cleared, [to, share]]);
  if (fallback === to) throw new Error(`share of ${to} must be 100, got ${percent}: no other version has traffic to keep the rest`);
  return inOrder(weights, [...cleared, [fallback, rest], [to, share]]);
}

/** All traffic to one version; the others stay, with nothing. */
export function promote<V extends string>(weights: ReadonlyMap<V, number>, to: V): Map<V, number> {
  const others = [...weights.keys()].filter((version) => version !== to).map((version): [V, number] => [version, 0]);
  return inOrder(weights, [...others, [to, 100]]);
}

/** Shares of `total` in whole numbers, as near to the weights as can be: the largest remainders are rounded up. */
function apportion<V extends string>(weights: readonly (readonly [V, number])[], sum: number, total: number): [V, number][] {
  const exact = weights.map(([version, weight]) => ({ version, share: (weight * total) / sum }));
  const floors = new Map(exact.map(({ version, share }) => [version, Math.floor(share)]));
  const left = total - [...floors.values()].reduce((a, b) => a + b, 0);
  const byRemainder = [...exact].sort((a, b) => (b.share % 1) - (a.share % 1));
  for (const { version } of byRemainder.slice(0, left)) floors.set(version, (floors.get(version) ?? 0) + 1);
  return [...floors];
}

/** Entries in the order of the weights that they follow, new ones last. */
function inOrder<V extends string>(before: ReadonlyMap<V, number>, after: readonly (readonly [V, number])[]): Map<V, number> {
  const next = new Map(after);
  const known = [...before.keys()].filter((version) => next.has(version));
  return new Map([...known, ...next.keys()].map((version) => [version, next.get(version) ?? 0]));
}

function text(entries: readonly (readonly [string, number])[]): string {
  return entries.map(([version, weight]) => `${version}: ${weight}`).join(', ');
}
