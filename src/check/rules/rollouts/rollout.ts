import type { JsonValue } from '../../../yaml/read';
import { listAt } from '../../data';
import type { Manifest } from '../../manifest';

/** Where a Rollout says how it routes. */
export const CANARY = ['spec', 'strategy', 'canary'];

/** The steps of a Rollout. */
export const stepsOf = ({ object }: Manifest): readonly JsonValue[] => listAt(object, ...CANARY, 'steps');
