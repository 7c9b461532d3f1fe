import { MeshApp } from 'cdk8s-mesh';
import { check } from 'cdk8s-mesh/check';
import { stepsOf, unsafeSteps } from '../../test/support/release';
import { Web } from './web';

describe('gitops-argocd', () => {
  const release = new Web(new MeshApp(), 'web', 'baseline');

  test('writes what was written before', () => {
    expect(release.step('canary-10').chart.toJson()).toMatchSnapshot();
  });

  test('goes the steps that it went before', () => {
    expect(stepsOf(release.plan())).toMatchSnapshot();
  });

  test('check finds nothing wrong with any state', () => {
    for (const { name, chart } of [...release.steps, release.rollback])
      expect([name, ...check(chart.toJson(), { target: 'argocd' })]).toEqual([name]);
  });

  test('no request is lost, or goes to the wrong version, between two steps or on the way back, whatever the tool', () => {
    expect(unsafeSteps(release.plan())).toEqual([]);
  });

  test('every object has a wave, and is pruned last', () => {
    const objects = [...release.steps, release.rollback].flatMap(({ chart }) => chart.toJson());
    const waves = objects.map(({ metadata: { annotations } }) => annotations as Record<string, string>);
    expect(new Set(waves.map((each) => each['argocd.argoproj.io/sync-options']))).toEqual(new Set(['PruneLast=true']));
    expect(new Set(waves.map((each) => each['argocd.argoproj.io/sync-wave']))).toEqual(new Set(['0', '10', '20']));
  });
});
