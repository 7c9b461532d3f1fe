import { Command, InvalidArgumentError } from 'commander';
import { type Input, readInput } from '../check/input/read-input';
import { CONFIG_FILE } from '../check/config';
import { meshNames } from '../check/mesh/mesh-model';
import { EXIT, type ExitCode, type Io } from './io';
import { messageLine } from './message';

/** Adds what all commands that read manifests have in common. */
export const withInput = (command: Command): Command =>
  meshOption(command.argument('<path...>', 'files or folders with manifests; "-" reads standard input'));

/** Adds what there is to say about manifests. */
export const meshOption = (command: Command): Command =>
  command
    .option('--mesh <mesh>', `the mesh that they are for: ${shortList(meshNames)} (default: linkerd-2.20)`, meshName)
    .option('--complete', 'these are all objects of the cluster: what is missing is nowhere else')
    .option('--config <file>', `what else holds (default: ${CONFIG_FILE}, if it is there)`);

/** `linkerd-2.10` to `linkerd-2.20`, and those that have no versions. */
function shortList(names: readonly string[]): string {
  const linkerd = names.filter((name) => name.startsWith('linkerd-'));
  return [`${linkerd[0]} to ${linkerd.at(-1)}`, ...names.filter((name) => !linkerd.includes(name))].join(', ');
}

function meshName(value: string): string {
  if (meshNames.includes(value)) return value;
  throw new InvalidArgumentError(`must be one of ${meshNames.join(', ')}`);
}

/** Reads the input, and says on standard error what cannot be read. */
export function read(paths: readonly string[], io: Io): Input {
  const input = readInput(paths, io.readStdin, io.progress);
  io.progress?.(input.files, input.files);
  return input;
}

/** What could not be read, and where nothing was, what was left out. */
export function tellFaults({ faults, skipped, manifests }: Input, io: Io): void {
  for (const { file, line, message } of faults) io.err(messageLine('error', `${place(file, line)} ${message}`));
  if (manifests.length > 0) return;
  for (const { file, line, message } of skipped) io.err(messageLine('note', `${place(file, line)} ${message}`));
  if (faults.length + skipped.length === 0) io.err(messageLine('note', 'there is no Kubernetes object in the input'));
}

/** Whether there was nothing to look at: a folder without manifests, or a program before the pipe that failed. Somebody must be told. */
export const isEmpty = ({ files, isSilent }: Input): boolean => files === 0 || isSilent;

const place = (file: string, line: number | undefined): string =>
  `${file === '-' ? 'standard input' : file}${line === undefined ? '' : `:${line}:`}`;

/** The exit code of a command that reads manifests: where it cannot do its work, that is not the fault of the manifests. */
export function exitCodeOf(work: () => ExitCode, io: Io): ExitCode {
  try {
    return work();
  } catch (error) {
    io.err(messageLine('error', error instanceof Error ? error.message : String(error)));
    return EXIT.usage;
  }
}
