import { Testing } from 'cdk8s';
import { KubeObject, MeshApp } from 'cdk8s-mesh';
import { check } from 'cdk8s-mesh/check';
import { Difference, hasLabs, labObjects, unexplained } from '../../test/support/lab';
import { Stockmanager } from './stockmanager';

function chart(weights: { '0.0.1': number; '0.0.2': number }): Stockmanager {
  return new Stockmanager(new MeshApp(), 'stockmanager', {
    namespace: 'tg-helidon',
    host: 'store.example.com',
    repository: 'registry.example/tg_repo/stockmanager',
    weights,
  });
}

const DIFFERENCES: readonly Difference[] = [
  { at: '* stockmanagerv0-0-1 metadata.labels', why: 'objects carry the labels of their pods, so that they can be listed together' },
  { at: '* stockmanager metadata.labels', why: 'the same' },
  {
    at: 'Service stockmanager spec.selector.version',
    why: 'the apex selects the stable version, so that a new one receives nothing until the split says so',
  },
  { at: 'Service stockmanager spec.ports[stockmngr-mgt]', why: 'the management port has one name in all Services' },
  { at: 'Service stockmanager spec.ports[stockmanager-mgt]', why: 'the same' },
  { at: 'Deployment stockmanager spec.replicas', why: 'Kubernetes starts with one, and whoever scales it then owns the number' },
  {
    at: 'Deployment stockmanager spec.strategy',
    why: "the lab's would stop the only pod before its successor is ready; Kubernetes' own does not",
  },
  { at: 'Deployment stockmanager spec.template.spec.containers[stockmanager].image', why: 'the lab fills in a registry' },
  {
    at: 'Deployment stockmanager spec.template.spec.containers[stockmanager].ports[*].protocol',
    why: 'the key of the list for server-side apply',
  },
  {
    at: 'Deployment stockmanager spec.template.spec.containers[stockmanager].readinessProbe',
    why: 'the lab has it commented out; without one a pod gets traffic before it can answer',
  },
  { at: 'Deployment stockmanager spec.template.spec.containers[stockmanager].securityContext', why: 'restricted Pod Security' },
  { at: 'Deployment stockmanager spec.template.spec.securityContext', why: 'the same' },
  {
    at: 'Ingress stockmanager-canary-ingress metadata.annotations.nginx.ingress.kubernetes.io/use-regex',
    why: 'says outright what rewrite-target implies',
  },
  { at: 'Ingress stockmanager-canary-ingress spec.ingressClassName', why: 'without a class no controller need take it' },
];

describe('stockmanager-canary', () => {
  test('writes what was written before', () => {
    expect(Testing.synth(chart({ '0.0.1': 90, '0.0.2': 0 }))).toMatchSnapshot();
  });

  test('check finds nothing wrong with it', () => {
    expect(check(Testing.synth(chart({ '0.0.1': 90, '0.0.2': 10 })) as KubeObject[], { mesh: 'linkerd-2.10' })).toEqual([]);
  });

  test('moving the share changes one line of one object', () => {
    const before = Testing.synth(chart({ '0.0.1': 90, '0.0.2': 0 })) as KubeObject[];
    const after = Testing.synth(chart({ '0.0.1': 90, '0.0.2': 10 })) as KubeObject[];
    const changed = after.filter((object, index) => JSON.stringify(object) !== JSON.stringify(before[index]));
    expect(changed.map(({ spec }) => spec)).toEqual([
      {
        service: 'stockmanager',
        backends: [
          { service: 'stockmanagerv0-0-1', weight: 90 },
          { service: 'stockmanagerv0-0-2', weight: 10 },
        ],
      },
    ]);
  });

  test('the next states come from the split itself', () => {
    const { split } = chart({ '0.0.1': 90, '0.0.2': 0 });
    expect(split.shift('0.0.2', 10)).toEqual({ '0.0.1': 90, '0.0.2': 10 });
    expect(split.promote('0.0.2')).toEqual({ '0.0.1': 0, '0.0.2': 100 });
    expect(split.revert()).toEqual({ '0.0.1': 100, '0.0.2': 0 });
  });

  (hasLabs ? test : test.skip)('equals the manifests of the lab, save for what is listed', () => {
    const lab = [
      ...labObjects('helidon/stockmanager-deployment-v0.0.1-template.yaml'),
      ...labObjects('helidon/stockmanager-v0.0.1-service.yaml'),
      ...labObjects('helidon/stockmanager-canary-traffic-split.yaml'),
      ...labObjects('helidon/ingressStockmanagerCanaryRules.yaml', { 'store.${EXTERNAL_IP}.nip.io': 'store.example.com' }),
      ...labObjects('helidon/servicesClusterIP.yaml').filter(({ metadata }) => metadata.name === 'stockmanager'),
    ];
    expect(unexplained(Testing.synth(chart({ '0.0.1': 90, '0.0.2': 0 })) as KubeObject[], lab, DIFFERENCES)).toEqual([]);
  });
});
