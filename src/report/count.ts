import type { CheckResult } from '../check/result';
import { SEVERITIES } from '../check/problem';

/** `1 error`, `2 errors`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `2 errors, 1 warning in 2 of 14 files for linkerd-2.20`, or that nothing was found, and how much is not told. */
export function summary({ findings, hidden, ifComplete, ignored, mesh, faults, files, objects }: CheckResult): string {
  const rest = [
    ` for ${mesh}`,
    ...(ifComplete === 0 ? [] : [`; ${ifComplete} more if these are all objects of the cluster (--complete)`]),
    ...(hidden === ifComplete ? [] : [`; ${hidden - ifComplete} of less severity not shown (--min-severity info)`]),
    ...(ignored === 0 ? [] : [`; ${ignored} ignored as asked`]),
    ...(faults.length === 0 ? [] : [`; ${plural(faults.length, 'place')} could not be read`]),
  ].join('');
  if (findings.length === 0) return `nothing found in ${plural(objects, 'object')} of ${plural(files, 'file')}${rest}`;
  const counts = SEVERITIES.map((severity) => [findings.filter((finding) => finding.severity === severity).length, severity] as const);
  const texts = counts
    .filter(([count]) => count > 0)
    .map(([count, severity]) => (severity === 'info' ? `${count} info` : plural(count, severity)));
  const found = new Set(findings.map(({ object }) => object.file)).size;
  return `${texts.join(', ')} in ${found} of ${plural(files, 'file')}${rest}`;
}
