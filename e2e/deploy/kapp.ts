import { programPath } from '../build/cache';
import { DEPLOY_TOOLS } from '../../src/check/deploy/deploy-tool';
import { namespacesOf, objectsIn } from '../support/objects';
import { ensureNamespace } from './namespaces';
import type { DeployTool } from './tool';

/** Where kapp notes what it has deployed, if the namespace of that does not exist before. */
const ELSEWHERE = 'kapp-apps';

/** kapp 0.64, with all its defaults. */
export const KAPP: DeployTool = {
  name: 'kapp deploy',
  user: 'kapp',
  rewrites: 'none',
  predicts: DEPLOY_TOOLS.kapp,
  async deploy(cluster, { name, folder, namespace }) {
    const own = namespacesOf(objectsIn(folder)).made.includes(namespace);
    if (own) await ensureNamespace(cluster, ELSEWHERE);
    const where = ['--kubeconfig', cluster.kubeconfig('kapp'), '--namespace', own ? ELSEWHERE : namespace];
    return cluster.run(programPath('kapp'), ['deploy', '--app', name, '--file', folder, '--yes', ...where], { user: 'kapp' });
  },
};
