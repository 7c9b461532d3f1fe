import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { buildAll } from '../build/build';
import { BuildError } from '../build/go';
import { end, firstKept, keep, kept, type Kept } from './keeper';

const USAGE =
  'npm run cluster -- up [--port N]   starts a control plane, and says how to reach it\nnpm run cluster -- down            ends it';

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { port: { type: 'string' } } });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
    console.error(`--port must be a whole number from 1 to 65535, got ${values.port}`);
    return 2;
  }
  switch (positionals.join(' ')) {
    case 'up':
      return up(port);
    case 'down':
      console.log((await end()) ? 'the cluster is gone' : 'no cluster is up');
      return 0;
    case 'keep':
      await keep({ port }, (cluster) => process.stdout.write(`${JSON.stringify(cluster)}\n`));
      return 0;
    default:
      console.error(USAGE);
      return 2;
  }
}

/** Leaves a process behind that holds the cluster. */
async function up(port: number | undefined): Promise<number> {
  const running = await kept();
  if (running) {
    console.log(`# a cluster is up already${port === undefined ? '' : '; end it first to have one with another port'}`);
    return tell(running);
  }
  await buildAll((line) => console.log(`# ${line}`));
  const args = ['keep', ...(port === undefined ? [] : ['--port', String(port)])];
  const child = spawn(process.execPath, [...process.execArgv, __filename, ...args], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  const closed = once(child, 'close');
  // Where two start one at a time, the second finds that of the first.
  const cluster = (await firstKept(child.stdout)) ?? (await closed.then(kept));
  if (!cluster) {
    console.error(said.trim());
    return 1;
  }
  for (const stream of [child.stdout, child.stderr]) stream.destroy();
  child.unref();
  return tell(cluster);
}

function tell({ kubeconfig, crdSources }: Kept): number {
  for (const line of crdSources) console.log(`# ${line}`);
  console.log(`export KUBECONFIG=${kubeconfig}`);
  console.log('# end it with: npm run cluster -- down');
  return 0;
}

/** The mistakes that `parseArgs` of Node finds. */
const isMisuse = (error: unknown): boolean => error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = error instanceof BuildError ? error.exitCode : isMisuse(error) ? 2 : 1;
  },
);
