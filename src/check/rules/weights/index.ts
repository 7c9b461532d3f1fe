import type { Rule } from '../../rule';
import { capacityVsWeight } from './capacity-vs-weight';
import { allZeroWeights } from './all-zero-weights';
import { backupWeightZero } from './backup-weight-zero';
import { duplicateLeaf } from './duplicate-leaf';
import { overrideWithoutWeight } from './override-without-weight';
import { percentIntentMismatch } from './percent-intent-mismatch';
import { singleLeafWeight } from './single-leaf-weight';
import { weightOutOfRange } from './weight-out-of-range';
import { weightUnitMix } from './weight-unit-mix';

/** About weights of splits and routes. */
export const WEIGHTS_RULES: readonly Rule[] = [
  allZeroWeights,
  singleLeafWeight,
  weightUnitMix,
  weightOutOfRange,
  overrideWithoutWeight,
  percentIntentMismatch,
  duplicateLeaf,
  backupWeightZero,
  capacityVsWeight,
];
