import type { SecurityContext } from 'kubernetes-types/core/v1';
import { securityContext } from '../../src/workload/security-context';

describe('securityContext', () => {
  test.each<SecurityContext>([
    { privileged: true, allowPrivilegeEscalation: true },
    { runAsUser: 0, runAsGroup: 0 },
    { seccompProfile: { type: 'Localhost', localhostProfile: 'profiles/web.json' } },
    { seccompProfile: { type: 'Unconfined' } },
  ])('takes %j', (given) => {
    expect(securityContext(false, undefined, given)).toEqual(given);
  });

  test.each<[string, boolean, SecurityContext, string]>([
    [
      'privileges where pods are restricted',
      true,
      { privileged: true },
      'securityContext must not have privileged where allowPrivilegeEscalation is false, as it is unless podSecurity is "none"',
    ],
    ['privileges that are forbidden at once', false, { privileged: true, allowPrivilegeEscalation: false }, 'must not have privileged'],
    ['the one capability that is all of them', true, { capabilities: { add: ['CAP_SYS_ADMIN'] } }, 'must not have CAP_SYS_ADMIN'],
    ['a user below 0', false, { runAsUser: -1 }, 'runAsUser of securityContext must be a whole number from 0 to 2147483647, got -1'],
    ['a group beyond 31 bits', false, { runAsGroup: 2 ** 31 }, 'runAsGroup of securityContext must be a whole number from 0'],
    [
      'an unknown profile',
      false,
      { seccompProfile: { type: 'runtime/default' } },
      'type of seccompProfile must be one of RuntimeDefault, Unconfined, Localhost, got "runtime/default"',
    ],
    ['no file for a profile of its own', false, { seccompProfile: { type: 'Localhost' } }, 'seccompProfile must have localhostProfile'],
    [
      'a file for a profile that has none',
      false,
      { seccompProfile: { type: 'RuntimeDefault', localhostProfile: 'a' } },
      'with type Localhost and no other, got "a" with RuntimeDefault',
    ],
  ])('refuses %s', (_what, restricted, given, message) => {
    expect(() => securityContext(restricted, undefined, given)).toThrow(message);
  });
});
