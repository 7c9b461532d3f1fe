import { basename } from 'node:path';
import type { Undertaker } from '../process/undertaker';

/** What a program said. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a program is run. */
export interface RunOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Exit codes that are no error. @default [0] */
  readonly allow?: readonly number[];
}

/** Runs a program to its end. Throws what it said, if it exits with a code that is not allowed. */
export async function run(
  undertaker: Undertaker,
  program: string,
  args: readonly string[],
  { cwd, env, allow = [0] }: RunOptions,
): Promise<Ran> {
  const child = undertaker.spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === null || !allow.includes(code))
    throw new Error(`${basename(program)} ${args.join(' ')} exited with ${code}:\n${(stdout + stderr).slice(-4000)}`);
  return { code, stdout, stderr };
}
