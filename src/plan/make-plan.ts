import { DEPLOY_TARGETS, type DeployTarget } from '../facts/deploy-target';
import { identityOf, type Manifest, manifestOf } from '../check/manifest';
import type { JsonValue } from '../yaml/read';
import { commandsFor, ownGates, type Reaching } from './commands';
import { conditionsOf } from './conditions';
import { ownersOf } from './owners';
import type { Plan, PlanCommands, PlanSafety, PlanStep } from './plan';
import type { PlanInput, PlannedStep } from './plan-input';
import { momentsOf, replayed, toolFor, unsafeIn } from './replays';
import { changesBetween, manifestsOf, servicesIn, ServiceTraffic } from './state';

/** A step with its objects and those of the step before. */
interface Stage {
  readonly step: PlannedStep;
  readonly before: readonly Manifest[];
  readonly after: readonly Manifest[];
}

/** Works out what a release does to requests: at each step, on the way to it and on the way back, by each tool. */
export function makePlan(input: PlanInput): Plan {
  const given = manifestsIn(input.given);
  const states = input.steps.map((step) => [...given, ...manifestsOf(step)]);
  const stages = input.steps.map((step, index): Stage => ({ step, before: states[index - 1] ?? given, after: states[index] ?? [] }));
  const restored = [...given, ...manifestsOf(input.rollback)];
  const { name, summary, namespace, mesh, target, service, current } = input;
  const ours = states.flat().filter((manifest) => !given.includes(manifest));
  const all = [...new Map(ours.map((manifest) => [identityOf(manifest), manifest])).values()];
  return {
    version: 1,
    ...{ name, summary, namespace, mesh, target, service, current },
    conditions: conditionsOf(input, all),
    steps: stages.map((stage) => stepOf(stage, input, restored)),
    rollback: {
      folder: input.rollback.folder,
      what: input.rollback.what,
      abandon: stages.slice(0, 1).flatMap(({ step, after }) => commandsTo(step, { before: restored, after }, input)),
      from: stages.filter(({ step, after }) => isReversible(step, after, restored, input)).map(({ step }) => step.name),
      digest: input.rollback.digest,
    },
    owners: ownersOf(all, service),
    safety: DEPLOY_TARGETS.map((tool) => safetyOf(tool, stages, restored, input)),
    teardown: manifestsIn(input.teardown).map(({ kind, namespace: of, name: each }) => ({ kind, namespace: of, name: each })),
  };
}

const manifestsIn = (objects: readonly object[]): Manifest[] =>
  (JSON.parse(JSON.stringify(objects)) as JsonValue[]).flatMap((object) => manifestOf(object) ?? []);

/** How a step is reached; without a way back, for that of the step stands beside it. */
function commandsTo(step: PlannedStep, states: Pick<Reaching, 'before' | 'after'>, input: PlanInput): PlanCommands[] {
  const { name, namespace, target, means } = input;
  return commandsFor({
    ...{ name, namespace, means, step: step.name, folder: step.folder, isFirst: false, hasCharts: target === 'helm' },
    isEmpty: step.objects.length === 0,
    ...states,
  });
}

function stepOf({ step, before, after }: Stage, input: PlanInput, restored: readonly Manifest[]): PlanStep {
  const { name, namespace, mesh, target, service } = input;
  const trafficOf = (manifests: readonly Manifest[]) => new ServiceTraffic(manifests, mesh, namespace, service);
  const difference = replayed(before, after, target, mesh);
  return {
    name: step.name,
    folder: step.folder,
    what: step.what,
    ...(step.irreversible !== undefined && { irreversible: step.irreversible }),
    changes: changesBetween(before, after),
    traffic: trafficOf(after).rows(),
    services: servicesIn(after),
    moments: momentsOf(difference, before, (manifests) => trafficOf(manifests).main()),
    unsafe: unsafeIn(difference),
    gates: [...ownGates({ namespace, before, after }), ...step.gates],
    commands: commandsFor({
      ...{ name, namespace, means: input.means, step: step.name, folder: step.folder, before, after },
      ...(step.irreversible === undefined && { restored }),
      ...{ hasCharts: target === 'helm', isFirst: step === input.steps[0], isEmpty: step.objects.length === 0 },
    }),
    digest: step.digest,
  };
}

/** Whether requests are safe on the way to the rollback, by the tool that it is planned for. */
function isReversible(step: PlannedStep, after: readonly Manifest[], restored: readonly Manifest[], { target, mesh }: PlanInput): boolean {
  return step.irreversible === undefined && replayed(after, restored, target, mesh).found.every(({ severity }) => severity !== 'error');
}

function safetyOf(tool: DeployTarget, stages: readonly Stage[], restored: readonly Manifest[], { mesh }: PlanInput): PlanSafety {
  return {
    tool,
    version: toolFor(tool).version,
    steps: stages.map(({ step, before, after }) => ({
      step: step.name,
      unsafe: replayed(before, after, tool, mesh).found.length,
      ...(step.irreversible === undefined && { rollback: replayed(after, restored, tool, mesh).found.length }),
    })),
  };
}
