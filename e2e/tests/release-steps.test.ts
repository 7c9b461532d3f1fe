import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Application, synthesize } from '../../scripts/examples';
import { useCluster } from '../cluster/use-cluster';
import { type Resources, resourcesOf } from '../deploy/objects';
import { TOOLS } from '../deploy/tools';
import { keepAutoscalersActive } from '../releases/autoscalers';
import { moved, RELEASES } from '../releases/stages';
import { walk } from '../releases/walk';

/** Tools that talk to the API server as one user cannot be told apart, so they take turns; the others run beside them. */
const TURNS = [...new Set(TOOLS.map(({ user }) => user))].map((user) => TOOLS.filter((tool) => tool.user === user));

describe('every step of the releases of the examples', { concurrency: TURNS.length }, () => {
  const cluster = useCluster();
  let resources: Resources = new Map();
  const releases = new Map<string, Application>();
  const seen = { transitions: 0, states: 0 };

  before(async () => {
    resources = await resourcesOf(cluster());
    for (const example of RELEASES) {
      const release = (await synthesize(example, cluster().newFolder(example))).find((each) => each.release);
      if (release) releases.set(example, release);
    }
  });
  after(() => console.log(`# ${seen.states} states of ${seen.transitions} transitions`));

  for (const tools of TURNS) {
    describe(`by ${tools.map(({ name }) => name).join(', ')}`, { concurrency: 1 }, () => {
      for (const tool of tools)
        for (const example of RELEASES)
          it(`${example} by ${tool.name}: written as predicted, pods where the plan has them, in no state is a request lost or sent to the wrong version, and then it stays as it is`, async () => {
            const release = releases.get(example);
            assert.ok(release);
            const namespace = `${example}-${TOOLS.indexOf(tool)}`;
            await cluster().addNamespace(namespace);
            const stop = keepAutoscalersActive(cluster(), namespace);
            const { transitions, states, violations } = await walk(moved(release, namespace, cluster().newFolder(namespace)), {
              ...{ cluster: cluster(), tool, namespace, resources },
            }).finally(stop);
            seen.transitions += transitions;
            seen.states += states;
            assert.deepEqual(violations, []);
            assert.ok(states > transitions, 'the watches have missed states');
          });
    });
  }
});
