import { ARGO, ARGO_SERVER_SIDE } from './argo';
import { FLUX } from './flux';
import { HELM } from './helm';
import { KAPP } from './kapp';
import { KUBECTL_APPLY, KUBECTL_APPLY_KUSTOMIZE, KUBECTL_APPLY_SERVER_SIDE } from './kubectl';
import type { DeployTool } from './tool';

/** All tools that we say something about. */
export const TOOLS: readonly DeployTool[] = [
  KUBECTL_APPLY,
  KUBECTL_APPLY_SERVER_SIDE,
  KUBECTL_APPLY_KUSTOMIZE,
  HELM,
  ARGO,
  ARGO_SERVER_SIDE,
  FLUX,
  KAPP,
];
