import { readFileSync } from 'node:fs';
import { Io } from './io';

/** The terminal of this process. */
export function terminal(version: string): Io {
  // A reader that has seen enough, such as `head`, closes the pipe: no reason to fail.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    // Not process.stdin.fd: to touch the stream would make the pipe non-blocking.
    readStdin: () => readFileSync(0),
    ...(process.stderr.isTTY && { progress }),
    colour: process.stdout.isTTY && !('NO_COLOR' in process.env),
    version,
  };
}

/** When the last progress was shown, in milliseconds; what takes no time shows none. */
let shown = performance.now();

function progress(done: number, all: number): void {
  const isOver = done === all;
  if (!isOver && performance.now() - shown < 200) return;
  if (isOver) process.stderr.write('\r\u001b[K');
  else process.stderr.write(`\rreading ${done} of ${all} files`);
  shown = performance.now();
}
