import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

/**
 * A shell that reads what there is to bury, and does so when its input ends: because we closed it, or because we are gone, killed even. What it buries
 * is disposable, so that nothing is asked to end by itself: SIGKILL, to a process and all that it started.
 */
const SCRIPT = `
pids=
while read -r word value; do
  case $word in
    started) pids="$pids $value" ;;
    ended) kill -KILL "-$value" 2>/dev/null; rest=; for pid in $pids; do [ "$pid" = "$value" ] || rest="$rest $pid"; done; pids=$rest ;;
    remove) set -- "$@" "$value" ;;
    keep) for path; do shift; [ "$path" = "$value" ] || set -- "$@" "$path"; done ;;
  esac
done
for pid in $pids; do kill -KILL "-$pid" 2>/dev/null; done
# One that was started, but not told of before we were killed, knows us by name.
for file in $(grep -lsz "^CDK8S_MESH_UNDERTAKER=$$""$" /proc/[0-9]*/environ); do
  pid=\${file%/environ}
  kill -KILL "\${pid#/proc/}" 2>/dev/null
done
for pid in $pids; do
  tries=0
  while [ $tries -lt 100 ] && kill -0 "-$pid" 2>/dev/null; do tries=$((tries + 1)); sleep 0.05; done
done
[ $# -eq 0 ] || rm -rf -- "$@"
`;

/** Starts processes that end, at the latest, when this process does; and removes folders then. */
export class Undertaker {
  private readonly shell = spawn('sh', ['-c', SCRIPT, 'undertaker'], { stdio: ['pipe', 'ignore', 'inherit'], detached: true });

  constructor() {
    this.shell.unref();
    this.shell.stdin.on('error', () => undefined);
  }

  /** Like `spawn` of Node, in a group of its own, which ends with it. Throws after `close()`: nobody would bury it. */
  spawn(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
    if (!this.shell.stdin.writable) throw new Error(`cannot start ${command}: all that was started together has been ended`);
    const env = { ...(options.env ?? process.env), CDK8S_MESH_UNDERTAKER: String(this.shell.pid) };
    const child = spawn(command, args, { ...options, env, detached: true });
    const { pid } = child;
    if (pid !== undefined) {
      this.tell('started', pid);
      child.once('exit', () => this.tell('ended', pid));
    }
    return child;
  }

  /** Removes a file or folder, and all in it, at the end. */
  removeAtEnd(path: string): void {
    this.tell('remove', path);
  }

  /** Keeps after all what was to be removed. */
  keep(path: string): void {
    this.tell('keep', path);
  }

  /** Ends all processes and removes all folders, and returns when that is done. May be called again. */
  async close(): Promise<void> {
    this.shell.ref();
    this.shell.stdin.end();
    if (this.shell.exitCode === null && this.shell.signalCode === null) await once(this.shell, 'exit');
  }

  private tell(word: 'started' | 'ended' | 'remove' | 'keep', value: string | number): void {
    if (this.shell.stdin.writable) this.shell.stdin.write(`${word} ${value}\n`);
  }
}
