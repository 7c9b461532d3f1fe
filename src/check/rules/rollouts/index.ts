import type { Rule } from '../../rule';
import { rolloutInvalid } from './rollout-invalid';
import { rolloutPlugin } from './rollout-plugin';
import { rolloutSelectorOwned } from './rollout-selector-owned';
import { rolloutWorkloadDoubled } from './rollout-workload-doubled';

/** About Argo Rollouts. */
export const ROLLOUTS_RULES: readonly Rule[] = [rolloutInvalid, rolloutPlugin, rolloutWorkloadDoubled, rolloutSelectorOwned];
