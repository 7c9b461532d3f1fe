import { ApiObject, App, Duration, JsonPatch } from 'cdk8s';
import { LinkerdFlux, LinkerdFluxProps } from '../../src/install';
import { MeshChart } from '../../src/mesh';
import { ROOT } from './certificates';

const chart = (): MeshChart => new MeshChart(new App(), 'mesh', { namespace: 'platform' });
const minimal: LinkerdFluxProps = { chartVersion: '2026.6.1', trustAnchors: ROOT };

test('minimal props: the namespace, the repository, the CRDs, the control plane, in this order', () => {
  const mesh = chart();
  new LinkerdFlux(mesh, 'linkerd', minimal);
  const [namespace, repository, crds, controlPlane] = mesh.toJson() as unknown[];
  const sourceRef = { kind: 'HelmRepository', name: 'linkerd' };
  expect(namespace).toMatchObject({ kind: 'Namespace', metadata: { name: 'linkerd' } });
  expect(repository).toEqual({
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'HelmRepository',
    metadata: { name: 'linkerd', namespace: 'linkerd', annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } },
    spec: { interval: '600s', url: 'https://helm.linkerd.io/edge' },
  });
  expect(crds).toEqual({
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name: 'linkerd-crds', namespace: 'linkerd', annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } },
    spec: {
      interval: '600s',
      chart: { spec: { chart: 'linkerd-crds', version: '2026.6.1', sourceRef } },
      install: { remediation: { retries: 3 } },
      values: { installGatewayAPI: false },
    },
  });
  expect(controlPlane).toEqual({
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name: 'linkerd-control-plane', namespace: 'linkerd' },
    spec: {
      interval: '600s',
      dependsOn: [{ name: 'linkerd-crds' }],
      chart: { spec: { chart: 'linkerd-control-plane', version: '2026.6.1', sourceRef } },
      install: { remediation: { retries: 3 } },
      values: { identityTrustAnchorsPEM: ROOT, identity: { issuer: { scheme: 'kubernetes.io/tls' } } },
    },
  });
});

test('all props', () => {
  const props: Required<LinkerdFluxProps> = {
    chartVersion: 'v1.16.11+a',
    crdsChartVersion: '30.8.5-edge',
    trustAnchors: ROOT,
    installGatewayApi: true,
    chartRepository: 'https://charts.example.com',
    cni: true,
    namespace: 'mesh-system',
    values: { controllerReplicas: 3 },
    interval: Duration.hours(1),
  };
  const { repository, crds, controlPlane } = new LinkerdFlux(chart(), 'linkerd', props);
  expect(repository.toJson()).toMatchObject({
    metadata: { namespace: 'mesh-system' },
    spec: { interval: '3600s', url: 'https://charts.example.com' },
  });
  expect(crds.toJson()).toMatchObject({ spec: { chart: { spec: { version: '30.8.5-edge' } }, values: { installGatewayAPI: true } } });
  expect(controlPlane.toJson()).toMatchObject({
    spec: { chart: { spec: { version: 'v1.16.11+a' } }, values: { cniEnabled: true, controllerReplicas: 3 } },
  });
});

test('the control plane is the default child, and a JSON patch reaches the YAML', () => {
  const linkerd = new LinkerdFlux(chart(), 'linkerd', minimal);
  expect(ApiObject.of(linkerd)).toBe(linkerd.controlPlane);
  ApiObject.of(linkerd).addJsonPatch(JsonPatch.add('/spec/driftDetection', { mode: 'warn' }));
  expect(linkerd.controlPlane.toJson()).toMatchObject({ spec: { driftDetection: { mode: 'warn' } } });
});

test.each<[Partial<LinkerdFluxProps>, string]>([
  [{ interval: Duration.millis(1500) }, 'interval must be whole seconds, at least one, got'],
  [{ interval: Duration.seconds(0) }, 'interval must be whole seconds, at least one, got'],
  [{ chartVersion: '^2026.6.1' }, 'chartVersion must be one version of a chart'],
])('%j: %s', (props, message) => {
  expect(() => new LinkerdFlux(chart(), 'linkerd', { ...minimal, ...props })).toThrow(message);
});

test('two installations in one chart would be one: nothing is written', () => {
  const mesh = chart();
  new LinkerdFlux(mesh, 'a', minimal);
  new LinkerdFlux(mesh, 'b', minimal);
  expect(() => mesh.toJson()).toThrow();
});
