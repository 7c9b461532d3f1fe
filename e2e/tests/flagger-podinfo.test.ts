import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { MeshApp } from 'cdk8s-mesh';
import { Podinfo } from '../../examples/podinfo-flagger/podinfo';
import { synthesize } from '../../scripts/examples';
import { kubectlPath } from '../../scripts/kubectl';
import { useFlagger } from '../controllers/use-flagger';
import { writeOverlay } from '../controllers/podinfo-overlay';
import { watchCanary } from '../controllers/canary-watch';

describe('flagger', { concurrency: true }, () => {
  const bench = useFlagger();
  it('works', async (t) => {
    const { cluster, metrics, webhooks } = bench();
    const namespace = 'test';
    metrics.steer(namespace, (query) => (query.includes('404') ? 0 : 'pass'));
    const [base = ''] = await synthesize('podinfo-flagger', cluster.newFolder('podinfo'));
    const watch = await watchCanary(cluster, namespace, 'podinfo', 'HTTPRoute');
    t.after(() => watch.stop());
    await cluster.run(kubectlPath(), ['apply', '-k', writeOverlay(bench(), { base, namespace })]);
    await watch.canary.until('Initialized', ({ phase }) => phase === 'Initialized');
    const outdir = cluster.newFolder('next');
    const app = new MeshApp({ outdir });
    new Podinfo(app, 'podinfo', { tag: '6.0.2' });
    app.synth();
    await cluster.run(kubectlPath(), ['apply', '-k', writeOverlay(bench(), { base: join(outdir, 'podinfo'), namespace })]);
    await watch.canary.until('Succeeded', ({ phase }) => phase === 'Succeeded', 400).catch(e => console.log(e));
    console.log(watch.canary.states, watch.route.states);
    console.log(webhooks.calls(namespace), metrics.asked(namespace));
    assert.ok(true);
  });
});
