/** A fault at an offset in a YAML text. */
export class YamlFault extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

/** The result of `make`, whose errors become faults at `at`. */
export function faultsAt<T>(at: number, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new YamlFault(error instanceof Error ? error.message : String(error), at);
  }
}
