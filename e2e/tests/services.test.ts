import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kubectlPath } from '../../scripts/kubectl';
import { CanarySplit, VersionedService } from 'cdk8s-mesh';
import { endpoints } from '../cluster/endpoints';
import { deploymentsReady, pods } from '../cluster/pods';
import { useCluster } from '../cluster/use-cluster';
import { synthesizeChart } from '../support/app';

describe('services', () => {
  const cluster = useCluster();
  it('works', async () => {
    await cluster().addNamespace('shop');
    const folder = synthesizeChart(cluster().newFolder('shop'), { namespace: 'shop' }, (chart) => {
      const service = new VersionedService(chart, 'web', { ports: { http: 80 }, stable: 'v1', versions: { v1: { image: 'x:1' }, v2: { image: 'x:2' } } });
      new CanarySplit(chart, 'split', { service, weights: { v1: 90, v2: 10 } });
    });
    await cluster().run(kubectlPath(), ['apply', '-k', folder]);
    await deploymentsReady(cluster(), 'shop');
    const all = await pods(cluster(), 'shop');
    console.log(all.map((p) => p.metadata?.name), await endpoints(cluster(), 'shop', 'web'));
    assert.ok(all.length > 0);
  });
});
