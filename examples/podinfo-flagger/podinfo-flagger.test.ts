import { Testing } from 'cdk8s';
import { KubeObject, MeshApp } from 'cdk8s-mesh';
import { check } from 'cdk8s-mesh/check';
import { Difference, hasLabs, labObjects, unexplained } from '../../test/support/lab';
import { Podinfo } from './podinfo';

function synth(tag = '6.0.1'): KubeObject[] {
  return Testing.synth(new Podinfo(new MeshApp(), 'podinfo', { tag })) as KubeObject[];
}

const DIFFERENCES: readonly Difference[] = [
  { at: 'Canary podinfo apiVersion', why: 'v1alpha3 is gone since Flagger 1.6' },
  { at: 'Canary podinfo spec.provider', why: 'said here rather than by a flag of Flagger' },
  { at: 'Canary podinfo spec.service.gatewayRefs', why: 'the HTTPRoute takes the place of the TrafficSplit' },
  { at: 'Canary podinfo spec.autoscalerRef.apiVersion', why: 'autoscaling/v2beta1 is gone since Kubernetes 1.25' },
  {
    at: 'Canary podinfo spec.analysis.metrics[request-success-rate]',
    why: 'with HTTPRoutes this would ask the application; linkerd-success-rate asks Linkerd',
  },
  { at: 'Canary podinfo spec.analysis.metrics[linkerd-success-rate]', why: 'the same' },
  { at: 'Canary podinfo spec.analysis.metrics[request-duration]', why: 'likewise' },
  { at: 'Canary podinfo spec.analysis.metrics[linkerd-request-duration]', why: 'the same' },
  { at: 'Canary podinfo spec.analysis.metrics[not-found-percentage]', why: 'the metric that the lab adds later' },
];

describe('podinfo-flagger', () => {
  test('writes what was written before', () => {
    expect(synth()).toMatchSnapshot();
  });

  test('check finds nothing wrong with it', () => {
    expect(check(synth())).toEqual([]);
  });

  test('a release is a change of one line', () => {
    const before = JSON.stringify(synth('6.0.1'), null, 1).split('\n');
    const after = JSON.stringify(synth('6.0.2'), null, 1).split('\n');
    expect(after.filter((line, index) => line !== before[index])).toEqual([expect.stringContaining('podinfo:6.0.2')]);
  });

  (hasLabs ? test : test.skip)('equals the Canary of the lab, save for what is listed', () => {
    // v1beta1 has another name for the field, and then the same ones in it.
    const lab = labObjects('labs/linkerd-lab-02-Canary-podinfo.yaml').map((canary) => {
      const { canaryAnalysis, ...spec } = canary['spec'] as Record<string, unknown>;
      return { ...canary, spec: { ...spec, analysis: canaryAnalysis } };
    });
    expect(unexplained(synth(), lab, DIFFERENCES)).toEqual([]);
  });
});
