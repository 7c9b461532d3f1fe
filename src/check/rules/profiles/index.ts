import type { Rule } from '../../rule';
import { conditionNeverHolds } from './condition-never-holds';
import { oneSidedStatusRange } from './one-sided-status-range';
import { overrideNotAService } from './override-not-a-service';
import { profileHidesAnnotations } from './profile-hides-annotations';
import { profileNameNotFqdn } from './profile-name-not-fqdn';
import { profileShadowsRoute } from './profile-shadows-route';
import { regexSuspicious } from './regex-suspicious';
import { regexTopLevelAlternation } from './regex-top-level-alternation';
import { regexUnreadable } from './regex-unreadable';
import { retry4xx } from './retry-4xx';
import { retryBudgetInert } from './retry-budget-inert';
import { retryNonIdempotent } from './retry-non-idempotent';
import { routeShadowed } from './route-shadowed';

/** About ServiceProfiles. */
export const PROFILES_RULES: readonly Rule[] = [
  profileNameNotFqdn,
  regexUnreadable,
  regexTopLevelAlternation,
  regexSuspicious,
  conditionNeverHolds,
  routeShadowed,
  retryNonIdempotent,
  retry4xx,
  retryBudgetInert,
  oneSidedStatusRange,
  profileShadowsRoute,
  profileHidesAnnotations,
  overrideNotAService,
];
