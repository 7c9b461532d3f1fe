import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { KubernetesObject } from '@kubernetes/client-node';
import { Duration } from 'cdk8s';
import { FaultExperiment, NginxFaultInjector, type NginxFaultInjectorProps, type RoutingApi, VersionedService } from 'cdk8s-mesh';
import { kubectlPath } from '../../scripts/kubectl';
import { type Answered, type Asked, NGINX, type RunningNginx, withNginx } from '../../test/fault/real-nginx';
import { endpoints } from '../cluster/endpoints';
import { deploymentsReady, pods } from '../cluster/pods';
import { poll } from '../cluster/poll';
import { useCluster } from '../cluster/use-cluster';
import { backendsOf } from '../controllers/route-weights';
import { synthesizeChart } from '../support/app';
import { mountedFiles } from '../support/mounted';
import { objectsIn } from '../support/objects';

type Props = Omit<NginxFaultInjectorProps, 'port'>;

type Route = Parameters<typeof backendsOf>[0] & KubernetesObject;

/** What nginx answers to so many requests, all at once. */
const answers = ({ ask }: RunningNginx, count: number, asked?: Asked): Promise<Answered[]> =>
  Promise.all(Array.from({ length: count }, () => ask(asked)));

/** At most one run in ten thousand million is further from the expected number. */
function assertShare(found: number, count: number, share: number): void {
  const deviation = 6.5 * Math.sqrt(count * share * (1 - share));
  assert.ok(Math.abs(found - count * share) <= deviation, `${found} of ${count}, expected ${share} of them, give or take ${deviation}`);
}

