import type { Finding } from './finding';
import type { Fault } from './input/find-files';

/** What came of a check. */
export interface CheckResult {
  /** The worst first. */
  readonly findings: readonly Finding[];
  /** How many more there are that are not as bad as what is to be reported. */
  readonly hidden: number;
  /** What could not be read; the rest was checked. */
  readonly faults: readonly Fault[];
  /** What was left out on purpose, and why. */
  readonly skipped: readonly Fault[];
  /** How many files and objects were looked at. */
  readonly files: number;
  readonly objects: number;
}
