import { show } from '../mesh/input';

/**
 * An absolute `http` or `https` URL, as it was given.
 *
 * @throws if it is none, or has a user name or password in it: those belong into a Secret
 */
export function httpUrl(what: string, value: string): string {
  const refuse = (why: string) => new Error(`${what} must be a URL such as http://prometheus.monitoring:9090, got ${show(value)}${why}`);
  if (!/^https?:\/\/[^\s\\\p{Cc}]+$/u.test(value) || !URL.canParse(value)) throw refuse('');
  const { username, password } = new URL(value);
  if (username !== '' || password !== '') throw refuse('; keep user name and password in a Secret');
  return value;
}
