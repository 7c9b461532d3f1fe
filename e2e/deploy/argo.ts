import { programPath } from '../build/cache';
import { byArgo } from './order';
import type { DeployTool, Said } from './tool';

/** Argo CD's gitops-engine of 2026-09, driven as its application controller does: one sync of an application, with pruning. */
export const ARGO: DeployTool = {
  name: 'Argo CD',
  user: 'argo',
  prunes: true,
  rewrites: 'another form',
  order: byArgo,
  deploy: (cluster, { name, folder, namespace }) => {
    const args = ['--kubeconfig', cluster.kubeconfig('argo'), '--namespace', namespace, '--app', name, '--prune', folder];
    return cluster.run(programPath('argo-engine'), args, { user: 'argo' });
  },
};

/** Whether Argo CD saw no difference before it wrote, so would have called the application Synced: only then its engine skips hooks, and logs that. */
export const wasSynced = ({ stderr }: Said): boolean => /"Syncing" skipHooks=(\w+)/.exec(stderr)?.[1] === 'true';
