import { DEPLOY_TOOLS } from '../../src/check/deploy/deploy-tool';
import { manifestOf, type Manifest } from '../../src/check/manifest';
import { meshModel } from '../../src/check/mesh/mesh-model';
import { replay } from '../../src/check/replay/replay';

/** Replays the steps of independent releases, all in one cluster; their number is the argument. */
const releases = Number(process.argv[2]);

const meta = (release: number, name: string) => ({ name, namespace: `team-${release}` });

const service = (release: number, name: string, version: string): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: meta(release, name),
  spec: { selector: { app: 'web', version }, ports: [{ port: 80, targetPort: 8080 }] },
});

const pods = (release: number, version: string): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: meta(release, `web-${version}`),
  spec: {
    selector: { matchLabels: { app: 'web', version } },
    template: {
      metadata: { labels: { app: 'web', version } },
      spec: { containers: [{ name: 'web', image: `web:${version}`, ports: [{ containerPort: 8080 }] }] },
    },
  },
});

const route = (release: number, weights: readonly [number, number]): object => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: meta(release, 'web'),
  spec: {
    parentRefs: [{ group: 'core', kind: 'Service', name: 'web', port: 80 }],
    rules: [{ backendRefs: weights.map((weight, index) => ({ name: `web-v${index + 1}`, port: 80, weight })) }],
  },
});

/** Baseline, canary without weight, its pods, three weights, and the end of the old version: six transitions. */
function stepsOf(release: number): readonly (readonly object[])[] {
  const stable = [service(release, 'web', 'v1'), service(release, 'web-v1', 'v1'), pods(release, 'v1')];
  const canary = [...stable, service(release, 'web-v2', 'v2')];
  const weights: readonly (readonly [number, number])[] = [
    [90, 10],
    [50, 50],
    [0, 100],
  ];
  return [
    stable,
    [...canary, route(release, [100, 0])],
    [...canary, route(release, [100, 0]), pods(release, 'v2')],
    ...weights.map((each) => [...canary, route(release, each), pods(release, 'v2')]),
    [service(release, 'web', 'v2'), service(release, 'web-v2', 'v2'), pods(release, 'v2')],
  ];
}

const all = Array.from({ length: releases }, (_, release) => stepsOf(release));
const state = (step: number): Manifest[] =>
  all.flatMap((steps) => (steps[step] ?? []).flatMap((object) => manifestOf(JSON.parse(JSON.stringify(object)) as never) ?? []));

let moments = 0;
for (let step = 1; step <= 6; step++)
  moments += replay({ before: state(step - 1), after: state(step) }, { mesh: meshModel(undefined), tool: DEPLOY_TOOLS.argocd }).moments
    .length;
// The last step removes pods and route together, which is unsafe in each of them.
if (moments % releases !== 0 || moments === 0) throw new Error(`releases that are alike must have as many moments each, got ${moments}`);
