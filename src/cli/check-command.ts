import { type Command, Option } from 'commander';
import { checkManifests } from '../check/check';
import { CONFIG_FILE, configuration } from '../check/config';
import { DEPLOY_TARGETS, type DeployTarget } from '../check/context';
import { findingOf } from '../check/finding';
import { isAtLeast, SEVERITIES, type Severity } from '../check/rule';
import { RULES } from '../check/rules';
import { ignoreOf, SUPPRESSION_RULES } from '../check/suppression';
import { type Format, FORMATS, report } from '../report';
import { exitCodeOf, read, tellFaults, withInput } from './input';
import { EXIT, type ExitCode, type Io } from './io';

interface CheckFlags {
  readonly mesh?: string;
  readonly complete?: boolean;
  readonly target?: DeployTarget;
  readonly minSeverity?: Severity;
  readonly config?: string;
  readonly format: Format;
  readonly verbose?: boolean;
}

const EXAMPLES = `
Options stand above what ${CONFIG_FILE} says, which is read from the current folder.

Examples:
  cdk8s-mesh check k8s/
  cdk8s-mesh check overlays/prod --target argocd --format sarif > findings.sarif
  helm template shop charts/shop | cdk8s-mesh check - --mesh linkerd-2.18`;

/** Adds `check`, which says what is wrong with manifests. */
export function addCheckCommand(program: Command, io: Io, end: (code: ExitCode) => void): void {
  withInput(program.command('check'))
    .description('say what a mesh would do wrong with manifests')
    .addOption(new Option('--target <tool>', 'the tool that applies them').choices(DEPLOY_TARGETS))
    .addOption(new Option('--min-severity <severity>', 'the least to report (default: warning)').choices(SEVERITIES))
    .addOption(new Option('--format <format>', 'format of the output').choices(FORMATS).default('text'))
    .option('--config <file>', `what else holds (default: ${CONFIG_FILE}, if it is there)`)
    .option('--verbose', 'also say which files were left out, and why')
    .addHelpText('after', EXAMPLES)
    .action((paths: readonly string[], flags: CheckFlags) => end(exitCodeOf(() => check(paths, flags, io), io)));
}

function check(paths: readonly string[], { format, config, verbose = false, ...flags }: CheckFlags, io: Io): ExitCode {
  const configured = configuration(config);
  const input = read(paths, io);
  if (format === 'text') tellFaults({ ...input, faults: [] }, io);
  else tellFaults(input, io);
  const { faults, skipped, files, manifests, comments } = input;
  const ignore = [...(configured.ignore ?? []), ...comments.map(ignoreOf)];
  const { minSeverity: least = 'warning', ...options } = { ...configured, ...flags, ignore };
  const all = checkManifests(manifests, { ...options, minSeverity: 'info' });
  const found = all.filter(({ severity }) => isAtLeast(severity, least));
  const hidden = all.length - found.length;
  const result = { findings: found.map(findingOf), hidden, faults, skipped, files, objects: manifests.length };
  io.out(report(format, result, { colour: io.colour, verbose, version: io.version, rules: [...RULES, ...SUPPRESSION_RULES] }));
  if (faults.length > 0) return EXIT.usage;
  return found.length > 0 ? EXIT.refused : EXIT.ok;
}
