import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import type { KubernetesObject } from '@kubernetes/client-node';
import { MeshApp } from 'cdk8s-mesh';
import { Podinfo } from '../../../examples/podinfo-flagger/podinfo';
import { foldersOf, synthesize } from '../../../scripts/examples';
import { kubectlPath } from '../../../scripts/kubectl';
import type { Cluster } from '../../cluster/cluster';
import { endpoints } from '../../cluster/endpoints';
import { eventually, poll } from '../../cluster/poll';
import { type Analysis, BEGINNING, plannedWeights, promotion, rollback, routeShares } from '../../controllers/canary-plan';
import { assertReleased } from '../../controllers/canary-run';
import { type CanaryWatch, watchCanary } from '../../controllers/canary-watch';
import { writeOverlay } from '../../controllers/podinfo-overlay';
import type { FlaggerBench } from '../../controllers/use-flagger';
import { canaryWarnings } from '../../controllers/warnings';

interface Canary extends KubernetesObject {
  readonly spec: {
    readonly analysis: Analysis & {
      readonly metrics: readonly { readonly templateRef: { readonly name: string }; readonly interval: string }[];
    };
  };
}

interface MetricTemplate extends KubernetesObject {
  readonly spec: { readonly query: string };
}

/** The query of the example that counts what is not found; it passes up to 3 %. */
const countsNotFound = (query: string): boolean => query.includes('status_code="404"');

/** The example podinfo-flagger as its user has it, but for what `writeOverlay` names; released by a change of its tag. */
export function podinfoReleases(bench: () => FlaggerBench): void {
  it('podinfo-flagger gives a new version each share that it names, then promotes it', async (t) => {
    const { cluster, metrics, webhooks } = bench();
    const namespace = 'test';
    metrics.steer(namespace, (query) => (countsNotFound(query) ? 0 : 'pass'));

    const { watch, analysis, before } = await initialize(bench(), t, namespace);
    await applyNext(bench(), namespace);

    const states = [...BEGINNING, ...promotion(analysis)];
    await assertReleased(watch, states, routeShares('podinfo', states));
    await assertServedByPrimary(cluster, namespace, NEXT);
    assert.notEqual(before, NEXT);

    const checks = plannedWeights(analysis).length;
    const calls = webhooks.calls(namespace);
    assert.deepEqual(
      calls.map(({ hook, phase }) => `${hook} ${phase}`),
      ['acceptance-test Progressing', ...Array<string>(checks).fill('load-test Progressing')],
      'one test before there is traffic, then load at each check',
    );
    assert.deepEqual(calls[0]?.metadata, { type: 'bash', cmd: "curl -sd 'test' http://podinfo-canary:9898/token | grep token" });
    assert.deepEqual(calls[1]?.metadata, { cmd: 'hey -z 2m -q 10 -c 2 http://podinfo:9898/' });

    const asked = metrics.asked(namespace);
    const queries = await renderedQueries(cluster, namespace);
    assert.deepEqual(
      asked.map(({ query }) => query),
      Array.from({ length: checks }, () => queries).flat(),
      'all metrics at each check',
    );
    calls.slice(1).forEach(({ at }, check) => {
      const first = asked[check * queries.length]?.at ?? 0;
      const previous = asked[check * queries.length - 1]?.at ?? 0;
      assert.ok(previous < at && at < first, `load-test is called before the metrics of check ${check + 1} are asked`);
    });

    await applyNext(bench(), namespace);
    await assertServedByPrimary(cluster, namespace, NEXT);
    assert.equal(watch.canary.states.at(-1)?.phase, 'Succeeded', 'the same manifests once more change nothing');
  });

  it('podinfo-flagger takes a version back of which too much is not found', async (t) => {
    const { cluster, metrics, webhooks } = bench();
    const namespace = 'test-not-found';
    const passed = 2;
    let checks = 0;
    metrics.steer(namespace, (query) => {
      if (!countsNotFound(query)) return 'pass';
      checks += 1;
      return checks > passed ? 12 : 0;
    });

    const { watch, analysis, before } = await initialize(bench(), t, namespace);
    await applyNext(bench(), namespace);

    const states = [...BEGINNING, ...rollback(analysis, passed)];
    await assertReleased(watch, states, routeShares('podinfo', states));
    await assertServedByPrimary(cluster, namespace, before);
    assert.deepEqual(
      webhooks.calls(namespace).map(({ hook }) => hook),
      ['acceptance-test', ...Array<string>(passed + analysis.threshold).fill('load-test')],
    );
    for (const wanted of [
      `Halt podinfo.${namespace} advancement not-found-percentage 12.00 > 3`,
      `Rolling back podinfo.${namespace} failed checks threshold reached ${analysis.threshold}`,
    ]) {
      // Events are written when there is time.
      await eventually(async () => {
        const warnings = (await canaryWarnings(cluster, namespace)).map(({ message }) => message);
        assert.ok(warnings.includes(wanted), `"${wanted}" must be among:\n${warnings.join('\n')}`);
      });
    }
  });
}

