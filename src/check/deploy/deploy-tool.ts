import type { DeployTarget } from '../../facts/deploy-target';
import { inArgoOrder } from './argocd';
import { inFluxOrder } from './flux';
import { inHelmOrder } from './helm';
import { inKappOrder } from './kapp';
import { inFileOrder, inKustomizeOrder } from './kubectl';
import type { Batch, Change } from './write';

/** How a deploy tool brings one state of objects to the cluster after another. */
export interface DeployTool {
  /** What was run, or read. */
  readonly version: string;
  /** Whether it deletes what is no longer there. */
  readonly prunes: boolean;
  /** What it writes, in its order. */
  readonly batches: (change: Change) => Batch[];
  /** Whether the order of two objects has nothing to do with others. */
  readonly isLocal: boolean;
}

/** The tools, each by its own rules; what was observed of each is in the tests. */
export const DEPLOY_TOOLS: Readonly<Record<DeployTarget, DeployTool>> = {
  kubectl: { version: 'kubectl 1.34, apply -f', prunes: false, batches: inFileOrder, isLocal: false },
  kustomize: { version: 'kubectl 1.34, apply -k, order legacy', prunes: false, batches: inKustomizeOrder, isLocal: false },
  argocd: { version: "Argo CD's engine, 2026-09", prunes: true, batches: inArgoOrder, isLocal: false },
  flux: { version: 'kustomize-controller 1.9', prunes: true, batches: inFluxOrder, isLocal: false },
  helm: { version: 'Helm 4.1', prunes: true, batches: inHelmOrder, isLocal: false },
  kapp: { version: 'kapp 0.64', prunes: true, batches: inKappOrder, isLocal: true },
};

/** `kubectl apply -k` where the Kustomization says `sortOptions: { order: fifo }`. */
export const KUSTOMIZE_FIFO: DeployTool = { ...DEPLOY_TOOLS.kubectl, version: 'kubectl 1.34, apply -k, order fifo' };
