import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { exampleNames, synthesize } from '../../scripts/examples';
import { deploymentsReady } from '../cluster/pods';
import { useCluster } from '../cluster/use-cluster';
import { wasSynced } from '../deploy/argo';
import { KAPP } from '../deploy/kapp';
import { KUBECTL_APPLY } from '../deploy/kubectl';
import { beginRemoval, removed } from '../deploy/namespaces';
import { idIn, predicted, type Resources, resourcesOf } from '../deploy/objects';
import { arranged, deployed } from '../deploy/observe';
import type { Bundle, DeployTool, Said } from '../deploy/tool';
import { TOOLS } from '../deploy/tools';
import { RELEASES } from '../releases/stages';
import { addMissingNamespaces, namespacesOf, objectsIn } from '../support/objects';

/** Objects with a field that the API server keeps in another form, or not at all: some tools send them again each time, in vain. */
const KEPT_OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  // `hostNetwork: false` and `minReadySeconds: 0`, which cdk8s-plus writes, and the server drops.
  compose: ['deployments.apps tg-helidon/storefront'],
};

/** kapp waits for the address of a LoadBalancer, of which there is none here; it goes through the releases. */
const DEPLOYERS = TOOLS.filter((tool) => tool !== KAPP);

/** Those that are more than a release: releases go through all of their steps in release-steps.test.ts. */
const EXAMPLES = exampleNames().filter((name) => !RELEASES.includes(name));

describe('every example', () => {
  const cluster = useCluster();
  let resources: Resources = new Map();
  let applications: ReadonlyMap<string, readonly Bundle[]> = new Map();

  before(async () => {
    resources = await resourcesOf(cluster());
    applications = new Map(await Promise.all(EXAMPLES.map(async (example) => [example, await bundlesOf(example)] as const)));
  });

  /** Each chart is an application of its own. */
  async function bundlesOf(example: string): Promise<Bundle[]> {
    const applications = await synthesize(example, cluster().newFolder(example));
    return applications
      .filter(({ release }) => !release)
      .map(({ name, states: [folder = ''] }) => {
        const [namespace = '', ...others] = namespacesOf(objectsIn(folder)).used;
        assert.deepEqual(others, [], `${folder} must be of one namespace`);
        return { name: `${example}-${name}`, folder, namespace };
      });
  }

  for (const tool of DEPLOYERS) {
    describe(`with ${tool.name}`, () => {
      for (const example of EXAMPLES) {
        it(`${example} is written in the order that we claim, and then stays as it is`, async () => {
          const bundles = applications.get(example) ?? [];
          const objects = bundles.flatMap(({ folder }) => objectsIn(folder));
          const { used } = namespacesOf(objects);
          await removed(cluster(), used);
          await addMissingNamespaces(cluster(), objects);
          try {
            for (const bundle of bundles) {
              const { said, writes } = await deployed(cluster(), tool, bundle);
              const expected = predicted(tool, [], objectsIn(bundle.folder), resources);
              assert.deepEqual(arranged(writes, expected), expected);
              assert.doesNotMatch(warningsOf(tool, said), /warn/i);
              if (tool.user === 'argo') assert.ok(!wasSynced(said), 'Argo CD cannot see that all is there before it is');
            }
            // What controllers do to the objects until then must not be undone.
            for (const namespace of used) await deploymentsReady(cluster(), namespace);

            for (const bundle of bundles) {
              const { said, writes } = await deployed(cluster(), tool, bundle);
              const ids = objectsIn(bundle.folder).map((object) => idIn(resources, object));
              const another = ids.filter((id) => KEPT_OTHERWISE[example]?.includes(id));
              const rewritten = { all: ids, 'another form': another, none: [] }[tool.rewrites];
              assert.deepEqual(writes.flat().sort(), rewritten.map((id) => `update ${id}, unchanged`).sort());
              assert.doesNotMatch(warningsOf(tool, said), /warn/i);
              if (tool.user === 'argo') assert.ok(wasSynced(said), `Argo CD sees a difference:\n${said.stderr}`);
              if (tool === KUBECTL_APPLY) assert.equal(said.stdout.match(/ unchanged$/gm)?.length, ids.length - another.length);
            }
          } finally {
            await beginRemoval(cluster(), used);
          }
        });
      }
    });
  }
});

/** What a tool says of the objects. Argo's engine also logs what it does, and that it reads a deprecated kind. */
const warningsOf = (tool: DeployTool, { stderr }: Said): string => (tool.user === 'argo' ? '' : stderr);
