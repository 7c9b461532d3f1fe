import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach } from 'node:test';
import { poll } from '../cluster/poll';
import { Undertaker } from '../process/undertaker';

const ROOT = join(__dirname, '..', '..');

/** All that programs of the bench, and fakes in their place, find on the PATH of a sandbox. */
const TOOLS = ['grep', 'sh', 'cat', 'rm', 'sleep'];

/** Where tsx keeps what it compiled, in the system's temporary folder (tsx 4). */
const COMPILED = `tsx-${process.getuid?.() ?? 0}`;

/** What became of a program. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that runs in a sandbox. */
export interface Running {
  readonly child: ChildProcess;
  /** What it has said so far. */
  readonly said: () => string;
  readonly ended: Promise<Ended>;
}

/** A place for a program of the bench to go wrong in: what it leaves behind, folders or processes, can be seen. */
export class Sandbox {
  /** Takes the place of the system's temporary folder. */
  readonly temporary: string;
  /** Where programs are built; nothing is built yet. */
  readonly cache: string;
  /** The only folder of the PATH. */
  readonly bin: string;

  private readonly undertaker = new Undertaker();

  constructor() {
    // Whatever runs in here, and all that it starts, has this name in its environment.
    const folder = mkdtempSync(join(tmpdir(), 'cdk8s-mesh-sandbox-'));
    this.undertaker.removeAtEnd(folder);
    [this.temporary, this.cache, this.bin] = [join(folder, 'temporary'), join(folder, 'cache'), join(folder, 'bin')];
    for (const each of [this.temporary, this.cache, this.bin]) mkdirSync(each);
    // What tsx has compiled once it finds again, which saves each program some seconds.
    if (existsSync(join(tmpdir(), COMPILED))) symlinkSync(join(tmpdir(), COMPILED), join(this.temporary, COMPILED));
    for (const tool of TOOLS) symlinkSync(installed(tool), join(this.bin, tool));
  }

  /** What is different for programs in here. */
  get environment(): Readonly<Record<'TMPDIR' | 'CDK8S_MESH_CACHE' | 'CDK8S_MESH_CLUSTER' | 'PATH', string>> {
    return { TMPDIR: this.temporary, CDK8S_MESH_CACHE: this.cache, CDK8S_MESH_CLUSTER: this.temporary, PATH: this.bin };
  }

  /** A new file. Returns its path. */
  file(name: string, content: string, mode = 0o644): string {
    const path = join(this.bin, '..', name);
    writeFileSync(path, content, { mode });
    return path;
  }

  /** Starts Node with arguments, such as a TypeScript program of this project and its own. It ends with the sandbox. */
  node(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Running {
    return this.start(process.execPath, ['--import', 'tsx', ...args], environment);
  }

  /** Starts a program. It ends with the sandbox. */
  start(program: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): Running {
    // Without the mark by which Node's test runner knows programs that it has started itself.
    const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
    const env = { ...inherited, ...this.environment, ...environment };
    const child = this.undertaker.spawn(program, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    const ended = new Promise<Ended>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    });
    return { child, said: () => stdout + stderr, ended };
  }

  /** Does something in this process, with an environment that is different for as long as it takes; one thing at a time. */
  async inside<T>(environment: Readonly<Record<string, string>>, action: () => Promise<T>): Promise<T> {
    const before = Object.keys(environment).map((name) => [name, process.env[name]] as const);
    Object.assign(process.env, environment);
    try {
      return await action();
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  }

  /** Ids and command lines of the processes in here. */
  processes(): string[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .filter((pid) => of(pid, 'environ').includes(this.temporary))
      .map((pid) => `${pid} ${of(pid, 'cmdline').replaceAll('\0', ' ')}`);
  }

  /** Files and folders that programs have left behind. */
  leftovers(): string[] {
    return readdirSync(this.temporary).filter((name) => !['node-compile-cache', COMPILED].includes(name));
  }

  /** Waits until nothing is left of the programs in here: they end by signals, which takes a moment. */
  async empty(seconds = 30): Promise<void> {
    const left = () => [...this.processes(), ...this.leftovers()];
    await poll('everything to be gone', async () => Promise.resolve(left().length === 0 || undefined), {
      seconds,
      explain: () => left().join('\n'),
    });
  }

  /** Ends all that runs in here, also what was started to go on by itself, and removes it. */
  async close(): Promise<void> {
    for (const line of this.processes()) kill(Number.parseInt(line));
    await this.undertaker.close();
  }
}

/** Gives each test of a `describe` a sandbox of its own. */
export function useSandbox(): () => Sandbox {
  let sandbox: Sandbox | undefined;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox?.close());
  return () => {
    if (!sandbox) throw new Error('the sandbox is there only inside of a test');
    return sandbox;
  };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It has ended meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** What Linux says of a process; nothing if it is gone. */
function of(pid: string, file: 'environ' | 'cmdline'): string {
  try {
    return readFileSync(join('/proc', pid, file), 'utf8');
  } catch {
    return '';
  }
}

function installed(tool: string): string {
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, tool))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${tool} is not on the PATH; it is part of every Linux`);
  return found;
}
