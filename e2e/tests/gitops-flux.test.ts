import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { KubernetesObject } from '@kubernetes/client-node';
import { synthesize } from '../../scripts/examples';
import { kubectlPath } from '../../scripts/kubectl';
import { endpoints } from '../cluster/endpoints';
import { deploymentsReady } from '../cluster/pods';
import { poll } from '../cluster/poll';
import { useCluster } from '../cluster/use-cluster';
import { acceptAsLinkerd, refuseAsLinkerd } from '../controllers/linkerd-status';
import { FLUX_NAMESPACE, fluxOf, publish } from '../deploy/flux';
import { ensureNamespace } from '../deploy/namespaces';

const PARENT = { namespace: 'shop', name: 'web', port: 9898 };

interface Ready {
  readonly status: string;
  readonly revision: string;
}

/** The example as its user has it: the repository is served to Flux, and its own Flux Kustomization looks at \`dist/web/current\`. */
describe('the repository gitops-flux, by Flux', () => {
  const cluster = useCluster();
  let repository = '';
  let revision = '';

  before(async () => {
    repository = cluster().newFolder('repository');
    await synthesize('gitops-flux', join(repository, 'dist'));
    await ensureNamespace(cluster(), FLUX_NAMESPACE);
    for (const folder of ['dist/flux', 'dist/web/delivery'])
      await cluster().run(kubectlPath(), ['apply', '-k', join(repository, folder)], { user: 'kubectl' });
    await fluxOf(cluster());
  });

  /** A commit that changes one line. */
  async function commit(step?: string): Promise<void> {
    const pointer = join(repository, 'dist/web/current/Kustomization');
    if (step !== undefined) writeFileSync(pointer, readFileSync(pointer, 'utf8').replace(/"\.\.\/.*"/, `"../${step}"`));
    revision = await publish(cluster(), 'delivery', repository);
  }

  async function readinessOf(name: string): Promise<Ready> {
    const { status } = await cluster().objects.read<
      KubernetesObject & {
        metadata: { name: string };
        status?: { lastAttemptedRevision?: string; conditions?: { type: string; status: string }[] };
      }
    >({ apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata: { name, namespace: FLUX_NAMESPACE } });
    return {
      status: status?.conditions?.find(({ type }) => type === 'Ready')?.status ?? 'Unknown',
      revision: status?.lastAttemptedRevision ?? '',
    };
  }

  const becomes = (name: string, wanted: string) =>
    poll(
      `${name} to be ${wanted}`,
      async () => {
        const { status, revision: attempted } = await readinessOf(name);
        return (status === wanted && attempted === revision) || undefined;
      },
      { seconds: 90, explain: async () => JSON.stringify(await readinessOf(name)) },
    );

  const weights = async (): Promise<unknown> => {
    const { stdout } = await cluster().run(kubectlPath(), ['get', 'httproute', 'web', '-n', 'shop', '-o', 'json']);
    const { spec } = JSON.parse(stdout) as { spec: { rules: { backendRefs: { name: string; weight: number }[] }[] } };
    return spec.rules.map(({ backendRefs }) => Object.fromEntries(backendRefs.map(({ name, weight }) => [name, weight])));
  };

  it('begins with the namespace, and is ready when the pods are and Linkerd has accepted the route', async () => {
    await commit();
    await becomes('shop-namespace', 'True');
    await poll('the route', async () => ((await weights().catch(() => undefined)) === undefined ? undefined : true));
    await deploymentsReady(cluster(), 'shop');
    assert.notEqual((await readinessOf('web')).status, 'True', 'nobody has accepted the route yet');
    await acceptAsLinkerd(cluster(), PARENT);
    await becomes('web', 'True');
    assert.deepEqual(await weights(), [{ 'webv6-7-0': 100 }]);
    assert.equal((await endpoints(cluster(), 'shop', 'web')).length, 2);
  });

  it('goes on, step by step, by a change of the pointer', async () => {
    for (const [step, wanted] of [
      ['steps/10-canary-0', { 'webv6-7-0': 100, 'webv6-8-0': 0 }],
      ['steps/20-canary-10', { 'webv6-7-0': 90, 'webv6-8-0': 10 }],
      ['rollback', { 'webv6-7-0': 100, 'webv6-8-0': 0 }],
    ] as const) {
      await commit(step);
      await becomes('web', 'True');
      assert.deepEqual(await weights(), [wanted]);
      assert.equal((await endpoints(cluster(), 'shop', 'webv6-8-0')).length, 2);
    }
  });

  it('is not ready with a route that Linkerd cannot follow', async () => {
    await refuseAsLinkerd(cluster(), PARENT);
    await commit('steps/20-canary-10');
    await becomes('web', 'False');
    await acceptAsLinkerd(cluster(), PARENT);
  });
});
