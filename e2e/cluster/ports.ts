import { createServer, type AddressInfo, type Server } from 'node:net';

const LOOPBACK = '127.0.0.1';

/** Ports of the loopback address that nobody listens on now: as many, and no two alike. Somebody may take one before its user does. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, async () => listening(0)));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(closed));
  return ports;
}

/** Throws if somebody listens on a port. */
export async function refuseTaken(port: number): Promise<void> {
  const server = await listening(port).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `cannot listen on port ${port} of ${LOOPBACK} (${error.code ?? error.message}); stop what uses it, or name another port`,
    );
  });
  await closed(server);
}

const listening = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => resolve(server));
  });

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
