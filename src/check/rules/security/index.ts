import type { Rule } from '../../rule';
import { metricsOpen } from './metrics-open';
import { authorizationTargetMissing } from './authorization-target-missing';
import { injectorReachable } from './injector-reachable';
import { openAuthorization } from './open-authorization';
import { wildcardIdentity } from './wildcard-identity';

/** About who can reach what should not be reached. */
export const SECURITY_RULES: readonly Rule[] = [
  injectorReachable,
  openAuthorization,
  authorizationTargetMissing,
  wildcardIdentity,
  metricsOpen,
];
