import { gone, hold, visit } from '../process/socket';

/** Runs one at a time on this machine what has the same name, whichever process asks. No lock outlives the process that holds it. */
export async function alone<T>(name: string, waiting: () => void, work: () => Promise<T>): Promise<T> {
  for (let told = false; ; told = true) {
    const held = await hold(name);
    if (held) {
      try {
        return await work();
      } finally {
        held.release();
      }
    }
    if (!told) waiting();
    const holder = (await visit(name))?.resume();
    if (holder) await gone(holder);
  }
}
