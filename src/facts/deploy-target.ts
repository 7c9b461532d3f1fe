/** A tool that brings objects to a cluster. */
export type DeployTarget = 'kubectl' | 'kustomize' | 'argocd' | 'flux' | 'helm' | 'kapp';

/** All of them. */
export const DEPLOY_TARGETS: readonly DeployTarget[] = ['kubectl', 'kustomize', 'argocd', 'flux', 'helm', 'kapp'];
