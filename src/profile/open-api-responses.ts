import { Layers, objectOrNull, sortedKeys } from './open-api-document';

/** Whether a response of some status is a failure. */
export interface OpenApiResponseClass {
  /** As Linkerd reads it. Its webhook takes 100 to 599 only, see the warnings. */
  readonly status: number;
  /** Statuses from 500 on are failures. */
  readonly isFailure: boolean;
}

/**
 * One class for each status that is written as a number, ascending. `default`, `2XX` and `x-` fields give none.
 *
 * @throws if a response is no object
 */
export function responseClasses(responses: Layers, where: string): OpenApiResponseClass[] {
  const statuses = new Set<bigint>();
  for (const layer of responses) {
    for (const key of sortedKeys(layer)) {
      if (key.startsWith('x-')) continue;
      objectOrNull(layer[key] ?? null, `response ${key} of ${where}`);
      const status = atoi(key);
      if (status !== undefined) statuses.add(status);
    }
  }
  const ascending = [...statuses].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  // The field is an unsigned number of 32 bits: Linkerd cuts off what does not fit, after it looked for failures.
  return ascending.map((status) => ({ status: Number(BigInt.asUintN(32, status)), isFailure: status >= 500n }));
}

/** Go's `strconv.Atoi`: decimal digits, leading zeros and a sign allowed, 64 bits. */
function atoi(text: string): bigint | undefined {
  const [, sign, digits] = /^([-+]?)0*([0-9]{1,19})$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const size = BigInt(digits);
  if (sign === '-') return size <= 2n ** 63n ? -size : undefined;
  return size < 2n ** 63n ? size : undefined;
}
