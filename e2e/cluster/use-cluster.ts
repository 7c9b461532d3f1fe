import { after, before } from 'node:test';
import { Undertaker } from '../process/undertaker';
import { Cluster, type ClusterOptions } from './cluster';

/**
 * Gives the tests of a `describe` a cluster of their own, which is started before the first and stopped after the last. Where a test or hook of the file
 * failed, logs are kept, and it is said where.
 */
export function useCluster(options?: ClusterOptions): () => Cluster {
  let cluster: Cluster | undefined;
  before(
    async () => {
      cluster = await Cluster.start(options);
    },
    { timeout: 240_000 },
  );
  after(async () => {
    if (!cluster) return;
    removeUnlessFailed(cluster.folder);
    await cluster.stop({ keep: true });
  });
  return () => {
    if (!cluster) throw new Error('the cluster is there only inside of a test');
    return cluster;
  };
}

/** The clusters that this process has stopped. */
let stopped: { readonly undertaker: Undertaker; readonly folders: string[] } | undefined;

/** Node's test runner tells nobody of a test that took too long, or of a hook that failed: only the exit code knows of every failure. */
function removeUnlessFailed(folder: string): void {
  stopped ??= beginToWatch();
  stopped.undertaker.removeAtEnd(folder);
  stopped.folders.push(folder);
}

function beginToWatch(): NonNullable<typeof stopped> {
  const undertaker = new Undertaker();
  const folders: string[] = [];
  process.once('exit', (code) => {
    for (const folder of code === 0 ? [] : folders) {
      undertaker.keep(folder);
      console.error(`logs, audit log and kubeconfigs of the cluster: ${folder}`);
    }
  });
  return { undertaker, folders };
}
