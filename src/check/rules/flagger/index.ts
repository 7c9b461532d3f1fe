import type { Rule } from '../../rule';
import { flaggerAlertSilent } from './flagger-alert-silent';
import { flaggerCoreGroupStall } from './flagger-core-group-stall';
import { flaggerDeletionOrphans } from './flagger-deletion-orphans';
import { flaggerKubernetesWeight } from './flagger-kubernetes-weight';
import { flaggerLabelCollapse } from './flagger-label-collapse';
import { flaggerMatchTakesAll } from './flagger-match-takes-all';
import { flaggerMetric } from './flagger-metric';
import { flaggerMissingReference } from './flagger-missing-reference';
import { flaggerNeverAdvances } from './flagger-never-advances';
import { flaggerNeverInitialises } from './flagger-never-initialises';
import { flaggerOrphanService } from './flagger-orphan-service';
import { flaggerStepOvershoots } from './flagger-step-overshoots';
import { flaggerTwoCanaries } from './flagger-two-canaries';
import { flaggerVacuousAnalysis } from './flagger-vacuous-analysis';

/** About Flagger's Canaries. */
export const FLAGGER_RULES: readonly Rule[] = [
  flaggerNeverInitialises,
  flaggerMissingReference,
  flaggerLabelCollapse,
  flaggerTwoCanaries,
  flaggerCoreGroupStall,
  flaggerNeverAdvances,
  flaggerStepOvershoots,
  flaggerMatchTakesAll,
  flaggerKubernetesWeight,
  flaggerMetric,
  flaggerVacuousAnalysis,
  flaggerOrphanService,
  flaggerAlertSilent,
  flaggerDeletionOrphans,
];