/** The image that a release brings. */
const NEXT = 'stefanprodan/podinfo:6.0.2';

/** Applies what `main.ts` of the example writes. Returns when Flagger has made it its own, with the plan and the image of the example. */
async function initialize(
  bench: FlaggerBench,
  t: TestContext,
  namespace: string,
): Promise<{ readonly watch: CanaryWatch; readonly analysis: Analysis; readonly before: string }> {
  const { cluster } = bench;
  const watch = await watchCanary(cluster, namespace, 'podinfo', 'HTTPRoute');
  t.after(() => watch.stop());
  const [base = ''] = foldersOf(await synthesize('podinfo-flagger', cluster.newFolder('podinfo')));
  await apply(bench, base, namespace);
  await watch.canary.until('Initialized', ({ phase }) => phase === 'Initialized');
  const before = await imageOf(cluster, namespace, 'podinfo');
  await assertServedByPrimary(cluster, namespace, before);
  const { items } = await cluster.core.listNamespacedService({ namespace });
  assert.deepEqual(
    items.map(({ metadata }) => metadata?.name ?? '').sort(),
    ['flagger-loadtester', 'podinfo', 'podinfo-canary', 'podinfo-primary'],
    'Flagger has made three Services',
  );
  return { watch, before, analysis: (await canaryIn(cluster, namespace)).spec.analysis };
}

/** Applies the example with another tag, as its user does for a release. */
async function applyNext(bench: FlaggerBench, namespace: string): Promise<void> {
  const outdir = bench.cluster.newFolder('podinfo');
  const app = new MeshApp({ outdir });
  new Podinfo(app, 'podinfo', { tag: NEXT.split(':')[1] ?? '' });
  app.synth();
  await apply(bench, join(outdir, 'podinfo'), namespace);
}

async function apply(bench: FlaggerBench, base: string, namespace: string): Promise<void> {
  await bench.cluster.run(kubectlPath(), ['apply', '-k', writeOverlay(bench, { base, namespace })]);
}

/** Between releases the primary has the image and receives all connections to the Service, and the target has no pods. */
async function assertServedByPrimary(cluster: Cluster, namespace: string, image: string): Promise<void> {
  assert.equal(await imageOf(cluster, namespace, 'podinfo-primary'), image);
  const receivers = await poll(`podinfo of ${namespace} to be scaled down, and its Service to have endpoints`, async () => {
    const { spec } = await cluster.apps.readNamespacedDeployment({ namespace, name: 'podinfo' });
    const found = await endpoints(cluster, namespace, 'podinfo');
    return spec?.replicas === 0 && found.length > 0 ? found : undefined;
  });
  for (const name of receivers) {
    assert.match(name, /^podinfo-primary-/);
    const pod = await cluster.core.readNamespacedPod({ namespace, name });
    assert.deepEqual(
      pod.spec?.containers.map((container) => container.image),
      [image],
    );
  }
}

async function imageOf(cluster: Cluster, namespace: string, name: string): Promise<string> {
  const { spec } = await cluster.apps.readNamespacedDeployment({ namespace, name });
  return spec?.template.spec?.containers[0]?.image ?? '';
}

const canaryIn = (cluster: Cluster, namespace: string): Promise<Canary> =>
  cluster.objects.read<Canary>({ apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { namespace, name: 'podinfo' } });

/** The queries of the Canary's metrics, in order, with the values that Flagger has to fill in, on one line. */
async function renderedQueries(cluster: Cluster, namespace: string): Promise<string[]> {
  const { spec } = await canaryIn(cluster, namespace);
  return Promise.all(
    spec.analysis.metrics.map(async ({ templateRef, interval }) => {
      const template = await cluster.objects.read<MetricTemplate>({
        apiVersion: 'flagger.app/v1beta1',
        kind: 'MetricTemplate',
        metadata: { namespace, name: templateRef.name },
      });
      const values: Readonly<Record<string, string>> = { namespace, target: 'podinfo', interval };
      return template.spec.query
        .replace(/\{\{ (\w+) \}\}/g, (_, name: string) => values[name] ?? '?')
        .replace(/\s+/g, ' ')
        .trim();
    }),
  );
}
