import { ChildProcess, spawn } from 'child_process';
import { chownSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { request } from 'http';
import { AddressInfo, createServer } from 'net';
import { tmpdir } from 'os';
import { delimiter, join } from 'path';

/** Where nginx is, if it is installed; Debian keeps it out of the path of people who are not root. */
export const NGINX = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  .map((folder) => join(folder, 'nginx'))
  .find((file) => existsSync(file));

/** What a server answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  readonly milliseconds: number;
}

/** A request: GET, unless it says otherwise. */
export interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** A running nginx with the configuration of an injector. */
export interface RunningNginx {
  readonly ask: (asked?: Asked) => Promise<Answered>;
  /** Replaces the bodies, as a kubelet does in a mounted ConfigMap. */
  readonly mount: (data: Readonly<Record<string, string>>) => void;
}

/** Nobody: who runs nginx where root runs the tests. */
const NOBODY = 65534;

/**
 * Runs nginx with the data of a ConfigMap, as a user who is not root, for as long as the test uses it. Of the configuration, only the port and the
 * folders that exist once on a machine are replaced.
 */
export async function withNginx<T>(data: Readonly<Record<string, string>>, use: (nginx: RunningNginx) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  const port = await freePort();
  const mount = (files: Readonly<Record<string, string>>) => {
    for (const [key, text] of Object.entries(files)) {
      if (key !== 'nginx.conf') writeFileSync(join(folder, 'bodies', key), text);
    }
  };
  try {
    for (const inner of ['tmp', 'bodies']) mkdirSync(join(folder, inner));
    writeFileSync(join(folder, 'nginx.conf'), placed(data['nginx.conf'] ?? '', folder, port));
    mount(data);
    const log = join(folder, 'log');
    writeFileSync(log, '');
    if (process.getuid?.() === 0) [folder, join(folder, 'tmp'), log].forEach((path) => chownSync(path, NOBODY, NOBODY));

    await check(folder, log);
    const server = start(folder, log, '-g', 'daemon off;');
    const kill = () => killGroup(server, 'SIGKILL');
    process.once('exit', kill);
    try {
      await answering(port, server, log);
      return await use({ ask: (asked = {}) => ask(port, asked), mount });
    } finally {
      killGroup(server, 'SIGTERM');
      await ended(server);
      process.removeListener('exit', kill);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function placed(config: string, folder: string, port: number): string {
  return config
    .replace(/listen \d+;/, `listen 127.0.0.1:${port};`)
    .replaceAll(' /tmp/', ` ${folder}/tmp/`)
    .replaceAll(' /etc/nginx/bodies/', ` ${folder}/bodies/`);
}

/** nginx -t: what it complains about is an error, and so are warnings. */
async function check(folder: string, log: string): Promise<void> {
  const code = await ended(start(folder, log, '-t'));
  const output = readFileSync(log, 'utf8');
  if (code !== 0 || /\[(warn|alert|crit|emerg)\]/.test(output)) throw new Error(`nginx -t refuses the configuration:\n${output}`);
}

/** Output goes to a file that nginx can open by the name /dev/stdout, which it cannot do with Node's own pipes. */
function start(folder: string, log: string, ...args: string[]): ChildProcess {
  const output = openSync(log, 'a');
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const options = { stdio: ['ignore' as const, output, output], detached: true, ...user };
  const child = spawn(NGINX ?? 'nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), ...args], options);
  closeSync(output);
  return child;
}

function killGroup({ pid, exitCode, signalCode }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, signal);
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  return new Promise((resolve, reject) => {
    child.once('exit', resolve);
    child.once('error', reject);
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until nginx takes connections; the answers may well be none. */
async function answering(port: number, server: ChildProcess, log: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (server.exitCode !== null || server.signalCode !== null) break;
    const refused = await ask(port, { method: 'TRACE' }).then(
      () => false,
      (error: NodeJS.ErrnoException) => error.code === 'ECONNREFUSED',
    );
    if (!refused) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`nginx does not answer:\n${readFileSync(log, 'utf8')}`);
}

async function ask(port: number, { method = 'GET', path = '/', headers = {}, body }: Asked): Promise<Answered> {
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode = 0 } = response;
        resolve({ status: statusCode, headers: response.headers, body: Buffer.concat(chunks), milliseconds: performance.now() - begin });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
