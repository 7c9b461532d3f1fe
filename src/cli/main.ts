import { Command, CommanderError } from 'commander';
import { EXIT, ExitCode, Io } from './io';
import { messageLine } from './message';
import { addProfileCommand } from './profile-command';

export { terminal } from './terminal';

/**
 * Runs one command.
 *
 * @param argv what follows the name of the program
 * @returns the exit code; errors are already written
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    await program(io).parseAsync(argv, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    // Commander has written its own message, or the help or version that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    io.err(messageLine('error', error instanceof Error ? error.message : String(error)));
    return EXIT.refused;
  }
}

function program(io: Io): Command {
  const root = new Command('cdk8s-mesh')
    .description('Service mesh manifests without surprises.')
    .version(io.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .addHelpText('after', '\nExit codes: 0 done, 1 the input was refused or has findings, 2 wrong usage.')
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err });
  addProfileCommand(root, io);
  return root;
}
