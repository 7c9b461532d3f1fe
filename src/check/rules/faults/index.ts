import type { Rule } from '../../rule';
import { annotationInWrongPlace } from './annotation-in-wrong-place';
import { annotationsTooEarly } from './annotations-too-early';
import { badAnnotationDropsGroup } from './bad-annotation-drops-group';
import { breakerEndsFault } from './breaker-ends-fault';
import { breakerOnLeaf } from './breaker-on-leaf';
import { retriesUndoFault } from './retries-undo-fault';
import { retryLimitZero } from './retry-limit-zero';
import { unknownAnnotation } from './unknown-annotation';

/** About fault injection, retries, timeouts and circuit breaking. */
export const FAULTS_RULES: readonly Rule[] = [
  badAnnotationDropsGroup,
  unknownAnnotation,
  annotationInWrongPlace,
  annotationsTooEarly,
  retryLimitZero,
  retriesUndoFault,
  breakerEndsFault,
  breakerOnLeaf,
];
