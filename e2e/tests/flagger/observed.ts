import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Duration } from 'cdk8s';
import { CanaryMetric, CanarySteps, CanaryWebhook, FlaggerCanary, type FlaggerCanaryProps, Mesh } from 'cdk8s-mesh';
import { eventually } from '../../cluster/poll';
import { assertReleased, type CanaryRun, initialize, release } from '../../controllers/canary-run';
import type { Verdict } from '../../controllers/metrics-stub';
import { observedRun } from '../../controllers/observed';
import type { RouteKind } from '../../controllers/route-weights';
import type { FlaggerBench } from '../../controllers/use-flagger';

const GATEWAY = Mesh.gatewayApi();
const SMI = Mesh.linkerd('2.10');

interface Scenario {
  readonly name: string;
  readonly mesh: Mesh;
  readonly route: RouteKind;
  readonly props?: (url: (hook: string) => string) => Partial<FlaggerCanaryProps>;
  readonly verdict?: Verdict;
}

/** Each stands in `observed/`. That our Canaries are those of the recordings, test/delivery/flagger-observed.test.ts shows. */
const SCENARIOS: readonly Scenario[] = [
  { name: 'flagger-gatewayapi-succeeded', mesh: GATEWAY, route: 'HTTPRoute', props: (url) => ({ webhooks: everyHook(url) }) },
  { name: 'flagger-gatewayapi-too-slow', mesh: GATEWAY, route: 'HTTPRoute', verdict: 'slow' },
  { name: 'flagger-linkerd-succeeded', mesh: SMI, route: 'TrafficSplit' },
  { name: 'flagger-stepweights', mesh: GATEWAY, route: 'HTTPRoute', props: () => ({ steps: CanarySteps.weights(5, 20, 60) }) },
  { name: 'flagger-bluegreen', mesh: GATEWAY, route: 'HTTPRoute', props: () => ({ steps: CanarySteps.iterations(2) }) },
  {
    name: 'flagger-abtest',
    mesh: GATEWAY,
    route: 'HTTPRoute',
    props: () => ({ steps: CanarySteps.iterations(2, { match: [{ headers: { 'x-canary': 'yes' } }] }) }),
  },
  {
    name: 'flagger-kubernetes-bluegreen',
    mesh: GATEWAY,
    // None: Flagger turns the Service round.
    route: 'HTTPRoute',
    props: () => ({ provider: 'kubernetes', steps: CanarySteps.iterations(2) }),
  },
];

/** A webhook of each type, and one more, each with its own name. */
const everyHook = (url: (hook: string) => string): CanaryWebhook[] => {
  const hook = (name: string) => [name, { url: url(name), timeout: Duration.seconds(4) }] as const;
  return [
    CanaryWebhook.confirmRollout(...hook('confirm-rollout')),
    CanaryWebhook.preRollout(...hook('pre-rollout')),
    CanaryWebhook.rollout(...hook('rollout')),
    CanaryWebhook.confirmTrafficIncrease(...hook('confirm-traffic-increase')),
    CanaryWebhook.confirmPromotion(...hook('confirm-promotion')),
    CanaryWebhook.postRollout(...hook('post-rollout')),
    CanaryWebhook.rollback(...hook('rollback')),
    CanaryWebhook.event(...hook('event')),
    CanaryWebhook.rollout(...hook('plain')),
  ];
};

/** What our constructs write goes the way that was written down: same phases, same shares, same calls of webhooks, in the same order. */
export function observedReleases(bench: () => FlaggerBench): void {
  for (const { name, mesh, route, props, verdict = 'pass' } of SCENARIOS) {
    it(`${name} goes as it was observed`, async (t) => {
      const { metrics, webhooks } = bench();
      metrics.steer(name, () => verdict);
      // To Flagger an answer that passes means: roll back now.
      webhooks.steer(name, 'rollback', 404);
      const run: CanaryRun = {
        namespace: name,
        mesh,
        route,
        write: (chart, target) => {
          new FlaggerCanary(chart, 'canary', {
            name: 'podinfo',
            target,
            service: { port: 9898 },
            interval: Duration.seconds(10),
            threshold: 2,
            steps: CanarySteps.upTo(50, { step: 25 }),
            metrics: [
              CanaryMetric.successRate({ min: 99 }),
              CanaryMetric.requestDuration({ max: Duration.millis(500), interval: Duration.seconds(30) }),
            ],
            ...props?.((hook) => webhooks.url(hook)),
          });
        },
      };
      const observed = observedRun(name);

      const watch = await initialize(bench(), t, run);
      await release(bench(), run);
      await assertReleased(watch, observed.canary, observed.route);
      const calls = (isWanted: (hook: string) => boolean) => webhooks.calls(name).filter(({ hook }) => isWanted(hook));
      // The last call, and then the last event, come when the status says the end already (Flagger 1.44, observed).
      await eventually(() =>
        assert.deepEqual(
          calls((hook) => hook !== 'event').map(({ hook, answer, phase }) => ({ hook, answer, phase })),
          // In the recording, a release had failed before.
          observed.webhooks.map((call) => (call.hook === 'confirm-rollout' ? { ...call, phase: 'Initialized' } : call)),
        ),
      );
      if (observed.webhooks.length > 0) {
        await eventually(() => {
          const told = calls((hook) => hook === 'event').map(({ metadata }) => metadata?.eventMessage);
          assert.ok(told.includes(`Promotion completed! Scaling down podinfo.${name}`), `told of ${told.join('; ')}`);
        });
      }
    });
  }
}
