import assert from 'node:assert/strict';
import { kubectlPath } from '../../scripts/kubectl';
import type { Cluster } from '../cluster/cluster';
import { deploymentsReady } from '../cluster/pods';
import { predicted, type Resources } from '../deploy/objects';
import { arranged, deployed } from '../deploy/observe';
import type { DeployTool } from '../deploy/tool';
import { objectsIn } from '../support/objects';
import { Recorder, type State } from './recorder';
import { workloadsBehind } from './shares';
import type { MovedRelease, Stage } from './stages';
import { violationsIn } from './violations';

/** What was seen on the way. */
export interface Walked {
  readonly transitions: number;
  /** States of the cluster that were looked at. */
  readonly states: number;
  readonly violations: readonly string[];
}

/** Where a release is brought, and how. */
export interface Walk {
  readonly cluster: Cluster;
  readonly tool: DeployTool;
  readonly namespace: string;
  readonly resources: Resources;
}

/**
 * Brings a release through all of its steps as its user does: each state is deployed, what the plan says is deleted, and pods become ready. Throws where the tool writes something else than
 * is predicted, or pods are behind a Service that the plan does not put there.
 */
export async function walk({ plan, stages, back }: MovedRelease, way: Walk): Promise<Walked> {
  const from = stages.indexOf(back.from);
  // There, back from as far as there is a way back, and then to the end.
  const order = [...stages.slice(0, from + 1), back.to, ...stages.slice(from)];
  const recorder = await Recorder.start(way.cluster, way.namespace);
  try {
    let [before, known, states]: [Stage | undefined, number, number] = [undefined, 0, 0];
    const violations = new Set<string>();
    for (const stage of order) {
      await goTo(stage, before, way);
      const all = await recorder.states();
      const last = all.at(-1);
      assert.ok(last, 'the watches have seen nothing');
      assertAsPlanned(last, stage);
      if (before) {
        for (const state of all.slice(known))
          for (const what of violationsIn(state, plan.service, before.step, stage.step))
            violations.add(`${before.step.name} → ${stage.step.name}: ${what}`);
        states += all.length - known;
      }
      [before, known] = [stage, all.length];
    }
    // What controllers did to the objects until then is not undone.
    if (before) await deploy(before, before, way);
    return { transitions: order.length - 1, states, violations: [...violations] };
  } finally {
    recorder.stop();
  }
}

/** Behind each Service are the pods that the plan puts there, and no others. */
function assertAsPlanned(state: State, { step }: Stage): void {
  for (const { name, pods } of step.services) {
    const planned = [...new Set(pods.map(({ workload }) => workload))].sort();
    assert.deepEqual(workloadsBehind(state, name), planned, `pods behind Service ${name} at ${step.name}`);
  }
}

async function goTo(stage: Stage, before: Stage | undefined, way: Walk): Promise<void> {
  const { cluster, tool, namespace } = way;
  await deploy(stage, before, way);
  await deploymentsReady(cluster, namespace);
  if (!tool.predicts.prunes) for (const command of stage.deletions) await cluster.run(kubectlPath(), command, { user: 'harness' });
  await deploymentsReady(cluster, namespace);
}

/** The tool writes what is predicted, in that order. */
async function deploy(stage: Stage, before: Stage | undefined, { cluster, tool, namespace, resources }: Walk): Promise<void> {
  const { writes } = await deployed(cluster, tool, { name: namespace, folder: stage.folder, namespace });
  const expected = predicted(tool, before ? objectsIn(before.folder) : [], objectsIn(stage.folder), resources);
  const changes = writes.map((batch) => batch.filter((word) => !word.endsWith(', unchanged'))).filter((batch) => batch.length > 0);
  assert.deepEqual(arranged(changes, expected), expected, `what ${tool.name} writes for ${stage.step.name}`);
}
