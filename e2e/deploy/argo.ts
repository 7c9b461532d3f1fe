import { programPath } from '../build/cache';
import { DEPLOY_TOOLS } from '../../src/check/deploy/deploy-tool';
import type { DeployTool, Said } from './tool';

/** Argo CD's gitops-engine of 2026-09, driven as its application controller does: one sync of an application, with pruning. */
const argo = (name: string, options: readonly string[], rewrites: DeployTool['rewrites']): DeployTool => ({
  name,
  user: 'argo',
  rewrites,
  predicts: DEPLOY_TOOLS.argocd,
  deploy: (cluster, { name: app, folder, namespace }) => {
    const args = ['--kubeconfig', cluster.kubeconfig('argo'), '--namespace', namespace, '--app', app, '--prune', ...options, folder];
    return cluster.run(programPath('argo-engine'), args, { user: 'argo' });
  },
});

/** The engine computes the difference, as kubectl does. */
export const ARGO = argo('Argo CD', [], 'another form');

/** With the sync option `ServerSideApply=true`. */
export const ARGO_SERVER_SIDE = argo('Argo CD, server-side', ['--server-side'], 'all');

/** Whether Argo CD saw no difference before it wrote, so would have called the application Synced: only then its engine skips hooks, and logs that. */
export const wasSynced = ({ stderr }: Said): boolean => /"Syncing" skipHooks=(\w+)/.exec(stderr)?.[1] === 'true';
