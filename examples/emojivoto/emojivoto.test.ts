import { Testing } from 'cdk8s';
import { KubeObject, MeshApp } from 'cdk8s-mesh';
import { check } from 'cdk8s-mesh/check';
import { Emojivoto, EmojivotoProps } from './emojivoto';

function synth(props?: EmojivotoProps): KubeObject[] {
  return Testing.synth(new Emojivoto(new MeshApp(), 'emojivoto', props)) as KubeObject[];
}

describe('emojivoto', () => {
  test('writes what was written before', () => {
    expect(synth({ debug: 'voting' })).toMatchSnapshot();
  });

  test('check finds nothing wrong with it', () => {
    expect(check(synth())).toEqual([]);
  });

  test('only the pods that are debugged get the sidecar, and nothing else of them changes', () => {
    const before = synth();
    const changed = synth({ debug: 'voting' }).filter((object, index) => JSON.stringify(object) !== JSON.stringify(before[index]));
    expect(changed).toMatchObject([
      {
        kind: 'Deployment',
        metadata: { name: 'voting' },
        spec: { template: { metadata: { annotations: { 'config.linkerd.io/enable-debug-sidecar': 'true' } } } },
      },
    ]);
  });
});
