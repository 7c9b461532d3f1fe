import { Duration } from 'cdk8s';
import type { CanaryV1Beta1 } from '../../imports';
import { line, oneOf, show } from '../mesh/input';
import { flaggerSeconds } from './flagger-duration';

/** How a client is kept on the version that answered it first, by a cookie. */
export interface SessionAffinityProps {
  /** The name of the cookie of clients on the canary: letters, digits, `-` and `_`, since Flagger puts it into a regular expression. */
  readonly cookieName: string;
  /**
   * The name of the cookie of clients on the primary, which then stay there. Without it a client that comes often enough ends up on the
   * canary.
   *
   * @default - clients of the primary are not kept there
   */
  readonly primaryCookieName?: string;
  /**
   * How long the cookie lasts, in whole seconds.
   *
   * @default Duration.days(1)
   */
  readonly maxAge?: Duration;
  /**
   * The domain of the cookie.
   *
   * @default - the host that was called
   */
  readonly domain?: string;
  /**
   * The path of the cookie.
   *
   * @default - the path that was called
   */
  readonly path?: string;
  /**
   * Whether scripts cannot read the cookie.
   *
   * @default false
   */
  readonly httpOnly?: boolean;
  /**
   * Whether the cookie is sent over TLS only.
   *
   * @default false
   */
  readonly secure?: boolean;
  /**
   * Whether other sites make the browser send the cookie.
   *
   * @default - the browser decides
   */
  readonly sameSite?: 'Strict' | 'Lax' | 'None';
  /**
   * Whether each site that embeds the page has a cookie of its own.
   *
   * @default false
   */
  readonly partitioned?: boolean;
}

/**
 * `spec.analysis.sessionAffinity`.
 *
 * @throws if a name cannot be written, both are the same, or browsers would refuse the cookie
 */
export function sessionAffinity(props: SessionAffinityProps): NonNullable<CanaryV1Beta1['spec']['analysis']['sessionAffinity']> {
  const { cookieName, primaryCookieName, maxAge, domain, path, httpOnly, secure, sameSite, partitioned } = props;
  if (primaryCookieName !== undefined && primaryCookieName === cookieName) {
    throw new Error(`primaryCookieName must differ from cookieName, got ${show(cookieName)} for both; Flagger would ignore the Canary`);
  }
  if (!secure && (sameSite === 'None' || partitioned)) {
    throw new Error("secure must be true where sameSite is 'None' or partitioned is true; browsers drop the cookie otherwise");
  }
  return {
    cookieName: cookie('cookieName', cookieName),
    primaryCookieName: primaryCookieName === undefined ? undefined : cookie('primaryCookieName', primaryCookieName),
    domain: domain === undefined ? undefined : attribute('domain', domain),
    path: path === undefined ? undefined : attribute('path', path),
    httpOnly,
    secure,
    sameSite: sameSite === undefined ? undefined : oneOf('sameSite', sameSite, SAME_SITE),
    partitioned,
    maxAge: maxAge && flaggerSeconds('maxAge', maxAge),
  };
}

const SAME_SITE = ['Strict', 'Lax', 'None'] as const;

function cookie(what: string, value: string): string {
  if (typeof value === 'string' && /^[\w-]{1,128}$/.test(value)) return value;
  throw new Error(`${what} must be letters, digits, "-" and "_", at most 128, got ${show(value)}`);
}

/** Attributes of a cookie are separated by semicolons. */
function attribute(what: string, value: string): string {
  if (!line(what, value).includes(';')) return value;
  throw new Error(`${what} must have no ";", got ${show(value)}`);
}
