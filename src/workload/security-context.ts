import type { SecurityContext } from 'kubernetes-types/core/v1';
import { oneOf, show, wholeNumber } from '../mesh/input';

const MAX_ID = 2 ** 31 - 1;
const PROFILES = ['RuntimeDefault', 'Unconfined', 'Localhost'];

/**
 * The security context of a container.
 *
 * @param restricted whether what the restricted Pod Security Standard asks for is set
 * @param given what the user says; it wins
 * @throws if the API server would refuse it (Kubernetes 1.34): an id or a profile is none, or privileges are given and forbidden at once
 */
export function securityContext(
  restricted: boolean,
  runAsUser: number | undefined,
  given: SecurityContext | undefined,
): SecurityContext | undefined {
  const { capabilities, ...others } = given ?? {};
  const context: SecurityContext = {
    // Pod Security Standards, profile restricted, Kubernetes 1.34.
    ...(restricted
      ? { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'], ...capabilities } }
      : capabilities && { capabilities }),
    ...(runAsUser === undefined ? {} : { runAsUser: wholeNumber('runAsUser', runAsUser, restricted ? 1 : 0, MAX_ID) }),
    ...others,
  };
  if (Object.keys(context).length === 0) return undefined;
  check(context);
  return context;
}

function check({ privileged, allowPrivilegeEscalation, capabilities, runAsUser, runAsGroup, ...context }: SecurityContext): void {
  const powers = [...(privileged ? ['privileged'] : []), ...(capabilities?.add ?? []).filter((name) => name === 'CAP_SYS_ADMIN')];
  if (powers.length > 0 && allowPrivilegeEscalation === false) {
    throw new Error(
      `securityContext must not have ${powers.join(' and ')} where allowPrivilegeEscalation is false, as it is unless podSecurity is "none"; set that`,
    );
  }
  if (runAsUser !== undefined) wholeNumber('runAsUser of securityContext', runAsUser, 0, MAX_ID);
  if (runAsGroup !== undefined) wholeNumber('runAsGroup of securityContext', runAsGroup, 0, MAX_ID);
  checkProfile('seccompProfile', context.seccompProfile);
  checkProfile('appArmorProfile', context.appArmorProfile);
}

function checkProfile(name: string, profile: SecurityContext['seccompProfile']): void {
  if (profile === undefined) return;
  const { type, localhostProfile } = profile;
  oneOf(`type of ${name}`, type, PROFILES);
  if ((type === 'Localhost') !== (localhostProfile !== undefined)) {
    throw new Error(`${name} must have localhostProfile with type Localhost and no other, got ${show(localhostProfile)} with ${type}`);
  }
}
