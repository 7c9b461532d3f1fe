import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/**
 * Runs one at a time on this machine what has the same name, whichever process asks. Holds a socket of Linux that has a name and no file: the system
 * gives it back when the process ends, however it ends, so that no lock outlives its holder.
 */
export async function alone<T>(name: string, waiting: () => void, work: () => Promise<T>): Promise<T> {
  const path = `\0${name}`;
  for (let told = false; ; told = true) {
    const server = createServer();
    const held = await new Promise<boolean>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
      server.listen({ path }, () => resolve(true));
    });
    if (held) {
      server.on('connection', (socket) => socket.on('error', () => undefined));
      try {
        return await work();
      } finally {
        server.close();
      }
    }
    if (!told) waiting();
    await gone(path);
  }
}

/** Waits until the holder of a socket closes it. */
async function gone(path: string): Promise<void> {
  const socket = connect({ path });
  socket.on('error', () => undefined);
  socket.resume();
  await once(socket, 'close');
}
