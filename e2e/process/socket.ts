import { createHash } from 'node:crypto';
import { connect, createServer, type Socket } from 'node:net';

/** A name that this process holds. */
export interface Held {
  /** Gives the name back, and sends visitors away. */
  release(): void;
}

/**
 * Takes a name that one process of this machine can hold at a time; undefined if another holds it. It is a socket of Linux that has a name and no file:
 * the system takes it back when the process ends, however it ends, so that nobody finds a name whose holder is gone.
 *
 * @param visited called for every process that visits the holder
 */
export async function hold(name: string, visited: (visitor: Socket) => void = () => undefined): Promise<Held | undefined> {
  const visitors = new Set<Socket>();
  const server = createServer((visitor) => {
    visitors.add(visitor);
    visitor.on('error', () => undefined);
    visitor.once('close', () => visitors.delete(visitor));
    visitor.resume();
    visited(visitor);
  });
  const listening = await new Promise<boolean>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    server.listen({ path: address(name) }, () => resolve(true));
  });
  if (!listening) return undefined;
  return {
    release: () => {
      server.close();
      for (const visitor of visitors) visitor.destroy();
    },
  };
}

/** A connection to the process that holds a name; undefined if nobody does. It closes when the name is given back, at the latest. */
export const visit = (name: string): Promise<Socket | undefined> =>
  new Promise((resolve) => {
    const socket = connect({ path: address(name) });
    socket.on('error', () => resolve(undefined));
    socket.once('connect', () => resolve(socket));
  });

/** Waits until a connection is over, however it ends: a holder that is killed before it saw us resets it. */
export const gone = (connection: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (connection.closed) resolve();
    else connection.once('close', () => resolve());
  });

/** The system has room for 107 bytes, and cuts what is longer: two long names would be one. */
const address = (name: string): string => `\0cdk8s-mesh-${createHash('sha256').update(name).digest('hex')}`;
