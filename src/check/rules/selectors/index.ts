import type { Rule } from '../../rule';
import { apexCoversCanary } from './apex-covers-canary';
import { apexFailsClosed } from './apex-fails-closed';
import { bypassEntry } from './bypass-entry';
import { canaryNoReadiness } from './canary-no-readiness';
import { headlessApex } from './headless-apex';
import { leafOverlap } from './leaf-overlap';
import { leafSelectsNothing } from './leaf-selects-nothing';
import { sharedSelector } from './shared-selector';

/** About which pods a Service selects. */
export const SELECTORS_RULES: readonly Rule[] = [
  leafSelectsNothing,
  leafOverlap,
  apexCoversCanary,
  apexFailsClosed,
  headlessApex,
  sharedSelector,
  bypassEntry,
  canaryNoReadiness,
];
