import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Undertaker } from '../process/undertaker';
import { poll } from './poll';

/** A component could not have a port that was free a moment ago. */
export class PortTakenError extends Error {}

/** How a component is started. */
export interface ComponentOptions {
  readonly undertaker: Undertaker;
  /** Where its log is written. */
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A program that runs beside the tests: what it says goes to a file. */
export class Component {
  /** Where it logs to. */
  readonly log: string;

  private readonly process: ChildProcess;
  private fault: Error | undefined;

  constructor(
    readonly name: string,
    program: string,
    args: readonly string[],
    { undertaker, folder, env = {} }: ComponentOptions,
  ) {
    this.log = join(folder, `${name}.log`);
    const output = openSync(this.log, 'a');
    this.process = undertaker.spawn(program, args, {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, ...env },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    this.process.once('error', (error) => (this.fault = error));
    this.process.unref();
  }

  /** Waits until a condition holds. Throws, with the end of the log, if the program ends before, or when the time is over. */
  async until(what: string, holds: () => Promise<boolean>, seconds = 60): Promise<void> {
    await poll(
      `${this.name}: ${what}`,
      async () => {
        this.refuseEnded();
        return (await holds()) || undefined;
      },
      { seconds, explain: () => this.tail() },
    );
  }

  /** Ends the program, at once. */
  async stop(): Promise<void> {
    if (this.ended) return;
    const exit = once(this.process, 'exit');
    this.process.ref();
    this.process.kill('SIGKILL');
    await exit;
  }

  /** Throws, with the end of the log, if the program does not run any more. */
  refuseEnded(): void {
    if (this.fault) throw this.fault;
    if (!this.ended) return;
    const message = `${this.name} ended with ${this.process.exitCode ?? this.process.signalCode}:\n${this.tail()}`;
    throw /address already in use/.test(this.tail()) ? new PortTakenError(message) : new Error(message);
  }

  private get ended(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  private tail(): string {
    return readFileSync(this.log, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
  }
}
