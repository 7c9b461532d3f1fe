import type { Rule } from '../check/rule';

/** What a report needs besides the result. */
export interface ReportOptions {
  /** Every rule that a finding may be of. */
  readonly rules: readonly Rule[];
  /** The version of this package. */
  readonly version: string;
  /** Whether the reader shows ANSI colours. @default false */
  readonly colour?: boolean;
  /** Whether to say what was left out on purpose. @default false */
  readonly verbose?: boolean;
}
