/** Nanoseconds of the units of Go's `time.ParseDuration`. The micro sign has two code points. */
const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  '\u00b5s': 1e3,
  '\u03bcs': 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

const PART = /([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)/y;

/**
 * Nanoseconds of a duration as Go's `time.ParseDuration` takes it (`250ms`, `1m30s`, `-1.5h`), or nothing if it takes it for none
 * (`1d`, `10`, `1 s`). Linkerd's controllers read the timeouts and budgets of a ServiceProfile so.
 */
export function goDuration(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1;
  const size = text.replace(/^[-+]/, '');
  if (size === '0') return 0;
  let nanoseconds = 0;
  PART.lastIndex = 0;
  while (PART.lastIndex < size.length) {
    const [, number, unit] = PART.exec(size) ?? [];
    if (number === undefined || unit === undefined) return undefined;
    nanoseconds += Number(number) * (UNITS[unit] ?? Number.NaN);
  }
  // Go counts nanoseconds in 64 bits.
  return size === '' || nanoseconds > 2 ** 63 ? undefined : sign * nanoseconds;
}
