import type { Rule } from '../../rule';
import { refusedObject } from './refused-object';

/** About what never gets into the cluster. */
export const ADMISSION_RULES: readonly Rule[] = [refusedObject];
