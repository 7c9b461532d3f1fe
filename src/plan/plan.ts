import type { DeployTarget } from '../facts/deploy-target';

/** A release as it will go: what `plan/plan.json` holds, and all that the pages of the plan are made of. */
export interface Plan {
  /** Version of the schema, `schemas/plan.v1.json`. */
  readonly version: 1;
  /** The name of the release, and of its folder. */
  readonly name: string;
  /** What it does, in a sentence. */
  readonly summary: string;
  readonly namespace: string;
  /** As `check` and `diff` name it: `linkerd-2.20`. */
  readonly mesh: string;
  /** The tool that it is planned for. */
  readonly target: DeployTarget;
  /** The Service that clients call. */
  readonly service: string;
  /** The folder that `current` points at: `steps/20-canary-10`. */
  readonly current: string;
  /** What the plan takes for granted, in sentences: where one of them does not hold, nor does what it says of requests. */
  readonly conditions: readonly string[];
  readonly steps: readonly PlanStep[];
  /** Back to where all traffic is on what served before. */
  readonly rollback: PlanRollback;
  /** Who decides about which field. */
  readonly owners: readonly PlanOwner[];
  /** What can be met on the way, by tool. */
  readonly safety: readonly PlanSafety[];
  /** Objects in the order in which they are deleted if all of it is to go. */
  readonly teardown: readonly PlanObject[];
}

/** A state of the cluster, and the way to it. */
export interface PlanStep {
  /** `canary-10`. */
  readonly name: string;
  /** `steps/20-canary-10`, below the folder of the release. */
  readonly folder: string;
  /** What it is for, in a sentence. */
  readonly what: string;
  /** Why there is no simple way back from it; undefined where there is. */
  readonly irreversible?: string;
  /** The objects that it changes: all of the first step, then what differs from the step before. */
  readonly changes: readonly PlanChange[];
  /** Who receives the requests to the Service, for each port and each kind of request that is told apart. */
  readonly traffic: readonly PlanTraffic[];
  /** Which pods each Service selects. */
  readonly services: readonly PlanService[];
  /** What the tool writes on the way, and who receives requests after each batch. */
  readonly moments: readonly PlanMoment[];
  /** What is wrong on the way, with the tool that it is planned for. */
  readonly unsafe: readonly PlanUnsafe[];
  /** What must hold before the next step. */
  readonly gates: readonly PlanGate[];
  readonly commands: readonly PlanCommands[];
  /** SHA-256 of the names and texts of its files. */
  readonly digest: string;
}

/** An object. */
export interface PlanObject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What becomes of an object. */
export interface PlanChange extends PlanObject {
  readonly verb: 'create' | 'update' | 'delete';
}

/** Who receives a kind of request. */
export interface PlanTraffic {
  readonly port: number;
  /** `GET /`, with headers if any: `GET /, x-canary: 1`. */
  readonly request: string;
  readonly to: readonly PlanShare[];
}

/** A share of requests. */
export interface PlanShare {
  /** The version of the pods, or the name of what they belong to; `nothing`, `404` or `unknown` where no pods receive it. */
  readonly who: string;
  /** The Service by which they are reached; empty for no pods. */
  readonly via: string;
  /** The workload of the pods; empty for no pods. */
  readonly workload: string;
  /** Reduced: `9/10`, `1`. */
  readonly share: string;
}

/** A Service, and the pods behind it. */
export interface PlanService {
  readonly name: string;
  readonly pods: readonly { readonly kind: string; readonly workload: string; readonly version: string; readonly replicas: number }[];
}

/** A point on the way to a step. */
export interface PlanMoment {
  /** Whether the tool waits before it until all pods so far are ready. */
  readonly waits: boolean;
  /** Written at once, in any order. */
  readonly writes: readonly PlanChange[];
  /** Who receives plain requests to the first port afterwards, when all has had its effect. */
  readonly to: readonly PlanShare[];
}

/** A finding of the replay. */
export interface PlanUnsafe {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** When, and what happens then. */
  readonly message: string;
  /** The way of a request. */
  readonly trace: string;
  readonly fix: string;
  /** The object whose write makes it, and its file below the folder of the release. */
  readonly object: PlanObject;
  readonly file: string;
  /** The batch whose effect makes it, from 0; undefined where it is on the way back. */
  readonly moment?: number;
}

/** What is waited for. */
export type PlanGate =
  | { readonly kind: 'ready'; readonly workloads: readonly string[]; readonly command: string }
  | { readonly kind: 'copied'; readonly what: string; readonly command: string }
  | { readonly kind: 'pause'; readonly seconds: number }
  | { readonly kind: 'approval'; readonly what: string }
  | {
      readonly kind: 'metric';
      readonly name: string;
      /** PromQL. */
      readonly query: string;
      readonly min?: number;
      readonly max?: number;
    };

/** How a step is reached and left with one tool, in the folder that holds that of the release. */
export interface PlanCommands {
  readonly tool: DeployTarget;
  readonly promote: readonly string[];
  /** Empty where there is no simple way back. */
  readonly rollback: readonly string[];
}

/** The state to go back to. */
export interface PlanRollback {
  readonly folder: string;
  /** In a sentence. */
  readonly what: string;
  /** The steps from which it is safe, by name. */
  readonly from: readonly string[];
  /** How one goes on from there to the first step, by tool: the release is given up then. */
  readonly abandon: readonly PlanCommands[];
  readonly digest: string;
}

/** Who writes a field. Nobody else should. */
export interface PlanOwner {
  readonly field: string;
  readonly owner: string;
}

/** What was found with one tool, for each step: of the way there, and of the way from there to the rollback. */
export interface PlanSafety {
  readonly tool: DeployTarget;
  /** What was run, or read: `kubectl 1.34, apply -f`. */
  readonly version: string;
  readonly steps: readonly { readonly step: string; readonly unsafe: number; readonly rollback?: number }[];
}
