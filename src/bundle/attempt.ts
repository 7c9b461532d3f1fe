/** The code by which the system names a failure, such as ENOSPC, be it of the error itself or of its cause. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeOf(error.cause) : undefined;
}

/** Does something with files. `false` if the system refuses it with one of these codes, an error if it does with another. */
export function attempt(action: () => void, refusals: ReadonlySet<string>): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if (refusals.has(codeOf(error) ?? '')) return false;
    throw error;
  }
}

/** Does something with files. If the system refuses it, the error says more than the system does; others are left as they are. */
export function explain<T>(message: (why: string) => string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    throw new Error(message(error instanceof Error ? error.message : String(error)), { cause: error });
  }
}
