import { DEPLOY_TARGETS } from '../../../src/facts/deploy-target';
import { DEPLOY_TOOLS } from '../../../src/check/deploy/deploy-tool';
import { nameOf } from '../../../src/check/manifest';
import { meshModel } from '../../../src/check/mesh/mesh-model';
import { replay } from '../../../src/check/replay/replay';
import { manifests } from '../deploy/objects';
import { backend, deployment, labels, route, service, split } from '../traffic/objects';

type Target = (typeof DEPLOY_TARGETS)[number];

/** What can be met, as `forward leak v2 50 % by create Deployment shop/web-v2`. */
function met(before: readonly object[], after: readonly object[], target: Target = 'kubectl', mesh = 'linkerd-2.20'): string[] {
  const change = { before: manifests(before), after: manifests(after) };
  return replay(change, { mesh: meshModel(mesh), tool: DEPLOY_TOOLS[target] }).moments.map(
    ({ when, fault, exposing }) =>
      `${when} ${fault.kind} ${fault.version}${fault.version === '' ? '' : ' '}${fault.share.toPercent()} of ${fault.question.service} by ${exposing.verb} ${nameOf(exposing.manifest)}`,
  );
}

const [V1, V2] = [labels('web', 'v1'), labels('web', 'v2')];
const STABLE = [service('web', V1), service('web-v1', V1), deployment('web-v1', V1)];
const LEAF = service('web-v2', V2);
const PODS = deployment('web-v2', V2);
const to = (v1: number, v2: number) => route([{ backendRefs: [backend('web-v1', v1), backend('web-v2', v2)] }]);

test.each(DEPLOY_TARGETS)('a canary that takes a step for each thing is safe with %s', (target) => {
  const steps = [
    STABLE,
    [...STABLE, LEAF, to(100, 0)],
    [...STABLE, LEAF, to(100, 0), PODS],
    [...STABLE, LEAF, to(90, 10), PODS],
    [...STABLE, LEAF, to(0, 100), PODS],
  ];
  for (const [index, step] of steps.slice(1).entries()) expect(met(steps[index] ?? [], step, target)).toEqual([]);
});

test('a weight that comes with its pods reaches nothing until they are ready', () => {
  expect(met([...STABLE, LEAF, to(100, 0)], [...STABLE, LEAF, to(90, 10), PODS])).toEqual([
    'forward hole 10 % of web by update HTTPRoute shop/web',
  ]);
});

describe('an apex that selects all versions', () => {
  const open = [service('web', { app: 'web' }), service('web-v1', V1), deployment('web-v1', V1)];
  const install = [...open, LEAF, split({ 'web-v1': 100, 'web-v2': 0 }), PODS];

  test('gives the new one a share as soon as its pods are ready, if its split comes later: with the tools that sort by kind', () => {
    for (const target of ['kustomize', 'helm', 'flux', 'argocd'] as const)
      expect(met(open, install, target)).toContain('forward leak v2 50 % of web by create Deployment shop/web-v2');
  });

  test('and also with kubectl, whose order is that of the files: the adaptor may be late, and a busy client does not look', () => {
    expect(met(open, install)).toEqual(['forward leak v2 50 % of web by create Deployment shop/web-v2']);
    const split1 = [...open, LEAF, split({ 'web-v1': 100, 'web-v2': 0 })];
    expect(met(open, split1)).toEqual([]);
    expect(met(split1, install)).toEqual([]);
  });
});

test('what is removed together with its weight is gone before the weight is, where a tool prunes first', () => {
  const [before, after] = [
    [...STABLE, LEAF, to(90, 10), PODS],
    [...STABLE, to(1, 0)],
  ];
  expect(met(before, after, 'argocd')).toEqual([expect.stringMatching(/^forward hole 10 % of web by delete (Deployment|Service)/)]);
  // This one writes first, and the pods go at the end; but whoever then goes back has the weight before the pods.
  expect(met(before, after, 'flux')).toEqual([expect.stringMatching(/^back hole 10 % of web by /)]);
});

test('kubectl deletes nothing: that is told, and is no hole', () => {
  const [before, after] = [manifests([...STABLE, LEAF, PODS]), manifests(STABLE)];
  const { left, moments } = replay({ before, after }, { mesh: meshModel(undefined), tool: DEPLOY_TOOLS.kubectl });
  expect(left.map(nameOf)).toEqual(['Service shop/web-v2', 'Deployment shop/web-v2']);
  expect(moments).toEqual([]);
});

test('a route in the place of a split: busy clients go to the pods of the Service in between, for as long as they are busy', () => {
  const open = [service('web', { app: 'web' }), service('web-v1', V1), deployment('web-v1', V1), LEAF, PODS];
  expect(met([...open, split({ 'web-v1': 90, 'web-v2': 10 })], [...open, to(90, 10)], 'flux')).toEqual([
    'kind-switch leak v2 50 % of web by delete TrafficSplit shop/web',
  ]);
});

test('the way back is looked at, too', () => {
  // Forward the pods go last, back they come last: the weight is there before.
  const [before, after] = [
    [...STABLE, LEAF, to(90, 10), PODS],
    [...STABLE, LEAF, to(100, 0)],
  ];
  expect(met(before, after, 'flux')).toEqual(['back hole 10 % of web by delete Deployment shop/web-v2']);
});
