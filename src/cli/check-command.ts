import { isDeepStrictEqual } from 'node:util';
import { type Command, Option } from 'commander';
import { checkManifests, type Outcome } from '../check/check';
import { CONFIG_FILE, configuration } from '../check/config';
import { DEPLOY_TARGETS, type DeployTarget } from '../facts/deploy-target';
import { findingOf } from '../check/finding';
import { STDIN } from '../check/input/find-files';
import type { Input } from '../check/input/read-input';
import { SEVERITIES, type Severity } from '../check/problem';
import { identityOf, type Manifest } from '../check/manifest';
import { meshModel } from '../check/mesh/mesh-model';
import { RULES } from '../check/rules';
import { ignoreOf, SUPPRESSION_RULES } from '../check/suppression';
import { type Format, FORMATS, report } from '../report';
import { plural } from '../report/count';
import { exitCodeOf, isEmpty, read, tellFaults, withInput } from './input';
import { EXIT, type ExitCode, type Io } from './io';
import { diffOf, mendFiles, writeMended } from './mend-files';
import { messageLine } from './message';

interface CheckFlags {
  readonly mesh?: string;
  readonly complete?: boolean;
  readonly target?: DeployTarget;
  readonly minSeverity?: Severity;
  readonly config?: string;
  readonly format: Format;
  readonly verbose?: boolean;
  readonly fix?: boolean;
  readonly write?: boolean;
}

const EXAMPLES = `
Options stand above what ${CONFIG_FILE} says, which is read from the current folder.

Examples:
  cdk8s-mesh check k8s/
  cdk8s-mesh check k8s/ --fix | git apply
  cdk8s-mesh check overlays/prod --target argocd --format sarif > findings.sarif
  helm template shop charts/shop | cdk8s-mesh check - --mesh linkerd-2.18`;

/** Adds `check`, which says what is wrong with manifests. */
export function addCheckCommand(program: Command, io: Io, end: (code: ExitCode) => void): void {
  withInput(program.command('check'))
    .description('say what a mesh would do wrong with manifests')
    .addOption(new Option('--target <tool>', 'the tool that applies them').choices(DEPLOY_TARGETS))
    .addOption(new Option('--min-severity <severity>', 'the least to report (default: warning)').choices(SEVERITIES))
    .addOption(new Option('--format <format>', 'format of the output').choices(FORMATS).default('text'))
    .option('--verbose', 'also say which files were left out, and why')
    .option('--fix', 'print the changes that are sure as a diff, in the place of the findings')
    .option('--write', 'with --fix: make the changes, and report what is left')
    .addHelpText('after', EXAMPLES)
    .action((paths: readonly string[], flags: CheckFlags) => end(exitCodeOf(() => check(paths, flags, io), io)));
}

function check(paths: readonly string[], flags: CheckFlags, io: Io): ExitCode {
  if (flags.write && !flags.fix) throw new Error('--write writes the changes of --fix; give both');
  if (flags.fix && paths.includes(STDIN)) throw new Error('--fix cannot change standard input; name files or folders');
  if (flags.fix && !flags.write && flags.format !== 'text') throw new Error('--fix prints a diff; leave --format out, or add --write');
  const checked = findingsOf(paths, flags, io);
  if (!flags.fix) return tell(checked, flags, io);
  if (checked.faults.length > 0) {
    tellFaults(checked, io);
    io.err(messageLine('note', 'nothing is changed while there is input that cannot be read'));
    return EXIT.usage;
  }
  const files = mendFiles(checked.found);
  const mended = files.reduce((sum, { count }) => sum + count, 0);
  if (!flags.write) {
    io.out(diffOf(files));
    io.err(messageLine('note', `this mends ${mended} of ${plural(checked.found.length, 'finding')}; without --fix all are reported`));
    return checked.found.length > 0 ? EXIT.refused : EXIT.ok;
  }
  writeMended(files);
  for (const { file, count } of files) io.err(messageLine('note', `${file}: ${plural(count, 'finding')} mended`));
  return tell(findingsOf(paths, flags, io), flags, io);
}

/** The input, and what is wrong with it. */
type Checked = Input & Outcome & { readonly mesh: string };

function findingsOf(paths: readonly string[], { config, mesh, complete, target, minSeverity }: CheckFlags, io: Io): Checked {
  const configured = configuration(config);
  const input = read(paths, io);
  const ignore = [...(configured.ignore ?? []), ...input.comments.map(ignoreOf)];
  const given = {
    ...(mesh !== undefined && { mesh }),
    ...(complete && { complete }),
    ...(target && { target }),
    ...(minSeverity && { minSeverity }),
  };
  const options = { ...configured, ...given, ignore };
  return { ...input, ...checkManifests(input.manifests, options), mesh: meshModel(options.mesh).name };
}

function tell(checked: Checked, { format, verbose = false }: CheckFlags, io: Io): ExitCode {
  const { found, faults, manifests } = checked;
  tellFaults(format === 'text' ? { ...checked, faults: [] } : checked, io);
  const twice = contradicted(manifests);
  if (twice > 0)
    io.err(
      messageLine('note', `written several times, and not alike: ${plural(twice, 'object')}; one of each counts. Check folder by folder`),
    );
  const result = { ...checked, findings: found.map(findingOf), objects: manifests.length };
  io.out(report(format, result, { colour: io.colour, verbose, version: io.version, rules: [...RULES, ...SUPPRESSION_RULES] }));
  if (faults.length > 0 || isEmpty(checked)) return EXIT.usage;
  return found.length > 0 ? EXIT.refused : EXIT.ok;
}

/** How many objects are written several times, and not alike: overlays, or steps of a release. */
function contradicted(manifests: readonly Manifest[]): number {
  const [first, twice] = [new Map<string, Manifest>(), new Set<string>()];
  for (const manifest of manifests) {
    const identity = identityOf(manifest);
    const other = first.get(identity);
    if (!other) first.set(identity, manifest);
    else if (!twice.has(identity) && !isDeepStrictEqual(other.object, manifest.object)) twice.add(identity);
  }
  return twice.size;
}
