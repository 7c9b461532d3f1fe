import { main } from '../../src/cli/main';

/** What a command wrote, and its exit code. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process. */
export async function run(argv: readonly string[], stdin = ''): Promise<Run> {
  let out = '';
  let err = '';
  const code = await main(argv, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    readStdin: () => Buffer.from(stdin),
    colour: false,
    version: '1.2.3',
  });
  return { code, out, err };
}
