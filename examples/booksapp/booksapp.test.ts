import { Testing } from 'cdk8s';
import { MeshApp } from 'cdk8s-mesh';
import { KubeObject } from '../../src/bundle';
import { Difference, hasLabs, labObjects, unexplained } from '../../test/support/lab';
import { Booksapp } from './booksapp';

function synth(failureRate = 0.5, errorShare = 0.1): KubeObject[] {
  return Testing.synth(new Booksapp(new MeshApp(), 'booksapp', { failureRate, errorShare })) as KubeObject[];
}

const DIFFERENCES: readonly Difference[] = [];

describe('booksapp', () => {
  test('writes what was written before', () => {
    expect(synth()).toMatchSnapshot();
  });

  test('without errors there is no split', () => {
    expect(synth(0.5, 0)).toEqual(synth().filter(({ kind }) => kind !== 'TrafficSplit'));
  });

  (hasLabs ? test : test.skip)('equals the manifests of the lab, save for what is listed', () => {
    const lab = [
      ...labObjects('booksapp/booksapp.yml'),
      ...labObjects('labs/linkerd-lab-01-ServiceProfile-webapp.booksapp.svc.cluster.local.yaml'),
      ...labObjects('labs/linkerd-lab-04-Deployment-error-injector.yaml'),
      ...labObjects('labs/linkerd-lab-05-TrafficSplit-error-split.yaml'),
    ];
    expect(unexplained(synth(), lab, DIFFERENCES)).toEqual([]);
  });
});
