import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { arranged } from '../deploy/observe';
import { bundleObjects } from '../deploy/objects';
import type { BundleObject } from '../deploy/order';
import { TOOLS } from '../deploy/tools';
import { transitions } from '../deploy/transitions';
import { objectsIn } from '../support/objects';

const RESOURCES = new Map([
  ['ConfigMap', 'configmaps'],
  ['Service', 'services'],
  ['Deployment.apps', 'deployments.apps'],
  ['HorizontalPodAutoscaler.autoscaling', 'horizontalpodautoscalers.autoscaling'],
  ['TrafficSplit.split.smi-spec.io', 'trafficsplits.split.smi-spec.io'],
]);

const objectsOf = (folder: string): BundleObject[] => bundleObjects(objectsIn(folder), RESOURCES);

const isDeletion = (word: string): boolean => word.startsWith('delete ');

/** The object of a write in words. */
const object = (word: string): string => word.replace(/^\w+ /, '').replace(', unchanged', '');

const nonEmpty = (all: readonly string[][]): string[][] => all.filter((batch) => batch.length > 0);

describe('what we claim of a tool is what it was seen to do', () => {
  for (const { name, before, after, observed } of transitions()) {
    for (const tool of TOOLS.filter((each) => observed.has(each.name))) {
      const writes = observed.get(tool.name) ?? [];
      const [old, now] = [objectsOf(before), objectsOf(after)];

      it(`${name}, with ${tool.name}: in which order it writes`, () => {
        const seen = nonEmpty(writes.map((batch) => batch.filter((word) => !isDeletion(word)).map(object)));
        const claimed = tool.order(now).map((batch) => batch.map(({ id }) => id));
        const expected = nonEmpty(claimed.map((batch) => batch.filter((id) => seen.flat().includes(id)).sort()));
        assert.deepEqual(arranged(seen, expected), expected);
      });

      it(`${name}, with ${tool.name}: whether it deletes what left the folder`, () => {
        const left = old.map(({ id }) => id).filter((id) => now.every((each) => each.id !== id));
        assert.deepEqual(writes.flat().filter(isDeletion).map(object).sort(), tool.prunes ? left.sort() : []);
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
