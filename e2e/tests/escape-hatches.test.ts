import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { KubernetesObject } from '@kubernetes/client-node';
import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import {
  AccessControl,
  CanarySplit,
  CanarySteps,
  FlaggerCanary,
  LinkerdMetrics,
  type MeshChart,
  NginxFaultInjector,
  ServiceProfileWithRetries,
  VersionedService,
  Workload,
} from 'cdk8s-mesh';
import { ServiceAccount } from 'cdk8s-plus-27';
import { kubectlPath } from '../../scripts/kubectl';
import { useCluster } from '../cluster/use-cluster';
import { synthesizeChart } from '../support/app';
import { objectsIn } from '../support/objects';

const NAMESPACE = 'shop';
const MARK = { 'example.com/patched': 'yes' };

/** One construct of each folder that emits objects, objects of others in the same chart, and a patch of the spec of some. */
function build(chart: MeshChart): void {
  const web = new VersionedService(chart, 'web', {
    ports: { http: 80 },
    stable: 'v1',
    versions: { v1: { image: 'registry.example/web:1' }, v2: { image: 'registry.example/web:2' } },
  });
  web.version('v2').deployment.addJsonPatch(JsonPatch.add('/spec/minReadySeconds', 30));
  web.version('v2').service.addJsonPatch(JsonPatch.add('/spec/trafficDistribution', 'PreferClose'));
  ApiObject.of(web).metadata.addLabel('team', 'shop');

  const split = new CanarySplit(chart, 'split', { service: web, weights: { v1: 90, v2: 10 } });
  for (const route of split.objects) route.addJsonPatch(JsonPatch.add('/spec/rules/0/timeouts', { request: '3s' }));

  const cart = new Workload(chart, 'cart', { image: 'registry.example/cart:1', ports: { http: 80 } });
  const access = new AccessControl(chart, 'access', {
    pods: cart,
    port: 'http',
    rules: { orders: { paths: ['/orders'], clients: [{ serviceAccount: 'storefront' }] } },
    enforce: true,
  });
  ApiObject.of(access).addJsonPatch(JsonPatch.add('/spec/proxyProtocol', 'HTTP/2'));

  const profile = new ServiceProfileWithRetries(chart, 'profile', { service: cart, routes: [{ method: 'GET', path: '/all' }] });
  ApiObject.of(profile).addJsonPatch(JsonPatch.add('/spec/retryBudget', { retryRatio: 0.5, minRetriesPerSecond: 1, ttl: '20s' }));

  new NginxFaultInjector(chart, 'injector', { port: 80, status: 503 });
  const canary = new FlaggerCanary(chart, 'canary', {
    target: 'backend',
    service: { port: 80 },
    interval: Duration.minutes(1),
    threshold: 2,
    steps: CanarySteps.weights(1, 5, 25),
    metrics: [new LinkerdMetrics(chart, 'metrics').successRate({ min: 99 })],
  });
  ApiObject.of(canary).addJsonPatch(JsonPatch.add('/spec/analysis/primaryReadyThreshold', 50));

  new ServiceAccount(chart, 'storefront', { metadata: { name: 'storefront' } });
  new ApiObject(chart, 'plain', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'plain' }, data: { key: 'value' } });
}

describe('what a user changes in an object reaches the API server', () => {
  const cluster = useCluster();
  let emitted: KubernetesObject[] = [];
  before(async () => {
    await cluster().addNamespace(NAMESPACE);
    const folder = synthesizeChart(cluster().newFolder('patched'), { namespace: NAMESPACE }, (chart) => {
      build(chart);
      for (const object of chart.node.findAll().filter((node) => ApiObject.isApiObject(node))) {
        object.addJsonPatch(JsonPatch.add('/metadata/annotations', MARK));
      }
    });
    emitted = objectsIn(folder);
    await cluster().run(kubectlPath(), ['apply', '--validate=strict', '-f', folder]);
  });

  const stored = async (apiVersion: string, kind: string, name: string): Promise<Record<string, unknown>> => {
    const group = apiVersion.includes('/') ? `.${apiVersion.replace(/(.+)\/(.+)/, '$2.$1')}` : '';
    const { stdout } = await cluster().run(kubectlPath(), ['get', `${kind.toLowerCase()}${group}`, name, '-n', NAMESPACE, '-o', 'json']);
    return JSON.parse(stdout) as Record<string, unknown>;
  };

  it('by a JSON patch, in an object of every kind', async () => {
    const kinds = new Set(emitted.map(({ kind }) => kind));
    assert.ok(kinds.size > 10, `${kinds.size} kinds: ${[...kinds].join(', ')}`);
    for (const { apiVersion = '', kind = '', metadata } of emitted) {
      const { metadata: kept } = (await stored(apiVersion, kind, metadata?.name ?? '')) as KubernetesObject;
      assert.equal(kept?.annotations?.['example.com/patched'], 'yes', `${kind} ${metadata?.name}`);
    }
  });

  it('by a JSON patch of a spec, and by a label that is added to the default child', async () => {
    const spec = async (apiVersion: string, kind: string, name: string) => (await stored(apiVersion, kind, name))['spec'];
    const expected: readonly (readonly [string, string, string, object])[] = [
      ['apps/v1', 'Deployment', 'webv2', { minReadySeconds: 30 }],
      ['v1', 'Service', 'webv2', { trafficDistribution: 'PreferClose' }],
      ['gateway.networking.k8s.io/v1', 'HTTPRoute', 'split', { rules: [{ timeouts: { request: '3s' } }] }],
      ['policy.linkerd.io/v1beta3', 'Server', 'access', { proxyProtocol: 'HTTP/2' }],
      ['linkerd.io/v1alpha2', 'ServiceProfile', `cart.${NAMESPACE}.svc.cluster.local`, { retryBudget: { ttl: '20s' } }],
      ['flagger.app/v1beta1', 'Canary', 'canary', { analysis: { primaryReadyThreshold: 50 } }],
    ];
    for (const [apiVersion, kind, name, part] of expected) assertHolds(await spec(apiVersion, kind, name), part, `${kind} ${name}`);
    const { metadata } = (await stored('v1', 'Service', 'web')) as KubernetesObject;
    assert.equal(metadata?.labels?.['team'], 'shop');
  });
});

/** An object has at least what another one has. */
function assertHolds(whole: unknown, part: unknown, where: string): void {
  if (typeof part !== 'object' || part === null) return assert.deepEqual(whole, part, where);
  for (const [key, value] of Object.entries(part)) assertHolds(Reflect.get(Object(whole) as object, key), value, `${where}.${key}`);
}
