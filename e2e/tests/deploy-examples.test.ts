import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { before, describe, it } from 'node:test';
import { exampleNames, synthesize } from '../../scripts/examples';
import { deploymentsReady } from '../cluster/pods';
import { useCluster } from '../cluster/use-cluster';
import { removeNamespaces } from '../deploy/namespaces';
import { bundleObjects, type Resources, resourcesOf } from '../deploy/objects';
import { arranged, deployed, inWords } from '../deploy/observe';
import type { Bundle } from '../deploy/tool';
import { TOOLS } from '../deploy/tools';
import { addMissingNamespaces, namespacesOf, objectsIn } from '../support/objects';

describe('every example', () => {
  const cluster = useCluster();
  let resources: Resources = new Map();
  let bundles: ReadonlyMap<string, readonly Bundle[]> = new Map();

  before(async () => {
    resources = await resourcesOf(cluster());
    bundles = new Map(await Promise.all(exampleNames().map(async (example) => [example, await bundlesOf(example)] as const)));
  });

  /** Each folder is a chart, and an application of its own. */
  async function bundlesOf(example: string): Promise<Bundle[]> {
    const folders = await synthesize(example, cluster().newFolder(example));
    return folders.map((folder) => {
      const [namespace = '', ...others] = namespacesOf(objectsIn(folder)).used;
      assert.deepEqual(others, [], `${folder} is of one namespace`);
      return { name: `${example}-${basename(folder)}`, folder, namespace };
    });
  }

  for (const tool of TOOLS) {
    describe(`with ${tool.name}`, () => {
      for (const example of exampleNames()) {
        it(`${example} is written in the order that we claim, and not again`, async () => {
          const applications = bundles.get(example) ?? [];
          const objects = applications.flatMap(({ folder }) => objectsIn(folder));
          const { used, made } = namespacesOf(objects);
          await addMissingNamespaces(cluster(), objects);
          try {
            for (const bundle of applications) {
              const { said, writes } = await deployed(cluster(), tool, bundle);
              const claim = tool
                .order(bundleObjects(objectsIn(bundle.folder), resources))
                .map((batch) => batch.map(({ id }) => `create ${id}`).sort());
              assert.deepEqual(arranged(writes, claim), claim);
              assert.doesNotMatch(said.stderr, /Warning:/);
            }
            // What controllers do to the objects in the end must not be undone.
            for (const namespace of used) await deploymentsReady(cluster(), namespace);
            for (const bundle of applications) {
              const { said, writes } = await deployed(cluster(), tool, bundle);
              assert.deepEqual(writes.filter(({ unchanged }) => !unchanged).map(inWords), []);
              assert.doesNotMatch(said.stdout, / (created|configured)$/m);
              assert.doesNotMatch(said.stderr, /Warning:/);
              if (process.env.H4) console.log(tool.name, example, said, writes.map(inWords));
            }
          } finally {
            await removeNamespaces(cluster(), [...new Set([...used, ...made])]);
          }
        });
      }
    });
  }
});
