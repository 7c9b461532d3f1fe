import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { type MeshChart, VersionedService, type VersionedServiceProps } from 'cdk8s-mesh';
import { kubectlPath } from '../../scripts/kubectl';
import { endpoints } from '../cluster/endpoints';
import { deploymentsReady, isReady, pods, setReady } from '../cluster/pods';
import { eventually, poll } from '../cluster/poll';
import { useCluster } from '../cluster/use-cluster';
import { synthesizeChart } from '../support/app';

type Versions = 'v1' | 'v2';

const PROPS: VersionedServiceProps<Versions> = {
  ports: { http: 80 },
  stable: 'v1',
  versions: { v1: { image: 'registry.example/web:1', replicas: 2 }, v2: { image: 'registry.example/web:2', replicas: 3 } },
};

describe('who receives the connections to a Service', () => {
  const cluster = useCluster();

  const apply = async (namespace: string, build: (chart: MeshChart) => void): Promise<void> => {
    const folder = synthesizeChart(cluster().newFolder(namespace), { namespace }, build);
    await cluster().run(kubectlPath(), ['apply', '-k', folder]);
  };
  const podsOf = async (namespace: string, ...versions: Versions[]): Promise<string[]> => {
    const found = await Promise.all(versions.map((version) => pods(cluster(), namespace, { version })));
    return found
      .flat()
      .map(({ metadata }) => metadata?.name ?? '')
      .sort();
  };
  /** Controllers need a moment. */
  const receives = async (namespace: string, service: string, expected: () => Promise<readonly string[]>): Promise<void> => {
    await eventually(async () => assert.deepEqual(await endpoints(cluster(), namespace, service), await expected()));
  };

  describe('of a VersionedService', () => {
    const namespace = 'versions';
    before(async () => {
      await cluster().addNamespace(namespace);
      await apply(namespace, (chart) => new VersionedService(chart, 'web', PROPS));
      await deploymentsReady(cluster(), namespace);
    });

    it('pods of a version to the Service of that version, and no others', async () => {
      assert.equal((await podsOf(namespace, 'v1')).length, 2);
      assert.equal((await podsOf(namespace, 'v2')).length, 3);
      await receives(namespace, 'webv1', () => podsOf(namespace, 'v1'));
      await receives(namespace, 'webv2', () => podsOf(namespace, 'v2'));
    });

    it('pods of the stable version to the apex, which a new version joins only when it is promoted', async () => {
      await receives(namespace, 'web', () => podsOf(namespace, 'v1'));
      await apply(namespace, (chart) => new VersionedService(chart, 'web', { ...PROPS, stable: 'v2' }));
      await receives(namespace, 'web', () => podsOf(namespace, 'v2'));
    });

    it('nobody that is not ready', async () => {
      const [pod] = await pods(cluster(), namespace, { version: 'v1' });
      assert.ok(pod && isReady(pod));
      await setReady(cluster(), pod, false);
      const others = async () => (await podsOf(namespace, 'v1')).filter((name) => name !== pod.metadata?.name);
      await receives(namespace, 'webv1', others);
      assert.equal((await others()).length, 1);
    });
  });

  it('pods of all versions to an apex that is said to select them all', async () => {
    const namespace = 'all';
    await cluster().addNamespace(namespace);
    await apply(namespace, (chart) => new VersionedService(chart, 'web', { ...PROPS, selects: 'all' }));
    await deploymentsReady(cluster(), namespace);
    await receives(namespace, 'web', () => podsOf(namespace, 'v1', 'v2'));
  });

  it('the old pods as long as the new ones of a Deployment cannot start', async () => {
    const namespace = 'held';
    await cluster().addNamespace(namespace);
    await apply(namespace, (chart) => new VersionedService(chart, 'web', PROPS));
    await deploymentsReady(cluster(), namespace);
    const old = await podsOf(namespace, 'v1');
    await cluster().holdPods();
    const versions = { ...PROPS.versions, v1: { image: 'registry.example/web:1.1', replicas: 2 } };
    await apply(namespace, (chart) => new VersionedService(chart, 'web', { ...PROPS, versions }));
    await poll('a new pod', async () => (await podsOf(namespace, 'v1')).length > old.length || undefined);
    await receives(namespace, 'webv1', () => Promise.resolve(old));

    await cluster().releasePods();
    await deploymentsReady(cluster(), namespace);
    const renewed = await podsOf(namespace, 'v1');
    assert.deepEqual(
      renewed.filter((name) => old.includes(name)),
      [],
    );
    await receives(namespace, 'webv1', () => Promise.resolve(renewed));
  });
});
