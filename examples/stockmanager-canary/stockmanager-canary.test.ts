import { KubeObject, MeshApp, ReleaseStage } from 'cdk8s-mesh';
import { check } from 'cdk8s-mesh/check';
import { Difference, hasLabs, labObjects, unexplained } from '../../test/support/lab';
import { stepsOf, unsafeSteps } from '../../test/support/release';
import { Stockmanager } from './stockmanager';

const release = new Stockmanager(new MeshApp(), 'stockmanager', {
  namespace: 'tg-helidon',
  host: 'store.example.com',
  repository: 'registry.example/tg_repo/stockmanager',
  current: 'canary-0',
});

const objectsOf = (step: ReleaseStage<10>): KubeObject[] => release.step(step).chart.toJson();

const DIFFERENCES: readonly Difference[] = [
  { at: '* stockmanagerv0-0-1 metadata.labels', why: 'objects carry the labels of their pods, so that they can be listed together' },
  { at: '* stockmanager metadata.labels', why: 'the same' },
  {
    at: 'Service stockmanager spec.selector.version',
    why: 'the apex selects the stable version, so that a new one receives nothing until the split says so',
  },
  { at: 'Service stockmanager spec.ports[stockmngr-mgt]', why: 'the management port has one name in all Services' },
  { at: 'Service stockmanager spec.ports[stockmanager-mgt]', why: 'the same' },
  {
    at: 'TrafficSplit stockmanager-canary spec.backends[stockmanagerv0-0-1].weight',
    why: 'weights are percent: 100 of them, as long as the new version has none',
  },
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
    expect(objectsOf('canary-0')).toMatchSnapshot();
  });

  test('goes the steps that it went before', () => {
    expect(stepsOf(release.plan())).toMatchSnapshot();
  });

  test('check finds nothing wrong with any state', () => {
    for (const { name, chart } of [...release.steps, release.rollback])
      expect([name, ...check(chart.toJson(), { mesh: 'linkerd-2.10' })]).toEqual([name]);
  });

  test('no request is lost, or goes to the wrong version, between two steps or on the way back, whatever the tool', () => {
    expect(unsafeSteps(release.plan())).toEqual([]);
  });

  test('moving the share changes one object', () => {
    const before = objectsOf('canary-0');
    const changed = objectsOf('canary-10').filter((object, index) => JSON.stringify(object) !== JSON.stringify(before[index]));
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

  (hasLabs ? test : test.skip)('equals the manifests of the lab, save for what is listed', () => {
    const lab = [
      ...labObjects('helidon/stockmanager-deployment-v0.0.1-template.yaml'),
      ...labObjects('helidon/stockmanager-v0.0.1-service.yaml'),
      ...labObjects('helidon/stockmanager-canary-traffic-split.yaml'),
      ...labObjects('helidon/ingressStockmanagerCanaryRules.yaml', { 'store.${EXTERNAL_IP}.nip.io': 'store.example.com' }),
      ...labObjects('helidon/servicesClusterIP.yaml').filter(({ metadata }) => metadata.name === 'stockmanager'),
    ];
    expect(unexplained(objectsOf('canary-0'), lab, DIFFERENCES)).toEqual([]);
  });
});
