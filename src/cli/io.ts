/** What a command needs of the world besides files: a terminal, or a test, gives it. */
export interface Io {
  /** Writes to standard output: the result and nothing else. */
  readonly out: (text: string) => void;
  /** Writes to standard error: warnings and errors. */
  readonly err: (text: string) => void;
  /** Reads all of standard input. */
  readonly readStdin: () => Uint8Array;
  /** Shows how many of all files are read, on a terminal. @default - nothing is shown */
  readonly progress?: (done: number, all: number) => void;
  /** Whether what is written to standard output may have colours. */
  readonly colour: boolean;
  /** The version of this package. */
  readonly version: string;
}

/** The exit codes of every command. */
export const EXIT = {
  /** Done. Warnings, if any, are on standard error. */
  ok: 0,
  /** The input was refused, or something is wrong in it. */
  refused: 1,
  /** The command line is wrong, or not all of the input could be read. */
  usage: 2,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
