import { createReadStream } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { relative } from 'node:path';
import type { Cluster } from '../cluster/cluster';

const servers = new WeakMap<Cluster, Promise<Server>>();

/** Serves a file of a cluster's folder to programs on this machine, as long as this process runs. Returns its URL. */
export async function serveFile(cluster: Cluster, file: string): Promise<string> {
  const known = servers.get(cluster) ?? start(cluster.folder);
  servers.set(cluster, known);
  const { port } = (await known).address() as AddressInfo;
  return `http://127.0.0.1:${port}/${relative(cluster.folder, file)}`;
}

async function start(folder: string): Promise<Server> {
  const server = createServer(({ url = '' }, response) => {
    createReadStream(`${folder}${url}`)
      .once('error', () => response.writeHead(404).end())
      .pipe(response);
  });
  server.unref();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
