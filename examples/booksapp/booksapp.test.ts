import { Testing } from 'cdk8s';
import { KubeObject, MeshApp } from 'cdk8s-mesh';
import { check } from 'cdk8s-mesh/check';
import { Difference, hasLabs, labObjects, unexplained } from '../../test/support/lab';
import { Booksapp } from './booksapp';

function synth(failureRate = 0.5, errorShare = 0.1): KubeObject[] {
  return Testing.synth(new Booksapp(new MeshApp(), 'booksapp', { failureRate, errorShare })) as KubeObject[];
}

const DIFFERENCES: readonly Difference[] = [
  { at: 'Service * spec.selector.project', why: 'a Service selects what its Deployment selects' },
  { at: 'Service * spec.type', why: 'the default of Kubernetes, written' },
  { at: 'Service * spec.ports[service].protocol', why: 'the key of the list for server-side apply' },
  { at: 'Deployment * spec.replicas', why: 'Kubernetes starts with one, and whoever scales it then owns the number' },
  { at: 'Deployment * spec.template.spec.containers[service].ports[service].protocol', why: 'the key of the list for server-side apply' },
  { at: 'Deployment * spec.template.spec.dnsPolicy', why: 'the lab writes the default of Kubernetes' },
  {
    at: 'ServiceProfile webapp.booksapp.svc.cluster.local apiVersion',
    why: 'v1alpha2 is what Linkerd stores; v1alpha1 is the same for routes',
  },
  { at: 'ServiceProfile webapp.booksapp.svc.cluster.local metadata.creationTimestamp', why: 'the API server sets it' },
  {
    at: 'ConfigMap error-injector-config metadata.labels',
    why: 'objects carry the labels of their pods, so that they can be listed together',
  },
  {
    at: 'ConfigMap error-injector-config data.nginx.conf',
    why: 'nginx runs without root: other port, files in /tmp; the answer is the same',
  },
  { at: 'Deployment error-injector spec.template.metadata.annotations.checksum/config', why: 'a changed configuration restarts the pods' },
  { at: 'Deployment error-injector spec.template.spec.securityContext', why: 'restricted Pod Security' },
  { at: 'Deployment error-injector spec.template.spec.containers[nginx].securityContext', why: 'the same' },
  { at: 'Deployment error-injector spec.template.spec.containers[nginx].image', why: 'an nginx that needs no root, and a version' },
  { at: 'Deployment error-injector spec.template.spec.containers[nginx].ports', why: 'the port that this nginx listens on' },
  { at: 'Deployment error-injector spec.template.spec.containers[nginx].readinessProbe', why: 'no traffic before nginx listens' },
  { at: 'Service error-injector spec.ports[service].targetPort', why: 'a port that needs no root' },
  { at: 'Service error-injector spec.clusterIP', why: "the mesh does not route what goes to a headless Service's pods by their address" },
  { at: 'TrafficSplit error-split spec.backends', why: 'the same shares as whole numbers, which every version of the API takes' },
];

describe('booksapp', () => {
  test('writes what was written before', () => {
    expect(synth()).toMatchSnapshot();
  });

  test('check finds nothing wrong with it', () => {
    expect(check(synth())).toEqual([]);
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
