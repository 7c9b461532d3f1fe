import { Testing } from 'cdk8s';
import { MeshApp } from 'cdk8s-mesh';
import { KubeObject } from '../../src/bundle';
import { Difference, hasLabs, labObjects, unexplained } from '../../test/support/lab';
import { ZipkinFaults } from './zipkin';

function synth(share: number): KubeObject[] {
  const chart = new ZipkinFaults(new MeshApp(), 'zipkin', { namespace: 'tg-helidon', host: 'store.example.com', share });
  return Testing.synth(chart) as KubeObject[];
}

const DIFFERENCES: readonly Difference[] = [];

describe('zipkin-fault-injection', () => {
  test('writes what was written before', () => {
    expect(synth(0.5)).toMatchSnapshot();
  });

  test('a share of 0 ends the experiment and touches nothing else', () => {
    const split = synth(0.5).filter(({ kind }) => kind === 'TrafficSplit');
    expect(split).toHaveLength(1);
    expect(synth(0)).toEqual(synth(0.5).filter((object) => object.kind !== 'TrafficSplit'));
  });

  (hasLabs ? test : test.skip)('equals the manifests of the lab, save for what is listed', () => {
    const lab = [
      ...labObjects('helidon/zipkin-deployment.yaml'),
      ...labObjects('helidon/servicesClusterIP.yaml').filter(({ metadata }) => metadata.name === 'zipkin'),
      ...labObjects('helidon/nginx-fault-injector-configmap.yaml'),
      ...labObjects('helidon/nginx-fault-injector-deployment.yaml'),
      ...labObjects('helidon/fault-injector-service.yaml'),
      ...labObjects('helidon/fault-injector-traffic-split.yaml'),
      ...labObjects('helidon/ingressFaultInjectorRules.yaml', { 'store.${EXTERNAL_IP}.nip.io': 'store.example.com' }),
    ];
    expect(unexplained(synth(0.5), lab, DIFFERENCES)).toEqual([]);
  });
});
