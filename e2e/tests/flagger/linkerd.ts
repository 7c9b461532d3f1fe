import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { KubernetesObject } from '@kubernetes/client-node';
import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import { CanarySteps, FlaggerCanary, type FlaggerProvider, LinkerdMetrics, Mesh, type MeshChart, type Workload } from 'cdk8s-mesh';
import { poll } from '../../cluster/poll';
import { BEGINNING, promotion, routeShares } from '../../controllers/canary-plan';
import { assertReleased, type CanaryRun, initialize, release } from '../../controllers/canary-run';
import { acceptAsLinkerd } from '../../controllers/linkerd-status';
import type { FlaggerBench } from '../../controllers/use-flagger';
import { canaryWarnings } from '../../controllers/warnings';

interface Route extends KubernetesObject {
  readonly status?: { readonly parents?: readonly { readonly controllerName: string }[] };
}

const SERVICE = { name: 'podinfo', port: 9898 };

/** Two steps, measured by what Linkerd's Prometheus says. */
function writeCanary(chart: MeshChart, target: Workload, prometheus: string): FlaggerCanary {
  const linkerd = new LinkerdMetrics(chart, 'linkerd', { address: prometheus });
  return new FlaggerCanary(chart, 'canary', {
    name: 'podinfo',
    target,
    service: { port: SERVICE.port },
    interval: Duration.seconds(10),
    threshold: 2,
    steps: CanarySteps.upTo(50, { step: 25 }),
    metrics: [linkerd.successRate({ min: 99 }), linkerd.requestDuration({ max: Duration.millis(500) })],
  });
}

/** On Linkerd, whose policy controller accepts the routes: its word is written here in its place. */
export function linkerdReleases(bench: () => FlaggerBench): void {
  const providers: readonly (readonly [provider: FlaggerProvider, mesh: Mesh, namespace: string])[] = [
    ['gatewayapi:v1', Mesh.linkerd(), 'linkerd-2-20'],
    ['gatewayapi:v1beta1', Mesh.linkerd('2.16'), 'linkerd-2-16'],
  ];
  for (const [provider, mesh, namespace] of providers) {
    it(`on ${mesh} a release by ${provider} does not wait for more than Linkerd says`, async (t) => {
      const { cluster } = bench();
      const run: CanaryRun = {
        ...{ namespace, mesh, route: 'HTTPRoute' },
        write: (chart, target) => {
          assert.equal(writeCanary(chart, target, bench().metrics.url).provider, provider);
        },
      };
      const watch = await initialize(bench(), t, run);
      await acceptAsLinkerd(cluster, { namespace, ...SERVICE });

      await release(bench(), run);
      const states = [...BEGINNING, ...promotion({ threshold: 2, stepWeight: 25, maxWeight: 50 })];
      await assertReleased(watch, states, routeShares('podinfo', states));

      const route = await cluster.objects.read<Route>({
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { namespace, name: 'podinfo' },
      });
      assert.deepEqual(
        route.status?.parents?.map(({ controllerName }) => controllerName),
        ['linkerd.io/policy-controller'],
        'Linkerd has accepted the route all the time',
      );
    });
  }

  it('with the group core, which guides have and we do not write, no release starts', async (t) => {
    const namespace = 'linkerd-core';
    const run: CanaryRun = {
      ...{ namespace, mesh: Mesh.linkerd(), route: 'HTTPRoute' },
      write: (chart, target) => {
        ApiObject.of(writeCanary(chart, target, bench().metrics.url)).addJsonPatch(
          JsonPatch.replace('/spec/service/gatewayRefs/0/group', 'core'),
        );
      },
    };
    const watch = await initialize(bench(), t, run);
    await acceptAsLinkerd(bench().cluster, { namespace, ...SERVICE });

    await release(bench(), run);
    await poll(
      'Flagger to say three times that it waits',
      async () => {
        const warnings = await canaryWarnings(bench().cluster, namespace);
        const waits = warnings.find(({ message }) => message.includes('is not ready (status: True, observed generation: 0'));
        return waits && waits.count >= 3 ? true : undefined;
      },
      { seconds: 180 },
    );
    assert.deepEqual(watch.canary.states, BEGINNING);
  });
}
