import { after, before } from 'node:test';
import type { Cluster } from '../cluster/cluster';
import { useCluster } from '../cluster/use-cluster';
import { startFlagger } from './flagger';
import { MetricsStub } from './metrics-stub';
import { WebhookReceiver } from './webhook-receiver';

/** A cluster in which Flagger runs, and what it talks to. */
export interface FlaggerBench {
  readonly cluster: Cluster;
  readonly metrics: MetricsStub;
  readonly webhooks: WebhookReceiver;
}

/** Gives the tests of a `describe` a cluster of their own with a real Flagger. All of it ends after the last. */
export function useFlagger(): () => FlaggerBench {
  const cluster = useCluster();
  let bench: FlaggerBench | undefined;
  before(async () => {
    bench = { cluster: cluster(), metrics: await MetricsStub.start(), webhooks: await WebhookReceiver.start() };
    await startFlagger(bench.cluster, bench.metrics.url);
  });
  after(async () => {
    await Promise.all([bench?.metrics.close(), bench?.webhooks.close()]);
  });
  return () => {
    if (!bench) throw new Error('Flagger is there only inside of a test');
    return bench;
  };
}
