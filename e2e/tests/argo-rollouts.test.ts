import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { kubectlPath } from '../../scripts/kubectl';
import { useCluster } from '../cluster/use-cluster';
import { MetricsStub, type Verdict } from '../controllers/metrics-stub';
import { OBSERVED, observedRollout } from '../controllers/observed';
import { watchRollout } from '../controllers/rollout-watch';
import { startRollouts } from '../controllers/rollouts';

/** The objects of the recordings, as they were applied. */
const OBJECTS = readFileSync(join(OBSERVED, 'argo-smi.yaml'), 'utf8');

describe('a real Argo Rollouts', { concurrency: true }, () => {
  const cluster = useCluster();
  let metrics: MetricsStub | undefined;
  before(async () => {
    metrics = await MetricsStub.start();
    await startRollouts(cluster());
  });
  after(() => metrics?.close());

  const scenarios: readonly (readonly [name: string, verdict: Verdict])[] = [
    ['argo-smi-succeeded', 'pass'],
    ['argo-smi-aborted', 'fail'],
  ];
  for (const [name, verdict] of scenarios) {
    it(`${name} goes as it was observed`, async (t) => {
      metrics?.steer(name, () => verdict);
      const watch = await watchRollout(cluster(), name, { rollout: 'podinfo', trafficSplit: 'podinfo-split' });
      t.after(() => watch.stop());
      const file = join(cluster().newFolder(name), 'objects.yaml');
      writeFileSync(file, OBJECTS.replaceAll('argo-smi', name).replaceAll('http://127.0.0.1:19090', metrics?.url ?? ''));
      await cluster().run(kubectlPath(), ['apply', '-f', file]);
      await watch.rollout.until('the first version is there', ({ phase }) => phase === 'Healthy');

      const image = [{ op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'podinfo:6.0.1' }];
      await cluster().run(kubectlPath(), ['patch', 'rollout', 'podinfo', '-n', name, '--type=json', '-p', JSON.stringify(image)]);
      const observed = observedRollout(name);
      await watch.rollout.until('as many states as observed', () => watch.rollout.states.length >= observed.rollout.length);
      await watch.route.until('as many shares as observed', () => watch.route.states.length >= observed.route.length);

      assert.deepEqual(watch.rollout.states, observed.rollout);
      assert.deepEqual(watch.route.states, observed.route);
      const { length } = metrics?.asked(name) ?? [];
      assert.equal(length, verdict === 'pass' ? 3 : 2, 'the analysis asks until its end is certain');
    });
  }
});