describe('an NginxFaultInjector', () => {
  before(() => assert.ok(NGINX !== undefined, 'nginx is not installed, and this asks a real one; apt-get install nginx-light'));
  const cluster = useCluster();

  describe('has an nginx that, with the files that its pods have from the API server,', () => {
    const apply = async (namespace: string, props: Props): Promise<void> => {
      const folder = synthesizeChart(cluster().newFolder(namespace), { namespace }, (chart) => {
        new NginxFaultInjector(chart, 'injector', { port: 9411, ...props });
      });
      await cluster().run(kubectlPath(), ['apply', '-k', folder]);
      await deploymentsReady(cluster(), namespace);
    };
    /** The files of the pods that run now, by the names by which nginx.conf and bodies stand in the ConfigMap. */
    const files = async (namespace: string): Promise<Record<string, string>> => {
      const [pod, ...others] = await pods(cluster(), namespace, { app: 'injector' });
      assert.ok(pod !== undefined && others.length === 0);
      const all = [...(await mountedFiles(cluster(), pod))];
      const known = all.map(([path, content]) => [/^\/etc\/nginx\/(?:bodies\/)?([^/]+)$/.exec(path)?.[1] ?? path, content]);
      return Object.fromEntries(known) as Record<string, string>;
    };
    const withInjector = async <T>(namespace: string, props: Props, use: (nginx: RunningNginx) => Promise<T>): Promise<T> => {
      await cluster().addNamespace(namespace, { 'pod-security.kubernetes.io/enforce': 'restricted' });
      await apply(namespace, props);
      return withNginx(await files(namespace), use);
    };

    it('answers every request with the status alone', async () => {
      await withInjector('status', { status: 504 }, async ({ ask }) => {
        for (const asked of [{}, { path: '/api/v2/spans?x=1', method: 'POST', body: Buffer.alloc(100_000) }, { method: 'DELETE' }]) {
          const { status, headers, body } = await ask(asked);
          assert.equal(status, 504);
          assert.equal(headers['content-type'], 'text/html');
          assert.match(body.toString(), /<h1>504 Gateway Time-out<\/h1>/);
        }
      });
    });

    it('ends connections without an answer', async () => {
      await withInjector('close', { status: 'close' }, async ({ ask }) => {
        await assert.rejects(ask(), { code: 'ECONNRESET' });
      });
    });

    it('sends a body byte by byte, with its media type', async () => {
      // kustomize, which is in `kubectl apply -k`, takes any character but U+007F to U+009F, U+FFFE and U+FFFF (kubectl 1.34).
      const body = '  {"a": "$request_uri"}\t\r\n\u2028\ufeff\u0001# \u{1F600}: "\\n" \'%\' ${x}\n\n---\n  trailing  \n\n';
      await withInjector('body', { status: 503, body, contentType: 'application/json' }, async ({ ask }) => {
        const answered = await ask();
        assert.equal(answered.status, 503);
        assert.equal(answered.headers['content-type'], 'application/json');
        assert.equal(answered.body.toString('hex'), Buffer.from(body).toString('hex'));
      });
    });

    it('sends the largest bodies there may be', async () => {
      const [body, other] = ['x', 'é'].map((text) => text.repeat((64 * 1024) / Buffer.byteLength(text)));
      await withInjector('large', { status: 503, body, share: 0.5, otherwise: { status: 200, body: other } }, async (nginx) => {
        const found = await answers(nginx, 50);
        assert.deepEqual(
          [...new Set(found.map(({ status }) => status))].sort((a, b) => a - b),
          [200, 503],
        );
        for (const answered of found) assert.equal(answered.body.toString(), answered.status === 503 ? body : other);
      });
    });

    it('gives its share of the requests the fault, after the delay, and answers the others at once', async () => {
      const props: Props = {
        status: 503,
        body: '{"error":"maintenance"}',
        contentType: 'application/json',
        delay: Duration.seconds(3),
        share: 0.2,
        otherwise: { status: 202 },
      };
      await withInjector('shares', props, async (nginx) => {
        const found = await answers(nginx, 400);
        const faults = found.filter(({ status }) => status === 503);
        const others = found.filter(({ status }) => status !== 503);
        assertShare(faults.length, 400, 0.2);
        for (const { body, headers, milliseconds } of faults) {
          assert.equal(body.toString(), props.body);
          assert.equal(headers['content-type'], 'application/json');
          assert.ok(milliseconds >= 2995, `a fault after ${milliseconds} ms`);
        }
        assert.deepEqual([...new Set(others.map(({ status, body }) => `${status} ${body.toString()}`))], ['202 ']);
        // All were sent at once, so none of those that are not held back comes after one that is.
        assert.ok(
          Math.max(...others.map(({ milliseconds }) => milliseconds)) < Math.min(...faults.map(({ milliseconds }) => milliseconds)),
        );
      });
    });

    it('answers with another share, status and body once these are applied, from new pods', async () => {
      const namespace = 'update';
      const before: Props = { status: 503, body: 'first', share: 0.1 };
      await withInjector(namespace, before, async (nginx) => {
        const found = await answers(nginx, 400);
        assertShare(found.filter(({ status, body }) => status === 503 && body.toString() === 'first').length, 400, 0.1);
        assertShare(found.filter(({ status, body }) => status === 200 && body.toString() === '').length, 400, 0.9);
      });
      const names = async () => (await pods(cluster(), namespace)).map(({ metadata }) => metadata?.name);
      const old = await names();

      await apply(namespace, before);
      assert.deepEqual(await names(), old);

      await apply(namespace, { status: 429, share: 0.7, otherwise: { status: 202, body: 'second' } });
      assert.ok((await names()).every((name) => !old.includes(name)));
      assert.deepEqual(Object.keys(await files(namespace)).sort(), ['nginx.conf', 'otherwise']);
      await withNginx(await files(namespace), async (nginx) => {
        const found = await answers(nginx, 400);
        assertShare(found.filter(({ status }) => status === 429).length, 400, 0.7);
        assertShare(found.filter(({ status, body }) => status === 202 && body.toString() === 'second').length, 400, 0.3);
      });
    });
  });

  describe('beside a service that it takes a share of', () => {
    const namespace = 'experiment';
    const experiment = async (...apis: RoutingApi[]): Promise<readonly KubernetesObject[]> => {
      const folder = synthesizeChart(cluster().newFolder(namespace), { namespace }, (chart) => {
        const service = new VersionedService(chart, 'zipkin', {
          ports: { http: 9411 },
          stable: 'v2',
          versions: { v2: { image: 'openzipkin/zipkin:2' } },
        });
        const to = new NginxFaultInjector(chart, 'injector', { port: 9411, status: 504, replicas: 2 });
        new NginxFaultInjector(chart, 'another', { port: 9411, status: 504 });
        for (const api of apis) new FaultExperiment(chart, 'faults', { service, to, share: 0.25, api });
      });
      await cluster().run(kubectlPath(), ['apply', '-k', folder]);
      await deploymentsReady(cluster(), namespace);
      return objectsIn(folder);
    };
    const names = async (app: string): Promise<string[]> =>
      (await pods(cluster(), namespace, { app })).map(({ metadata }) => metadata?.name ?? '').sort();

    /** Waits until the Service of this name sends to the pods of this name: controllers need a moment. */
    const receives = async (app: string): Promise<void> => {
      const seen = async () => ({ endpoints: await endpoints(cluster(), namespace, app), pods: await names(app) });
      const equal = async () => {
        const { endpoints: found, pods: wanted } = await seen();
        return found.join() === wanted.join() || undefined;
      };
      await poll(`endpoints of ${app}`, equal, { explain: async () => JSON.stringify(await seen()) });
    };

    before(async () => {
      await cluster().addNamespace(namespace);
      await experiment();
    });

    it('its Service selects its pods and no others, on the port that nginx listens on', async () => {
      assert.equal((await names('injector')).length, 2);
      await receives('injector');

      const labelSelector = 'kubernetes.io/service-name=injector';
      const { items } = await cluster().discovery.listNamespacedEndpointSlice({ namespace, labelSelector });
      const [pod] = await pods(cluster(), namespace, { app: 'injector' });
      assert.ok(pod);
      const config = (await mountedFiles(cluster(), pod)).get('/etc/nginx/nginx.conf') ?? '';
      for (const { ports } of items)
        assert.deepEqual(
          ports?.map(({ name, port }) => [name, port]),
          [['http', Number(/listen (\d+);/.exec(config)?.[1])]],
        );
    });

    for (const [api, kind] of [
      ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
      ['split.smi-spec.io/v1alpha2', 'TrafficSplit'],
    ] as const) {
      it(`the ${kind} of a FaultExperiment sends it its share, and nothing of the service changes`, async () => {
        const service = () => cluster().core.readNamespacedService({ namespace, name: 'zipkin' });
        const untouched = await service();
        const written = (await experiment(api)).find((object) => object.kind === kind);
        assert.ok(written?.apiVersion !== undefined);
        const head = { apiVersion: written.apiVersion, kind, metadata: { name: 'faults', namespace } };
        const shares = backendsOf(await cluster().objects.read<Route>(head));
        assert.deepEqual(shares, { zipkin: 75, injector: 25 });
        for (const app of Object.keys(shares)) await receives(app);
        assert.deepEqual((await service()).metadata?.resourceVersion, untouched.metadata?.resourceVersion);
        await cluster().objects.delete(head);
      });
    }
  });
});
