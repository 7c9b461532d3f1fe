import type { DeployTarget } from '../facts/deploy-target';
import type { PlanGate } from './plan';

/** An object of a state, and the file that it is in. */
export interface PlannedObject {
  readonly object: object;
  /** Below the folder of the state. */
  readonly file: string;
}

/** A state of the cluster that somebody can deploy. */
export interface PlannedState {
  /** Below the folder of the release. */
  readonly folder: string;
  /** In a sentence. */
  readonly what: string;
  /** In the order of their files. */
  readonly objects: readonly PlannedObject[];
  readonly digest: string;
}

/** A state on the way of a release. */
export interface PlannedStep extends PlannedState {
  readonly name: string;
  readonly irreversible?: string;
  /** What the user wants to hold before the next step; that pods are ready is added. */
  readonly gates: readonly PlanGate[];
}

/** What a plan is made of. */
export interface PlanInput {
  readonly name: string;
  readonly summary: string;
  readonly namespace: string;
  readonly mesh: string;
  readonly target: DeployTarget;
  /** The Service that clients call. */
  readonly service: string;
  /** The folder that is deployed now. */
  readonly current: string;
  readonly steps: readonly PlannedStep[];
  readonly rollback: PlannedState;
  /** What to delete, in this order, where all of it is to go. */
  readonly teardown: readonly object[];
  /** Objects that are there all the time, and not of this release. */
  readonly given: readonly object[];
  /** What commands need to know of how it is delivered. */
  readonly means: PlannedMeans;
  /** Conditions that only its author knows. */
  readonly conditions: readonly string[];
}

/** How a release is delivered, as far as commands have to say so. */
export interface PlannedMeans {
  /** The output folder, with a slash at its end; empty where it is not known, and commands are for that folder. */
  readonly prefix: string;
  /** Whether there is a folder `delivery`, which is applied once. */
  readonly hasDelivery: boolean;
  /** The namespace of the tool's own object, where it is not the one that its command takes for granted. */
  readonly toolNamespace?: string;
  /** Whether the first step is of objects that somebody else has deployed. */
  readonly adopts: boolean;
}
