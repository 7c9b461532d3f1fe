import { after, afterEach, before } from 'node:test';
import { Cluster, type ClusterOptions } from './cluster';

/**
 * Gives the tests of a `describe` a cluster of their own, which is started before the first and stopped after the last. Where a test failed, logs are
 * kept, and it is said where.
 */
export function useCluster(options?: ClusterOptions): () => Cluster {
  let cluster: Cluster | undefined;
  let failed = false;
  before(
    async () => {
      cluster = await Cluster.start(options);
    },
    { timeout: 240_000 },
  );
  afterEach((context) => {
    // Of Node 20.12, but not of its types.
    if ('passed' in context && context.passed === false) failed = true;
  });
  after(async () => {
    if (failed && cluster) console.error(`logs, audit log and kubeconfigs of the cluster: ${cluster.folder}`);
    await cluster?.stop({ keep: failed });
  });
  return () => {
    if (!cluster) throw new Error('the cluster is there only inside of a test');
    return cluster;
  };
}
