import { DEPLOY_TOOLS, type DeployTool, KUSTOMIZE_FIFO } from '../check/deploy/deploy-tool';
import type { Batch } from '../check/deploy/write';
import { findingOf } from '../check/finding';
import { identityOf, type Manifest } from '../check/manifest';
import { type Difference, differenceOf, type FoundMoment } from '../check/replay/diff';
import { LEFT_BEHIND } from '../check/replay/replay-rules';
import type { DeployTarget } from '../facts/deploy-target';
import type { PlanMoment, PlanShare, PlanUnsafe } from './plan';

/** The tool, as it reads our folders: the `Kustomization` in them asks for the order of the files. */
export const toolFor = (target: DeployTarget): DeployTool => (target === 'kustomize' ? KUSTOMIZE_FIFO : DEPLOY_TOOLS[target]);

/** What a tool does to get from one state to another. What it leaves behind is no finding here: the plan has the command that deletes it. */
export function replayed(before: readonly Manifest[], after: readonly Manifest[], target: DeployTarget, mesh: string): Difference {
  const difference = differenceOf({ before, after }, target, toolFor(target), { mesh, complete: true });
  return { ...difference, found: difference.found.filter(({ rule }) => rule !== LEFT_BEHIND) };
}

/** Every batch, and who receives requests when it has had its effect. */
export function momentsOf(
  { batches }: Pick<Difference, 'batches'>,
  before: readonly Manifest[],
  trafficOf: (manifests: readonly Manifest[]) => PlanShare[],
): PlanMoment[] {
  const state = new Map(before.map((manifest) => [identityOf(manifest), manifest]));
  return batches.map(({ writes, waits }) => {
    for (const { verb, manifest } of writes) {
      if (verb === 'delete') state.delete(identityOf(manifest));
      else state.set(identityOf(manifest), manifest);
    }
    return {
      waits,
      writes: writes.map(({ verb, manifest: { kind, namespace, name } }) => ({ verb, kind, namespace, name })),
      to: trafficOf([...state.values()]),
    };
  });
}

/** What was found, for people. */
export const unsafeIn = ({ batches, found }: Difference): PlanUnsafe[] =>
  found.map((each) => {
    const { rule, severity, message, traffic, fix, object } = findingOf(each);
    const { kind, namespace, name, file = '' } = object;
    const moment = batchOf(each, batches);
    return {
      ...{ rule, severity, message, trace: traffic ?? '', fix, object: { kind, namespace, name }, file },
      ...(moment !== undefined && { moment }),
    };
  });

/** The batch of the last write that must have been made. */
function batchOf({ moment }: FoundMoment, batches: readonly Batch[]): number | undefined {
  if (!moment || moment.when === 'back') return undefined;
  const done = [moment.exposing, ...moment.effective, ...moment.pending];
  const places = done.map((write) => batches.findIndex(({ writes }) => writes.some((each) => isSame(each.manifest, write.manifest))));
  return Math.max(...places);
}

const isSame = (one: Manifest, other: Manifest): boolean => identityOf(one) === identityOf(other);
