import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { gone, hold, visit } from '../process/socket';
import { Cluster, type ClusterOptions } from './cluster';

/** Whose cluster it is that a developer has up: one for each user of this machine, and several for whom CDK8S_MESH_CLUSTER tells them apart. */
const name = (): string => `cluster ${process.getuid?.() ?? 0} ${process.env.CDK8S_MESH_CLUSTER ?? ''}`;

/** What a developer needs to know of the cluster that is up. */
export interface Kept {
  /** Path of the kubeconfig. */
  readonly kubeconfig: string;
  /** Lines that say whence the CRDs are. */
  readonly crdSources: readonly string[];
}

/**
 * Starts a cluster and keeps it until somebody says `down`, or this process is told to end. Calls back when it is up. Throws if it does not start, or one
 * is up already.
 */
export async function keep(options: ClusterOptions, up: (kept: Kept) => void): Promise<void> {
  let answer: (kept: Kept) => void = () => undefined;
  const known = new Promise<Kept>((resolve) => (answer = resolve));
  const down = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => down.abort());
  // Whoever comes while the cluster starts waits for it.
  const held = await hold(name(), (visitor) => {
    visitor.on('data', (data) => String(data) === 'down' && down.abort());
    void known.then((kept) => visitor.writable && visitor.write(`${JSON.stringify(kept)}\n`));
  });
  if (!held) throw new Error('a cluster is up already, or starts right now; end it first: npm run cluster -- down');
  try {
    const cluster = await Cluster.start(options);
    try {
      if (down.signal.aborted) throw new Error('the cluster was ended before it was up');
      const kept: Kept = { kubeconfig: cluster.kubeconfig('admin'), crdSources: cluster.crdSources() };
      answer(kept);
      up(kept);
      await once(down.signal, 'abort');
    } finally {
      await cluster.stop();
    }
  } finally {
    held.release();
  }
}

/** The cluster that is up, if there is one; that which starts, when it is up. */
export async function kept(): Promise<Kept | undefined> {
  const holder = await visit(name());
  if (!holder) return undefined;
  const found = await firstKept(holder);
  holder.destroy();
  return found;
}

/** What a keeper tells in a line; undefined if it ends before it does. */
export async function firstKept(keeper: Readable): Promise<Kept | undefined> {
  for await (const line of createInterface({ input: keeper })) return JSON.parse(line) as Kept;
  return undefined;
}

/** Ends the cluster that is up, and returns when nothing of it is left; false if there is none. */
export async function end(): Promise<boolean> {
  const holder = await visit(name());
  if (!holder) return false;
  holder.write('down');
  holder.resume();
  await gone(holder);
  return true;
}
