import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type Mesh, type MeshChart, Workload } from 'cdk8s-mesh';
import { kubectlPath } from '../../scripts/kubectl';
import { eventually } from '../cluster/poll';
import { synthesizeChart } from '../support/app';
import { type CanaryState, type CanaryWatch, hasEnded, watchCanary } from './canary-watch';
import type { Backends, RouteKind } from './route-weights';
import type { FlaggerBench } from './use-flagger';

/** A workload podinfo in a namespace of its own, and a Canary of that name. */
export interface CanaryRun {
  readonly namespace: string;
  readonly mesh: Mesh;
  /** The kind of route to watch. */
  readonly route: RouteKind;
  /** Writes the Canary, as its user does. */
  readonly write: (chart: MeshChart, target: Workload) => void;
}

/** Applies workload and Canary. Returns when Flagger has made them its own. */
export async function initialize(bench: FlaggerBench, t: TestContext, run: CanaryRun): Promise<CanaryWatch> {
  const { cluster } = bench;
  await cluster.addNamespace(run.namespace);
  const watch = await watchCanary(cluster, run.namespace, 'podinfo', run.route);
  t.after(() => watch.stop());
  await applyTag(bench, run, '6.0.0');
  await watch.canary.until('Initialized', ({ phase }) => phase === 'Initialized');
  return watch;
}

/** Applies the same with another image, as for a release. */
export const release = (bench: FlaggerBench, run: CanaryRun): Promise<void> => applyTag(bench, run, '6.0.1');

/** Waits for the end of a release, and refuses one that went another way than expected. The route, which is watched by itself, may be seen later. */
export async function assertReleased(
  { canary, route }: CanaryWatch,
  states: readonly CanaryState[],
  shares: readonly Backends[],
): Promise<void> {
  await canary.until('the end', hasEnded, 600);
  assert.deepEqual(canary.states, states);
  await eventually(() => assert.deepEqual(route.states, shares));
}

async function applyTag({ cluster }: FlaggerBench, { namespace, mesh, write }: CanaryRun, tag: string): Promise<void> {
  const folder = synthesizeChart(cluster.newFolder(namespace), { namespace, mesh }, (chart) => {
    write(chart, new Workload(chart, 'podinfo', { image: `podinfo:${tag}`, ports: { http: 9898 }, createService: false }));
  });
  await cluster.run(kubectlPath(), ['apply', '-k', folder]);
}
