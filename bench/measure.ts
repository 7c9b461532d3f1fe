import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** A program to run. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** The folder to run it in. */
  readonly cwd?: string;
  /** The file that its standard output goes to. */
  readonly stdout?: string;
}

/** What one run of a program took. */
export interface Run {
  /** From the start of the process to its end. */
  readonly milliseconds: number;
  /** The most memory that the process had at once; 0 where it ended too soon to see. */
  readonly peakBytes: number;
}

/** How often memory is looked at. The kernel keeps the peak, so only what a process takes after the last look is missed. */
const LOOK_EVERY_MS = 20;

/**
 * Runs a program once.
 *
 * @throws if it fails
 */
export async function measure({ program, args, cwd, stdout }: Command): Promise<Run> {
  const out = stdout === undefined ? undefined : openSync(stdout, 'w');
  try {
    return await new Promise<Run>((resolve, reject) => {
      let peakBytes = 0;
      let milliseconds = 0;
      const errors: string[] = [];
      const start = performance.now();
      const child = spawn(program, args, { cwd, stdio: ['ignore', out ?? 'ignore', 'pipe'] });
      const timer = setInterval(() => (peakBytes = Math.max(peakBytes, residentPeak(child.pid))), LOOK_EVERY_MS);
      child.stderr?.on('data', (chunk) => errors.push(String(chunk)));
      child.on('error', reject);
      child.on('exit', () => {
        milliseconds = performance.now() - start;
        clearInterval(timer);
      });
      child.on('close', (code) => {
        if (code === 0) resolve({ milliseconds, peakBytes });
        else reject(new Error(`${program} ${args.join(' ')} ended with ${code ?? 'a signal'}:\n${errors.join('')}`));
      });
    });
  } finally {
    if (out !== undefined) closeSync(out);
  }
}

/** What Linux says of a process; 0 where it is gone. */
function residentPeak(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** The middle one of several numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? NaN;
  const lower = sorted[(sorted.length - 1) >> 1] ?? NaN;
  return (lower + upper) / 2;
}
