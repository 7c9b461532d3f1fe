import { type Command, Option } from 'commander';
import { configuration } from '../check/config';
import { DEPLOY_TARGETS, type DeployTarget } from '../facts/deploy-target';
import { DEPLOY_TOOLS, KUSTOMIZE_FIFO } from '../check/deploy/deploy-tool';
import { findingOf } from '../check/finding';
import { type Input, readSources } from '../check/input/read-input';
import type { Manifest } from '../check/manifest';
import { meshModel } from '../check/mesh/mesh-model';
import { isAtLeast, SEVERITIES, type Severity } from '../check/problem';
import { differenceOf } from '../check/replay/diff';
import { REPLAY_RULES } from '../check/replay/replay-rules';
import { type Format, FORMATS } from '../report';
import { diffReport } from '../report/diff';
import { exitCodeOf, isEmpty, meshOption, read, tellFaults } from './input';
import { EXIT, type ExitCode, type Io } from './io';
import { messageLine } from './message';
import { filesOf, revisionOf } from './revision';

interface DiffFlags {
  readonly target: DeployTarget;
  readonly mesh?: string;
  readonly complete?: boolean;
  readonly minSeverity?: Severity;
  readonly config?: string;
  readonly format: Format;
}

const EXAMPLES = `
OLD is what the cluster holds, and NEW what is to be deployed: all objects, not only those that change. Each is a file, a folder, "-" for standard input, or a folder of a git
revision. For kustomize and Helm, give what they build.

Examples:
  cdk8s-mesh diff main:overlays/prod overlays/prod --target argocd
  cdk8s-mesh diff steps/10-canary-0 steps/20-canary-10 --target kubectl
  helm template shop charts/shop | cdk8s-mesh diff live.yaml - --target helm --format markdown`;

/** Adds `diff`, which says what becomes of requests when one state replaces another, and on the way. */
export function addDiffCommand(program: Command, io: Io, end: (code: ExitCode) => void): void {
  meshOption(program.command('diff').argument('<old>', 'what is deployed now').argument('<new>', 'what is to be deployed'))
    .description('say who receives what before and after a change, and in every moment between')
    .addOption(new Option('--target <tool>', 'the tool that deploys it').choices(DEPLOY_TARGETS).makeOptionMandatory())
    .addOption(new Option('--min-severity <severity>', 'the least to report (default: warning)').choices(SEVERITIES))
    .addOption(new Option('--format <format>', 'format of the output').choices(FORMATS).default('text'))
    .addHelpText('after', EXAMPLES)
    .action((old: string, now: string, flags: DiffFlags) => end(exitCodeOf(() => diff(old, now, flags, io), io)));
}

function diff(old: string, now: string, { config, target, format, ...flags }: DiffFlags, io: Io): ExitCode {
  const configured = configuration(config);
  const mesh = flags.mesh ?? configured.mesh;
  const complete = flags.complete ?? configured.complete ?? false;
  const [before, after] = [readSide(old, io), readSide(now, io)];
  for (const side of [before, after]) tellFaults(side, io);
  const faults = [...before.faults, ...after.faults];
  // Half of a state would be taken for one from which the rest was removed.
  if (faults.length > 0 || (isEmpty(before) && isEmpty(after))) return EXIT.usage;
  const isFifo = target === 'kustomize' && after.fifo !== undefined;
  const change = { before: before.manifests, after: isFifo ? inOrderOf(after.fifo, after.manifests) : after.manifests };
  // kustomize keeps the order of its resources where it is told so.
  const tool = isFifo ? KUSTOMIZE_FIFO : DEPLOY_TOOLS[target];
  const difference = differenceOf(change, target, tool, { ...(mesh !== undefined && { mesh }), complete });
  for (const note of new Set([...difference.before.leftOut(), ...difference.after.leftOut()])) io.err(messageLine('note', note));
  const least = flags.minSeverity ?? configured.minSeverity ?? 'warning';
  const found = difference.found.filter(({ severity }) => isAtLeast(severity, least));
  const result = {
    findings: found.map(findingOf),
    ...{ hidden: difference.found.length - found.length, ifComplete: 0, ignored: 0, mesh: meshModel(mesh).name },
    ...{
      faults,
      skipped: [...before.skipped, ...after.skipped],
      files: before.files + after.files,
      objects: change.before.length + change.after.length,
    },
  };
  io.out(diffReport(format, { ...difference, found }, result, { colour: io.colour, version: io.version, rules: REPLAY_RULES }));
  return found.length > 0 ? EXIT.refused : EXIT.ok;
}

function readSide(text: string, io: Io): Input {
  const revision = revisionOf(text);
  return revision ? readSources(filesOf(revision), [], io.progress) : read([text], io);
}

/** Objects in the order of the files and folders that hold them; the others stand behind. */
function inOrderOf(files: readonly string[], manifests: readonly Manifest[]): Manifest[] {
  const placeOf = ({ origin }: Manifest): number => {
    const at = files.findIndex((file) => origin?.file === file || origin?.file.startsWith(`${file}/`));
    return at < 0 ? files.length : at;
  };
  return [...manifests].sort((a, b) => placeOf(a) - placeOf(b));
}
