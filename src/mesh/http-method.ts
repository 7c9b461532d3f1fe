/** The methods of HTTP that routes can tell apart (RFC 9110 and 5789; the Gateway API 1.2 has the same). */
export const HTTP_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'] as const;

/** A method of HTTP. */
export type HttpMethod = (typeof HTTP_METHODS)[number];

const IDEMPOTENT: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'];

/** Whether a request with this method can be sent twice with the effect of one (RFC 9110, 9.2.2). */
export function isIdempotent(method: string): boolean {
  return IDEMPOTENT.includes(method);
}
