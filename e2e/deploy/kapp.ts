import { programPath } from '../build/cache';
import { DEPLOY_TOOLS } from '../../src/check/deploy/deploy-tool';
import type { DeployTool } from './tool';

/** kapp 0.64, with all its defaults. */
export const KAPP: DeployTool = {
  name: 'kapp deploy',
  user: 'kapp',
  rewrites: 'none',
  predicts: DEPLOY_TOOLS.kapp,
  deploy: (cluster, { name, folder, namespace }) => {
    const where = ['--kubeconfig', cluster.kubeconfig('kapp'), '--namespace', namespace];
    return cluster.run(programPath('kapp'), ['deploy', '--app', name, '--file', folder, '--yes', ...where], { user: 'kapp' });
  },
};
