import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { deploymentsReady } from '../cluster/pods';
import { useCluster } from '../cluster/use-cluster';
import { predicted, type Resources, resourcesOf } from '../deploy/objects';
import { arranged, deployed } from '../deploy/observe';
import { TOOLS } from '../deploy/tools';
import { inNamespace, transitions } from '../deploy/transitions';
import { objectsIn } from '../support/objects';

describe('what diff says that a tool writes, the tool writes', () => {
  const cluster = useCluster();
  let resources: Resources = new Map();
  before(async () => (resources = await resourcesOf(cluster())));

  for (const transition of transitions()) {
    for (const tool of TOOLS) {
      it(`${transition.name}, with ${tool.name}`, async () => {
        const namespace = `${transition.name}-${TOOLS.indexOf(tool)}`;
        await cluster().addNamespace(namespace);
        const folder = cluster().newFolder('transitions');
        const [old, now] = (['before', 'after'] as const).map((state) => inNamespace(namespace, transition[state], join(folder, state)));
        await deployed(cluster(), tool, { name: namespace, folder: old ?? '', namespace });
        await deploymentsReady(cluster(), namespace);

        const { writes } = await deployed(cluster(), tool, { name: namespace, folder: now ?? '', namespace });
        const expected = predicted(tool, objectsIn(old ?? ''), objectsIn(now ?? ''), resources);
        const changes = writes.map((batch) => batch.filter((word) => !word.endsWith(', unchanged'))).filter((batch) => batch.length > 0);
        assert.deepEqual(arranged(changes, expected), expected);
      });
    }
  }

  it('another order is not taken for the one that is expected', () => {
    const claimed = [['a'], ['b', 'c'], ['d']];
    assert.deepEqual(arranged([['a'], ['c'], ['b'], ['d']], claimed), claimed);
    for (const other of [
      [['b'], ['a'], ['c'], ['d']],
      [['a', 'b'], ['c'], ['d']],
      [['a'], ['b'], ['d'], ['c']],
      [['a'], ['b', 'c']],
    ])
      assert.notDeepEqual(arranged(other, claimed), claimed);
  });
});
