import type { DataPath } from '../yaml/locate';
import type { Manifest } from './manifest';

/** How bad a finding is: `error` breaks traffic, `warning` may, `info` is worth to know. */
export type Severity = 'error' | 'warning' | 'info';

/** All severities, the worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** Whether something is as bad as a least severity, or worse. */
export const isAtLeast = (severity: Severity, least: Severity): boolean => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);

/** A place where a rule is broken. */
export interface Problem {
  readonly manifest: Manifest;
  /** What of the object; the object itself where it is left out. */
  readonly path?: DataPath;
  /** What is wrong here: what is written, and what it does. A sentence without a full stop. */
  readonly message: string;
  /** Where it is not as bad as the rule says in general. @default - the severity of the rule */
  readonly severity?: Severity;
  /** Set where it is a problem only if some object is nowhere. */
  readonly elsewhere?: Elsewhere;
  /** The traffic that it means: `10 % of requests to shop/web:80 reach nothing`. */
  readonly traffic?: string;
  /** Other objects that have to do with it. */
  readonly related?: readonly Manifest[];
  /** A change that mends it, where there is only one that can be meant. */
  readonly change?: Change;
}

/** Something that may be in the cluster all the same. */
export interface Elsewhere {
  /** How bad it is that it is not there: as the rule says, or otherwise. */
  readonly otherwise: Severity | 'rule';
}

/** Another value in the place of one that is written. */
export interface Change {
  readonly path: DataPath;
  readonly value: string;
}
