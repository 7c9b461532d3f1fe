import { kubectlPath } from '../../scripts/kubectl';
import { DEPLOY_TOOLS, KUSTOMIZE_FIFO } from '../../src/check/deploy/deploy-tool';
import type { DeployTool } from './tool';

/** kubectl 1.34, which deletes nothing. */
const kubectl = (
  options: readonly string[],
  rewrites: DeployTool['rewrites'],
  predicts: DeployTool['predicts'] = DEPLOY_TOOLS.kubectl,
): DeployTool => ({
  name: `kubectl apply ${options.join(' ')}`,
  user: 'kubectl',
  rewrites,
  predicts,
  deploy: async (cluster, { folder }) => {
    const { stdout, stderr } = await cluster.run(kubectlPath(), ['apply', ...options, folder], { user: 'kubectl' });
    return { stdout, stderr: stderr.replace(SORTING, '') };
  },
});

/** Said of each `Kustomization` with `sortOptions`, because kubectl asks for its own order beforehand (kustomize 5.7, in kubectl 1.34). */
const SORTING = /^.* Warning: Sorting order is set both in 'kustomization.yaml' .* Using the kustomization file over the CLI flag\.\n/m;

/** `kubectl apply -f FOLDER`: kubectl computes the difference. */
export const KUBECTL_APPLY = kubectl(['-f'], 'another form');

/** `kubectl apply --server-side -f FOLDER`: the API server does. */
export const KUBECTL_APPLY_SERVER_SIDE = kubectl(['--server-side', '-f'], 'all');

/** `kubectl apply -k FOLDER`: what the `Kustomization` of the folder lists, as it wants it sorted. */
export const KUBECTL_APPLY_KUSTOMIZE = kubectl(['-k'], 'another form', KUSTOMIZE_FIFO);
