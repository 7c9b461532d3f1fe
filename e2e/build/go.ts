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

const ATTEMPTS = 3;

/** Go's own command, with caches of ours. */
export class Go {
  constructor(
    private readonly folders: Record<'modules' | 'objects' | 'temporary', string>,
    private readonly undertaker: Undertaker,
  ) {}

  /** Throws if there is no Go, or one that is too old for the module in a folder. */
  async version(folder: string): Promise<string> {
    const { code, output } = await this.run(folder, ['version']).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      throw new BuildError(
        'Go is not on the PATH, and these programs are built from source; install Go 1.26.1 or newer from https://go.dev/dl',
        2,
      );
    });
    if (code === 0) return output.trim();
    throw new BuildError(`this Go is too old; install Go 1.26.1 or newer from https://go.dev/dl\n${output.trim()}`, 2);
  }

  /** Fetches the modules of a go.mod, or some of them; three times before it gives up and names those that failed. */
  async download(folder: string, modules: readonly string[] = []): Promise<readonly Module[]> {
    for (let attempt = 1; ; attempt++) {
      const { code, output, stderr } = await this.run(folder, ['mod', 'download', '-json', ...modules]);
      const all = objects(output);
      const failed = all.filter(({ Error: fault }) => fault !== undefined);
      if (code === 0 && failed.length === 0) return all;
      refuseFullDisk(stderr + failed.map(({ Error: fault }) => fault).join('\n'));
      if (attempt === ATTEMPTS) {
        const which = failed.map(({ Path, Version, Error: fault }) => `  ${Path} ${Version}: ${fault ?? ''}`).join('\n');
        throw new BuildError(
          `cannot download, after ${ATTEMPTS} attempts:\n${which || stderr.trim()}\nCheck the network and GOPROXY, then run this again`,
        );
      }
      await sleep(attempt * 2000);
    }
  }

  /** Builds a program into a file. */
  async build(folder: string, program: string, target: string, variables: Readonly<Record<string, string>>): Promise<void> {
    const flags = ['-s', '-w', ...Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`)].join(' ');
    const { code, output, stderr } = await this.run(folder, ['build', '-trimpath', '-ldflags', flags, '-o', target, program]);
    if (code === 0) return;
    refuseFullDisk(stderr);
    throw new BuildError(`cannot build ${program}:\n${tail(stderr + output)}`);
  }

  private async run(cwd: string, args: readonly string[]): Promise<{ code: number | null; output: string; stderr: string }> {
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
    child.stdout?.on('data', (chunk) => (output += String(chunk)));
    child.stderr?.on('data', (chunk) => (stderr += String(chunk)));
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, output, stderr }));
    });
  }
}

/** JSON objects that stand one behind the other, each indented by Go. */
const objects = (text: string): Module[] =>
  text
    .split(/(?<=^\})\n/m)
    .filter((part) => part.trim() !== '')
    .map((part) => JSON.parse(part) as Module);

function refuseFullDisk(output: string): void {
  if (/no space left on device|disk quota exceeded/i.test(output)) {
    throw new BuildError(`the disk is full; free some space, or name a folder on another disk: CDK8S_MESH_CACHE=FOLDER\n${tail(output)}`);
  }
}

const tail = (text: string): string => text.trim().split('\n').slice(-30).join('\n');
