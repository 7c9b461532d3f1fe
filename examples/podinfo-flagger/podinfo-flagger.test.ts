import { Testing } from 'cdk8s';
import { MeshApp } from 'cdk8s-mesh';
import { KubeObject } from '../../src/bundle';
import { Difference, hasLabs, labObjects, unexplained } from '../../test/support/lab';
import { Podinfo } from './podinfo';

function synth(tag = '6.0.1'): KubeObject[] {
  return Testing.synth(new Podinfo(new MeshApp(), 'podinfo', { tag })) as KubeObject[];
}

const DIFFERENCES: readonly Difference[] = [];

describe('podinfo-flagger', () => {
  test('writes what was written before', () => {
    expect(synth()).toMatchSnapshot();
  });

  test('a release is a change of one line', () => {
    const before = JSON.stringify(synth('6.0.1'), null, 1).split('\n');
    const after = JSON.stringify(synth('6.0.2'), null, 1).split('\n');
    expect(after.filter((line, index) => line !== before[index])).toEqual([expect.stringContaining('podinfo:6.0.2')]);
  });

  (hasLabs ? test : test.skip)('equals the Canary of the lab, save for what is listed', () => {
    const lab = labObjects('labs/linkerd-lab-02-Canary-podinfo.yaml');
    expect(unexplained(synth(), lab, DIFFERENCES)).toEqual([]);
  });
});
