import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject } from '@kubernetes/client-node';
import { kubectlPath } from '../../scripts/kubectl';
import type { Cluster } from '../cluster/cluster';
import type { Component } from '../cluster/component';
import { freePorts } from '../cluster/ports';
import { DEPLOY_TOOLS } from '../../src/check/deploy/deploy-tool';
import { ensureNamespace } from './namespaces';
import { serveFile } from './serve';
import type { DeployTool } from './tool';

/** Where Flux's own objects are. */
export const FLUX_NAMESPACE = 'flux-system';

/** What we read of a Kustomization (kustomize.toolkit.fluxcd.io/v1). */
interface Kustomization extends KubernetesObject {
  readonly status?: {
    readonly lastAppliedRevision?: string;
    readonly lastAttemptedRevision?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message: string }[];
  };
}

/** Flux's kustomize-controller 1.9, with a Kustomization that prunes and does not wait for health. */
export const FLUX: DeployTool = {
  name: 'Flux',
  user: 'flux',
  rewrites: 'none',
  predicts: DEPLOY_TOOLS.flux,
  async deploy(cluster, bundle) {
    const controller = await fluxOf(cluster);
    const { name, folder } = bundle;
    const revision = await publish(cluster, name, folder);
    await apply(cluster, {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name, namespace: FLUX_NAMESPACE },
      spec: { sourceRef: { kind: 'GitRepository', name }, path: './', prune: true, interval: '24h', retryInterval: '1s' },
    });
    await controller.until(`${bundle.name} at ${revision}`, () => isApplied(cluster, bundle.name, revision), 120);
    return { stdout: '', stderr: '' };
  },
};

const controllers = new WeakMap<Cluster, Promise<Component>>();

/** The controller of a cluster, which is started when it is first asked for. */
export function fluxOf(cluster: Cluster): Promise<Component> {
  const known = controllers.get(cluster) ?? start(cluster);
  controllers.set(cluster, known);
  return known;
}

async function start(cluster: Cluster): Promise<Component> {
  await ensureNamespace(cluster, FLUX_NAMESPACE);
  const [metrics = 0, health = 0] = await freePorts(2);
  return cluster.start(
    'kustomize-controller',
    [
      `--metrics-addr=127.0.0.1:${metrics}`,
      `--health-addr=127.0.0.1:${health}`,
      '--enable-leader-election=false',
      '--requeue-dependency=1s',
    ],
    { KUBECONFIG: cluster.kubeconfig('flux'), RUNTIME_NAMESPACE: FLUX_NAMESPACE },
  );
}

/** Makes the folder the newest revision of a repository, in place of the source-controller, which would read it from git. Returns the revision. */
export async function publish(cluster: Cluster, name: string, folder: string): Promise<string> {
  const archive = join(cluster.newFolder('archives'), 'artifact.tar.gz');
  await cluster.run('tar', ['-czf', archive, '-C', folder, '.'], { user: 'harness' });
  const digest = createHash('sha256').update(readFileSync(archive)).digest('hex');
  const url = await serveFile(cluster, archive);
  const lastUpdateTime = new Date().toISOString();
  const revision = `main@sha1:${createHash('sha1').update(url).update(digest).update(lastUpdateTime).digest('hex')}`;
  const metadata = { name, namespace: FLUX_NAMESPACE };

  await apply(cluster, {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata,
    spec: { url: 'https://git.example/bundle.git', interval: '24h' },
  });
  const status = {
    artifact: { url, path: 'artifact.tar.gz', revision, digest: `sha256:${digest}`, lastUpdateTime },
    conditions: [{ type: 'Ready', status: 'True', reason: 'Succeeded', message: revision, lastTransitionTime: lastUpdateTime }],
    observedGeneration: 1,
  };
  const patch = ['--subresource=status', '--type=merge', '-p', JSON.stringify({ status })];
  await cluster.run(kubectlPath(), ['patch', 'gitrepository', name, '-n', FLUX_NAMESPACE, ...patch], { user: 'harness' });
  return revision;
}

const apply = (cluster: Cluster, object: KubernetesObject & { spec: object }): Promise<unknown> =>
  cluster.objects.patch(object, undefined, undefined, 'harness', true, 'application/apply-patch+yaml');

/** Throws what Flux says of a revision that it tried and cannot apply. */
async function isApplied(cluster: Cluster, name: string, revision: string): Promise<boolean> {
  const { status } = await cluster.objects.read<Kustomization & { metadata: { name: string } }>({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace: FLUX_NAMESPACE },
  });
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  if (status?.lastAttemptedRevision === revision && ready?.status === 'False')
    throw new Error(`Flux cannot apply ${name}: ${ready.message}`);
  return status?.lastAppliedRevision === revision && ready?.status === 'True';
}
