import { Duration } from 'cdk8s';
import { sessionAffinity, SessionAffinityProps } from '../../src/delivery/session-affinity';

test('minimal props', () => {
  expect(sessionAffinity({ cookieName: 'flagger-cookie' })).toEqual({ cookieName: 'flagger-cookie' });
});

test('all props', () => {
  const props: Required<SessionAffinityProps> = {
    cookieName: 'canary',
    primaryCookieName: 'primary',
    maxAge: Duration.days(2),
    domain: 'example.com',
    path: '/',
    httpOnly: true,
    secure: true,
    sameSite: 'None',
    partitioned: true,
  };
  expect(sessionAffinity(props)).toEqual({ ...props, maxAge: 172800 });
});

test.each<[string, SessionAffinityProps, string]>([
  ['one name for both cookies', { cookieName: 'a', primaryCookieName: 'a' }, 'primaryCookieName must differ from cookieName'],
  ['a name with a dot, which is any character in an expression', { cookieName: 'a.b' }, 'cookieName must be letters'],
  ['a name with an equals sign', { cookieName: 'a=b' }, 'cookieName must be letters'],
  ['an empty name', { cookieName: '' }, 'cookieName must be letters'],
  ['no name', {} as SessionAffinityProps, 'cookieName must be letters, digits, "-" and "_", at most 128, got undefined'],
  ['no SameSite that there is', { cookieName: 'a', sameSite: '' as 'Lax' }, 'sameSite must be one of Strict, Lax, None, got ""'],
  ['a primary with a bad name', { cookieName: 'a', primaryCookieName: 'b;' }, 'primaryCookieName must be letters'],
  ['a path that would add an attribute', { cookieName: 'a', path: '/; Secure' }, 'path must have no ";"'],
  ['a domain of two lines', { cookieName: 'a', domain: 'a\r\nb' }, 'domain must be a line of text'],
  ['an age with a fraction', { cookieName: 'a', maxAge: Duration.millis(1) }, 'maxAge must be whole seconds'],
  ['SameSite=None without Secure', { cookieName: 'a', sameSite: 'None' }, 'secure must be true'],
  ['Partitioned without Secure', { cookieName: 'a', partitioned: true }, 'secure must be true'],
])('%s is refused', (_, props, message) => {
  expect(() => sessionAffinity(props)).toThrow(message);
});
