import { FaultStage, KubeObject, MeshApp } from 'cdk8s-mesh';
import { check } from 'cdk8s-mesh/check';
import { Difference, hasLabs, labObjects, unexplained } from '../../test/support/lab';
import { stepsOf, unsafeSteps } from '../../test/support/release';
import { ZipkinFaults } from './zipkin';

const release = new ZipkinFaults(new MeshApp(), 'zipkin', { namespace: 'tg-helidon', host: 'store.example.com', current: 'inject-50' });

const objectsOf = (step: FaultStage<50>): KubeObject[] => release.step(step).chart.toJson();

const DIFFERENCES: readonly Difference[] = [
  { at: '* * metadata.labels', why: 'objects carry the labels of their pods, so that they can be listed together' },
  { at: 'Deployment * spec.replicas', why: 'Kubernetes starts with one, and whoever scales it then owns the number' },
  { at: 'Deployment zipkin spec.template.spec.containers[zipkin].ports', why: 'the port has a name, which the probe uses' },
  { at: 'Deployment zipkin spec.template.spec.containers[zipkin].readinessProbe', why: 'no traffic before zipkin can answer' },
  { at: 'Deployment zipkin spec.template.spec.containers[zipkin].securityContext', why: 'restricted Pod Security' },
  { at: 'Deployment zipkin spec.template.spec.securityContext', why: 'the same' },
  {
    at: 'ConfigMap fault-injector-configmap data.nginx.conf',
    why: 'nginx runs without root: other port, files in /tmp; the answer is the same',
  },
  { at: 'Deployment fault-injector spec.template.metadata.annotations.checksum/config', why: 'a changed configuration restarts the pods' },
  { at: 'Deployment fault-injector spec.template.spec.securityContext', why: 'restricted Pod Security' },
  { at: 'Deployment fault-injector spec.template.spec.containers[nginx].securityContext', why: 'the same' },
  { at: 'Deployment fault-injector spec.template.spec.containers[nginx].image', why: 'an nginx that needs no root, and a version' },
  { at: 'Deployment fault-injector spec.template.spec.containers[nginx].ports', why: 'the port that this nginx listens on' },
  { at: 'Deployment fault-injector spec.template.spec.containers[nginx].readinessProbe', why: 'no traffic before nginx listens' },
  { at: 'Service fault-injector-zipkin spec.type', why: 'the default of Kubernetes, written' },
  { at: 'Service fault-injector-zipkin spec.ports[fault-injector].protocol', why: 'the key of the list for server-side apply' },
  { at: 'Service fault-injector-zipkin spec.ports[fault-injector].targetPort', why: 'a port that needs no root' },
  { at: 'TrafficSplit fault-injector spec.backends', why: 'the same shares as whole numbers, which every version of the API takes' },
  { at: 'Ingress fault-injector spec.ingressClassName', why: 'takes the place of the annotation' },
  { at: 'Ingress fault-injector metadata.annotations.kubernetes.io/ingress.class', why: 'deprecated since Kubernetes 1.18' },
];

describe('zipkin-fault-injection', () => {
  test('writes what was written before', () => {
    expect(objectsOf('inject-50')).toMatchSnapshot();
  });

  test('goes the steps that it went before', () => {
    expect(stepsOf(release.plan())).toMatchSnapshot();
  });

  test('check finds nothing wrong with any state', () => {
    for (const { name, chart } of [...release.steps, release.rollback])
      expect([name, ...check(chart.toJson(), { mesh: 'linkerd-2.10' })]).toEqual([name]);
  });

  test('no request fails that shall not, between two steps or on the way back, whatever the tool', () => {
    expect(unsafeSteps(release.plan())).toEqual([]);
  });

  test('cleanup leaves zipkin and what calls it, as if there had been no experiment', () => {
    const before = objectsOf('baseline').filter(({ kind }) => kind !== 'TrafficSplit');
    expect(objectsOf('cleanup')).toEqual(before);
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
    expect(unexplained(objectsOf('inject-50'), lab, DIFFERENCES)).toEqual([]);
  });
});
