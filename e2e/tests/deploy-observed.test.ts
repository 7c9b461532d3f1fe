import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { deploymentsReady } from '../cluster/pods';
import { useCluster } from '../cluster/use-cluster';
import { arranged, deployed } from '../deploy/observe';
import { TOOLS } from '../deploy/tools';
import { inNamespace, transitions } from '../deploy/transitions';

describe('what tools were seen to write elsewhere, this bench sees', () => {
  const cluster = useCluster();
  for (const { name, before, after, observed } of transitions()) {
    for (const tool of TOOLS.filter((each) => observed.has(each.name))) {
      it(`${name}, with ${tool.name}`, async () => {
        const namespace = `${name}-${TOOLS.indexOf(tool)}`;
        await cluster().addNamespace(namespace);
        const folder = cluster().newFolder('transitions');
        const state = (from: string, to: string) => ({
          name: namespace,
          folder: inNamespace(namespace, from, join(folder, to)),
          namespace,
        });
        await deployed(cluster(), tool, state(before, 'before'));
        await deploymentsReady(cluster(), namespace);

        const { writes } = await deployed(cluster(), tool, state(after, 'after'));
        const expected = (observed.get(tool.name) ?? []).map((batch) => batch.map((word) => word.replace(' shop/', ` ${namespace}/`)));
        assert.deepEqual(arranged(writes, expected), expected);
      });
    }
  }
});
