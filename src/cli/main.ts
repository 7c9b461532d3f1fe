import { Command, CommanderError } from 'commander';
import { addCheckCommand } from './check-command';
import { addDiffCommand } from './diff-command';
import { EXIT, ExitCode, Io } from './io';
import { messageLine } from './message';
import { addProfileCommand } from './profile-command';
import { addTrafficCommand } from './traffic-command';

export { terminal } from './terminal';

/**
 * Runs one command.
 *
 * @param argv what follows the name of the program
 * @returns the exit code; errors are already written
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  try {
    await program(io, (end) => (code = end)).parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has written its own message, or the help or version that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    io.err(messageLine('error', error instanceof Error ? error.message : String(error)));
    return EXIT.refused;
  }
}

function program(io: Io, end: (code: ExitCode) => void): Command {
  const root = new Command('cdk8s-mesh')
    .description('Service mesh manifests without surprises.')
    .version(io.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 the input was refused or has findings, 2 wrong usage, or not all of the input could be read.',
    )
    .showHelpAfterError('--help says more')
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err });
  addCheckCommand(root, io, end);
  addTrafficCommand(root, io, end);
  addDiffCommand(root, io, end);
  addProfileCommand(root, io);
  return root;
}
