import type { CheckResult } from '../check/result';
import { SEVERITIES } from '../check/rule';

/** `1 error`, `2 errors`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `2 errors, 1 warning in 2 of 14 files`, or that nothing was found. */
export function summary({ findings, hidden, faults, files, objects }: CheckResult): string {
  const rest =
    (hidden === 0 ? '' : `; ${hidden} of less severity not shown (--min-severity)`) +
    (faults.length === 0 ? '' : `; ${plural(faults.length, 'place')} could not be read`);
  if (findings.length === 0) return `nothing found in ${plural(objects, 'object')} of ${plural(files, 'file')}${rest}`;
  const counts = SEVERITIES.map((severity) => [findings.filter((finding) => finding.severity === severity).length, severity] as const);
  const texts = counts
    .filter(([count]) => count > 0)
    .map(([count, severity]) => (severity === 'info' ? `${count} info` : plural(count, severity)));
  const found = new Set(findings.map(({ object }) => object.file)).size;
  return `${texts.join(', ')} in ${found} of ${plural(files, 'file')}${rest}`;
}
