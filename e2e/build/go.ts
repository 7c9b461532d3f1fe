import { setTimeout as sleep } from 'node:timers/promises';
import type { Undertaker } from '../process/undertaker';

/** A fault of the machine or of what it was given, told in a sentence; what went wrong inside is of no use to the reader. */
export class BuildError extends Error {
  constructor(
    message: string,
    /** 2: something is missing here. 1: a build failed. */
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
  }
}

/** What `go mod download -json` says of a module. */
export interface Module {
  readonly Path: string;
  readonly Version: string;
  readonly Dir?: string;
  readonly Error?: string;
}

/** What became of a run of Go. */
interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly stderr: string;
}

const ATTEMPTS = 3;

const INSTALL = 'install Go 1.26.1 or newer from https://go.dev/dl';

/** Go's own command, with caches of ours. */
export class Go {
  constructor(
    private readonly folders: Record<'modules' | 'objects' | 'temporary', string>,
    private readonly undertaker: Undertaker,
  ) {}

  /** Throws if there is no Go, or one that is too old for the modules in some folders. */
  async version([folder = '.', ...others]: readonly string[]): Promise<string> {
    const { output } = await this.run(folder, ['version']).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      throw new BuildError(`Go is not on the PATH, and these programs are built from source; ${INSTALL}`, 2);
    });
    // Told not to fetch a newer one, as it is in many images, an old Go says its version without complaint, and refuses everything else.
    for (const each of [folder, ...others]) {
      const listed = await this.run(each, ['list', '-m']);
      if (listed.code !== 0) throw new BuildError(`this Go is too old, or broken; ${INSTALL}\n${said(listed)}`, 2);
    }
    return output.trim();
  }

  /** Fetches the modules of a go.mod, or some of them; three times before it gives up and names those that failed. */
  async download(folder: string, modules: readonly string[] = []): Promise<readonly Module[]> {
    for (let attempt = 1; ; attempt++) {
      const ran = await this.run(folder, ['mod', 'download', '-json', ...modules]);
      const { code, stderr } = ran;
      const all = objects(ran.output);
      const failed = all.filter(({ Error: fault }) => fault !== undefined);
      if (code === 0 && failed.length === 0) return all;
      refuseFullDisk(stderr + failed.map(({ Error: fault }) => fault).join('\n'));
      if (attempt === ATTEMPTS) {
        const which = failed.map(({ Path, Version, Error: fault }) => `  ${Path} ${Version}: ${fault ?? ''}`).join('\n');
        throw new BuildError(
          `cannot download, after ${ATTEMPTS} attempts:\n${which || said(ran)}\nCheck the network and GOPROXY, then run this again`,
        );
      }
      await sleep(attempt * 2000);
    }
  }

  /** Builds a program into a file. */
  async build(folder: string, program: string, target: string, variables: Readonly<Record<string, string>>): Promise<void> {
    const flags = ['-s', '-w', ...Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`)].join(' ');
    const ran = await this.run(folder, ['build', '-trimpath', '-ldflags', flags, '-o', target, program]);
    if (ran.code === 0) return;
    refuseFullDisk(ran.stderr);
    throw new BuildError(`cannot build ${program}:\n${said(ran)}`);
  }

  private async run(cwd: string, args: readonly string[]): Promise<Ran> {
    const env = {
      ...process.env,
      GOMODCACHE: this.folders.modules,
      GOCACHE: this.folders.objects,
      GOTMPDIR: this.folders.temporary,
      GOFLAGS: '-mod=readonly -modcacherw -buildvcs=false',
      GOWORK: 'off',
      CGO_ENABLED: '0',
    };
    const child = this.undertaker.spawn('go', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve({ code, signal, output, stderr }));
    });
  }
}

/** JSON objects that stand one behind the other, each indented by Go; one that broke off is none. */
const objects = (text: string): Module[] =>
  text
    .split(/(?<=^\})\n/m)
    .filter((part) => /^\}$/m.test(part))
    .map((part) => JSON.parse(part) as Module);

/** What to say of a fault that comes of a full disk; undefined if it does not. */
export function fullDisk(output: string): BuildError | undefined {
  if (!/no space left on device|disk quota exceeded|EDQUOT/i.test(output)) return undefined;
  return new BuildError(`the disk is full; free some space, or name a folder on another disk: CDK8S_MESH_CACHE=FOLDER\n${tail(output)}`);
}

function refuseFullDisk(output: string): void {
  const fault = fullDisk(output);
  if (fault) throw fault;
}

const said = ({ signal, output, stderr }: Ran): string => tail(`${stderr}${output}${signal === null ? '' : `\nended by ${signal}`}`);

const tail = (text: string): string => text.trim().split('\n').slice(-30).join('\n');
