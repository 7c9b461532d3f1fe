import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { Cluster, type ClusterOptions } from './cluster';

/** The cluster that a developer has up: one for each user of this machine. The name ends with the process that holds it, so that it is never stale. */
const SOCKET = `\0cdk8s-mesh-cluster:${process.getuid?.() ?? 0}`;

/** What a developer needs to know of the cluster that is up. */
export interface Kept {
  /** Path of the kubeconfig. */
  readonly kubeconfig: string;
  /** Lines that say whence the CRDs are. */
  readonly crdSources: readonly string[];
}

/** Starts a cluster and keeps it until somebody says `down`, or this process is told to end. Calls back when it is up. */
export async function keep(options: ClusterOptions, up: (kept: Kept) => void): Promise<void> {
  const server = createServer();
  server.listen({ path: SOCKET });
  await once(server, 'listening');
  const cluster = await Cluster.start(options);
  const kept: Kept = { kubeconfig: cluster.kubeconfig('admin'), crdSources: cluster.crdSources() };
  const down = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    server.on('connection', (socket) => {
      socket.on('error', () => undefined);
      socket.write(`${JSON.stringify(kept)}\n`);
      socket.on('data', (data) => String(data) === 'down' && resolve());
    });
  });
  up(kept);
  await down;
  await cluster.stop();
}

/** The cluster that is up, if there is one. */
export async function kept(): Promise<Kept | undefined> {
  const socket = await reach();
  if (!socket) return undefined;
  const [line] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return JSON.parse(String(line)) as Kept;
}

/** Ends the cluster that is up, and returns when nothing of it is left; false if there is none. */
export async function end(): Promise<boolean> {
  const socket = await reach();
  if (!socket) return false;
  socket.write('down');
  socket.resume();
  await once(socket, 'close');
  return true;
}

const reach = (): Promise<Socket | undefined> =>
  new Promise((resolve) => {
    const socket = connect({ path: SOCKET });
    socket.on('error', () => resolve(undefined));
    socket.once('connect', () => resolve(socket));
  });
