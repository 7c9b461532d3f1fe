import { show } from './input';

/**
 * An absolute `http` or `https` URL, as it was given.
 *
 * @param instead the prop that names a Secret with user name and password, where there is one
 * @throws if it is none, or has a user name or password in it: those belong into a Secret
 */
export function httpUrl(what: string, value: string, instead?: string): string {
  if (!/^https?:\/\/[^\s\\\p{Cc}]+$/u.test(value) || !URL.canParse(value)) {
    throw new Error(`${what} must be a URL such as http://shop.web:8080/path, got ${show(value)}`);
  }
  const { username, password } = new URL(value);
  if (username === '' && password === '') return value;
  // Without what was given, for the message may end up in a log.
  const hint = instead === undefined ? '' : ` and name it in ${instead}`;
  throw new Error(`${what} must have no user name and password in it; keep them in a Secret${hint}`);
}
