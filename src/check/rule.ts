import type { RuleContext } from './context';
import type { Problem, Severity } from './problem';

/** Something that may be wrong with the objects of a cluster. */
export interface Rule {
  /** Words in small letters with dashes between them. Never reused for something else. */
  readonly name: string;
  readonly severity: Severity;
  /** What it finds, in a sentence. */
  readonly summary: string;
  /** What happens then, and where that is known from: project, version, and whether it was measured, run or read in the source. */
  readonly why: string;
  /** What a person can do. */
  readonly fix: string;
  /** Finds it. Does not throw, whatever the objects hold. */
  readonly check: (context: RuleContext) => Iterable<Problem>;
}
