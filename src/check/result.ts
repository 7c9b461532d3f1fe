import type { Finding } from './finding';
import type { Fault } from './input/find-files';

/** What came of a check. */
export interface CheckResult {
  /** The worst first. */
  readonly findings: readonly Finding[];
  /** How many more there are that are not as bad as what is to be reported. */
  readonly hidden: number;
  /** How many of these would be, if the input were the whole cluster. */
  readonly ifComplete: number;
  /** How many somebody said not to report. */
  readonly ignored: number;
  /** The mesh that it was for. */
  readonly mesh: string;
  /** What could not be read; the rest was checked. */
  readonly faults: readonly Fault[];
  /** What was left out on purpose, and why. */
  readonly skipped: readonly Fault[];
  /** How many files and objects were looked at. */
  readonly files: number;
  readonly objects: number;
}
