import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Application } from '../../scripts/examples';
import { inNamespace } from '../deploy/transitions';
import { namespacesOf, objectsIn } from '../support/objects';
import type { Plan, PlanStep } from '../../src/plan/plan';

/** The examples that are a release; compose has that of another one. */
export const RELEASES: readonly string[] = ['gitops-argocd', 'gitops-flux', 'stockmanager-canary', 'zipkin-fault-injection'];

/** A state of a release, in a namespace of its own. */
export interface Stage {
  readonly folder: string;
  readonly step: PlanStep;
  /** What a tool that deletes nothing has to be told, as arguments of kubectl. */
  readonly deletions: readonly (readonly string[])[];
}

/** A release, moved to a namespace of its own. */
export interface MovedRelease {
  readonly plan: Plan;
  readonly stages: readonly Stage[];
  /** The step from which the way back begins here, and the state that it leads to. */
  readonly back: { readonly from: Stage; readonly to: Stage };
}

/** The states of a release as an example writes them, but for their namespace. */
export function moved({ states, release }: Application, namespace: string, folder: string): MovedRelease {
  if (!release) throw new Error(`${states.join()} must be a release`);
  const plan = JSON.parse(readFileSync(join(release.plan, 'plan.json'), 'utf8')) as Plan;
  const [old = ''] = namespacesOf(states.flatMap(objectsIn)).used;
  const move = (state: string) => inNamespace(namespace, state, join(folder, basename(state)), { old });
  const stages = states.map((state, index): Stage => {
    const step = plan.steps[index];
    if (!step) throw new Error(`the plan must have a step for ${state}`);
    const commands = step.commands.find(({ tool }) => tool === 'kubectl')?.promote ?? [];
    const deletions = commands
      .filter((command) => command.startsWith('kubectl delete '))
      .map((command) => command.replace(`--namespace ${old} `, `--namespace ${namespace} `).split(' ').slice(1));
    return { folder: move(state), step, deletions };
  });
  // The last step with a way back: whoever goes back from there undoes most.
  const from = stages.filter(({ step }) => plan.rollback.from.includes(step.name)).at(-1);
  // The state to go back to is one of the steps, too: that in which nothing is released yet.
  const same = stages.find(({ step }) => step.digest === plan.rollback.digest);
  if (!from || !same) throw new Error(`the plan of ${plan.name} must have a way back`);
  return { plan, stages, back: { from, to: { ...same, folder: move(release.rollback), deletions: [] } } };
}
