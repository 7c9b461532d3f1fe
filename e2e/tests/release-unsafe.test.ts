import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { Mesh, MeshApp, Release } from 'cdk8s-mesh';
import { applicationsIn } from '../../scripts/examples';
import type { DeployTarget } from '../../src/facts/deploy-target';
import { type Manifest, manifestOf, nameOf } from '../../src/check/manifest';
import { differenceOf, type FoundMoment } from '../../src/check/replay/diff';
import type { Plan } from '../../src/plan/plan';
import type { JsonValue } from '../../src/yaml/read';
import type { Cluster } from '../cluster/cluster';
import { deploymentsReady } from '../cluster/pods';
import { useCluster } from '../cluster/use-cluster';
import { ARGO } from '../deploy/argo';
import { FLUX } from '../deploy/flux';
import { HELM } from '../deploy/helm';
import { idIn, type Resources, resourcesOf } from '../deploy/objects';
import { deployed } from '../deploy/observe';
import type { DeployTool } from '../deploy/tool';
import { inNamespace } from '../deploy/transitions';
import { Recorder } from '../releases/recorder';
import { violationsIn } from '../releases/violations';
import { objectsIn } from '../support/objects';

const TARGETS = new Map<DeployTool, DeployTarget>([
  [HELM, 'helm'],
  [ARGO, 'argocd'],
  [FLUX, 'flux'],
]);

/** The states of a release by Argo CD's engine and others, of which some are left out: that is what a release is not. */
describe('what a release avoids', () => {
  const cluster = useCluster();
  let resources: Resources = new Map();
  before(async () => (resources = await resourcesOf(cluster())));

  for (const [tool, target] of TARGETS) {
    it(`the lab's form, whose Service selects every version: a new version arrives with its first split, by ${tool.name}`, async () => {
      const namespace = `lab-${target}`;
      const states = statesOf(cluster(), namespace, { selects: 'all' });
      // In the lab there is no split before there are two versions.
      const old = states.folder('00-baseline', (file) => !file.includes('httproute'));
      const { found, writes } = await goes(tool, target, namespace, old, states.folder('20-canary-10'));
      const leak = errorIn(found, 'prefix-wrong-version');
      const [exposing, late] = [leak.moment?.exposing, leak.moment?.pending];
      assert.ok(exposing && late);
      assert.match(leak.message, /reach v2/);
      // What makes it, the pods of the new version, was written before the route that would hold requests back.
      const [pods, route] = ['deployments.apps', 'httproutes.gateway.networking.k8s.io'].map((kind) =>
        writes.findIndex((word) => word.startsWith(`create ${kind}`)),
      );
      assert.ok(pods !== undefined && route !== undefined && pods >= 0 && pods < route, writes.join(', '));
      assert.equal(`${exposing.verb} ${nameOf(exposing.manifest)}`, `create Deployment ${namespace}/webv2`);
    });

    it(`traffic that moves away in the step that deletes its pods, by ${tool.name}`, async () => {
      const namespace = `move-${target}`;
      const states = statesOf(cluster(), namespace, {});
      const recorder = await startAt(tool, namespace, states.folder('30-canary-50'));
      const begun = (await recorder.states()).length;
      const { found, writes } = await goes(tool, target, namespace, states.folder('30-canary-50'), states.folder('60-cleanup'));
      await deploymentsReady(cluster(), namespace);
      const seen = (await recorder.states()).slice(begun);
      recorder.stop();
      const [from, to] = ['canary-50', 'cleanup'].map((name) => states.plan.steps.find((step) => step.name === name));
      assert.ok(from && to);
      const observed = seen.flatMap((state) => violationsIn(state, 'web', from, to));

      const errors = found.filter(({ severity }) => severity === 'error');
      if (target === 'argocd') {
        const hole = errorIn(found, 'prefix-no-endpoint');
        const exposing = hole.moment?.exposing;
        assert.ok(exposing);
        const word = `${exposing.verb} ${idIn(resources, exposing.manifest.object)}`;
        const route = writes.findIndex((each) => each.startsWith('update httproutes'));
        assert.ok(writes.indexOf(word) >= 0 && writes.indexOf(word) < route, `${word} comes first: ${writes.join(', ')}`);
        assert.ok(observed.includes('50.0 % reach nothing'), `seen: ${[...new Set(observed)].join('; ')}`);
      } else {
        // They write the route before they delete.
        assert.deepEqual(errors, []);
        assert.deepEqual(observed, []);
      }
    });
  }

  /** Deploys a state, and begins to record when its pods are ready. */
  async function startAt(tool: DeployTool, namespace: string, folder: string): Promise<Recorder> {
    await cluster().addNamespace(namespace);
    const recorder = await Recorder.start(cluster(), namespace);
    await deployed(cluster(), tool, { name: namespace, folder, namespace });
    await deploymentsReady(cluster(), namespace);
    return recorder;
  }

  async function goes(tool: DeployTool, target: DeployTarget, namespace: string, old: string, now: string) {
    if (!(await cluster().core.listNamespace()).items.some(({ metadata }) => metadata?.name === namespace))
      (await startAt(tool, namespace, old)).stop();
    const { writes } = await deployed(cluster(), tool, { name: namespace, folder: now, namespace });
    const change = { before: manifestsIn(old), after: manifestsIn(now) };
    return { found: differenceOf(change, target, tool.predicts, { complete: true }).found, writes: writes.flat() };
  }
});

function errorIn(found: readonly FoundMoment[], rule: string): FoundMoment {
  const error = found.find((each) => each.rule.name === rule && each.severity === 'error');
  assert.ok(error, `found: ${found.map((each) => each.rule.name).join(', ')}`);
  return error;
}

const manifestsIn = (folder: string): Manifest[] =>
  (JSON.parse(JSON.stringify(objectsIn(folder))) as JsonValue[]).flatMap((object) => manifestOf(object) ?? []);

/** The states of a release in a namespace. */
function statesOf(cluster: Cluster, namespace: string, service: { readonly selects?: 'all' }) {
  const outdir = cluster.newFolder('unsafe');
  const app = new MeshApp({ outdir });
  new Release(app, 'web', {
    namespace,
    mesh: Mesh.linkerd(),
    service: { ports: { http: 80 }, versions: { v1: { image: 'web:1' }, v2: { image: 'web:2' } }, ...service },
    from: 'v1',
    to: 'v2',
    steps: [10, 50],
  });
  app.synth();
  const [application] = applicationsIn(outdir);
  const plan = JSON.parse(readFileSync(join(application?.release?.plan ?? '', 'plan.json'), 'utf8')) as Plan;
  const folder = (state: string, isWanted: (file: string) => boolean = () => true): string =>
    inNamespace(namespace, join(outdir, 'web/steps', state), join(cluster.newFolder('states'), state), { isWanted });
  return { plan, folder };
}
