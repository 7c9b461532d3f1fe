import { ApiObject, App, JsonPatch } from 'cdk8s';
import { LinkerdArgoCd, LinkerdArgoCdProps } from '../../src/install';
import { MeshChart } from '../../src/mesh';
import { ROOT } from './certificates';

const chart = (): MeshChart => new MeshChart(new App(), 'mesh', { namespace: 'platform' });
const minimal: LinkerdArgoCdProps = { chartVersion: '2026.6.1', trustAnchors: ROOT };
const KEY = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ');

test('minimal props: the namespace, the CRDs, the control plane, in this order', () => {
  const mesh = chart();
  new LinkerdArgoCd(mesh, 'linkerd', minimal);
  const retry = { limit: 20, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } };
  const [namespace, crds, controlPlane] = mesh.toJson() as unknown[];
  expect(namespace).toEqual({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: 'linkerd',
      labels: {
        'linkerd.io/is-control-plane': 'true',
        'linkerd.io/control-plane-ns': 'linkerd',
        'config.linkerd.io/admission-webhooks': 'disabled',
        'pod-security.kubernetes.io/enforce': 'privileged',
      },
      annotations: {
        'linkerd.io/inject': 'disabled',
        'argocd.argoproj.io/sync-options': 'Prune=false',
        'kustomize.toolkit.fluxcd.io/prune': 'disabled',
      },
    },
  });
  expect(crds).toEqual({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'linkerd-crds', namespace: 'argocd', annotations: { 'argocd.argoproj.io/sync-wave': '1' } },
    spec: {
      project: 'default',
      destination: { server: 'https://kubernetes.default.svc', namespace: 'linkerd' },
      source: {
        repoURL: 'https://helm.linkerd.io/edge',
        chart: 'linkerd-crds',
        targetRevision: '2026.6.1',
        helm: { valuesObject: { installGatewayAPI: false } },
      },
      syncPolicy: { automated: { prune: false }, syncOptions: ['ServerSideApply=true'], retry },
    },
  });
  expect(controlPlane).toMatchObject({
    metadata: { name: 'linkerd-control-plane', namespace: 'argocd', annotations: { 'argocd.argoproj.io/sync-wave': '2' } },
    spec: {
      source: {
        chart: 'linkerd-control-plane',
        targetRevision: '2026.6.1',
        helm: { valuesObject: { identityTrustAnchorsPEM: ROOT, identity: { issuer: { scheme: 'kubernetes.io/tls' } } } },
      },
      syncPolicy: { automated: { prune: true }, syncOptions: ['RespectIgnoreDifferences=true'], retry },
    },
  });
});

test('what the chart makes anew each time is left alone, or Argo CD would restart the control plane with each sync', () => {
  const { controlPlane, crds } = new LinkerdArgoCd(chart(), 'linkerd', minimal);
  const { ignoreDifferences: ignored } = controlPlane.toJson().spec as {
    ignoreDifferences: { group: string; kind: string; name: string }[];
  };
  expect(ignored.map(({ group, kind, name }) => `${group}/${kind}/${name}`)).toEqual([
    '/Secret/linkerd-proxy-injector-k8s-tls',
    '/Secret/linkerd-sp-validator-k8s-tls',
    '/Secret/linkerd-policy-validator-k8s-tls',
    'admissionregistration.k8s.io/MutatingWebhookConfiguration/linkerd-proxy-injector-webhook-config',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration/linkerd-sp-validator-webhook-config',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration/linkerd-policy-validator-webhook-config',
    'apps/Deployment/linkerd-destination',
    'apps/Deployment/linkerd-proxy-injector',
    'batch/CronJob/linkerd-heartbeat',
  ]);
  expect(crds.toJson().spec).not.toHaveProperty('ignoreDifferences');
});

test('all props', () => {
  const props: Required<LinkerdArgoCdProps> = {
    chartVersion: '1.16.11',
    crdsChartVersion: '1.8.0',
    trustAnchors: ROOT,
    installGatewayApi: true,
    chartRepository: 'https://charts.example.com/linkerd',
    cni: true,
    namespace: 'mesh-system',
    values: { controllerReplicas: 3, identity: { issuer: { clockSkewAllowance: '30s' } } },
    argoCdNamespace: 'gitops',
    project: 'platform',
    destinationServer: 'https://prod.example.com:6443',
  };
  const { namespace, crds, controlPlane } = new LinkerdArgoCd(chart(), 'linkerd', props);
  expect(namespace.toJson().metadata).toMatchObject({
    name: 'mesh-system',
    labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
  });
  expect(crds.toJson()).toMatchObject({
    metadata: { namespace: 'gitops' },
    spec: {
      project: 'platform',
      destination: { server: 'https://prod.example.com:6443', namespace: 'mesh-system' },
      source: {
        repoURL: 'https://charts.example.com/linkerd',
        targetRevision: '1.8.0',
        helm: { valuesObject: { installGatewayAPI: true } },
      },
    },
  });
  expect(controlPlane.toJson()).toMatchObject({
    spec: {
      source: {
        targetRevision: '1.16.11',
        helm: {
          valuesObject: {
            identityTrustAnchorsPEM: ROOT,
            identity: { issuer: { scheme: 'kubernetes.io/tls', clockSkewAllowance: '30s' } },
            cniEnabled: true,
            controllerReplicas: 3,
          },
        },
      },
    },
  });
});

test('without trust anchors Linkerd reads them from a ConfigMap that somebody else keeps', () => {
  const { controlPlane } = new LinkerdArgoCd(chart(), 'linkerd', { chartVersion: '2026.6.1' });
  expect(controlPlane.toJson()).toMatchObject({
    spec: { source: { helm: { valuesObject: { identity: { externalCA: true, issuer: { scheme: 'kubernetes.io/tls' } } } } } },
  });
});

test('the control plane is the default child, and a JSON patch reaches the YAML', () => {
  const linkerd = new LinkerdArgoCd(chart(), 'linkerd', minimal);
  expect(ApiObject.of(linkerd)).toBe(linkerd.controlPlane);
  ApiObject.of(linkerd).addJsonPatch(JsonPatch.replace('/spec/source/chart', 'linkerd-enterprise-control-plane'));
  expect(linkerd.controlPlane.toJson()).toMatchObject({ spec: { source: { chart: 'linkerd-enterprise-control-plane' } } });
});

describe('bad props throw', () => {
  test.each<[Partial<LinkerdArgoCdProps>, string]>([
    [{ chartVersion: '*' }, 'chartVersion must be one version of a chart such as "2026.6.1", got "*"'],
    [{ chartVersion: '2.x' }, 'chartVersion must be one version of a chart'],
    [{ crdsChartVersion: '>=1.8.0' }, 'crdsChartVersion must be one version of a chart'],
    [{ trustAnchors: KEY }, 'trustAnchors must be certificates only, but has a private key'],
    [
      { values: { identity: { issuer: { tls: { keyPEM: KEY } } } } },
      'values.identity.issuer.tls.keyPEM must not be a private key: it would be in git; keep it in a Secret',
    ],
    [{ values: { proxyInjector: { keyPEM: 'TUlJ' } } }, 'values.proxyInjector.keyPEM must not be a private key'],
    [{ values: { list: [{ proxyInjector: KEY }] } }, 'values.list.0.proxyInjector must not be a private key'],
    [
      { values: { identity: { issuer: { scheme: 'linkerd.io/tls' } } } },
      'values.identity.issuer.scheme must not be given: the construct sets it',
    ],
    [{ values: { identity: 'mine' } }, 'values.identity must not be given: the construct sets it'],
    [
      { chartRepository: 'http://charts.example.com' },
      'chartRepository must be an https URL without credentials, got "http://charts.example.com"',
    ],
    [{ chartRepository: 'https://user:secret@charts.example.com' }, 'chartRepository must be an https URL without credentials'],
    [{ chartRepository: 'charts' }, 'chartRepository must be an https URL'],
    [{ namespace: 'Linkerd' }, 'namespace must be a DNS label'],
    [{ argoCdNamespace: 'a/b' }, 'argoCdNamespace must be a DNS label'],
    [{ project: '' }, 'project must be a line of text'],
    [{ destinationServer: 'a\nb' }, 'destinationServer must be a line of text'],
  ])('%j: %s', (props, message) => {
    expect(() => new LinkerdArgoCd(chart(), 'linkerd', { ...minimal, ...props })).toThrow(message);
  });
});

test('keys of values that JavaScript has a meaning for are data', () => {
  const values = JSON.parse('{"podLabels":{"__proto__":"a","constructor":"b"}}') as Record<string, unknown>;
  const { controlPlane } = new LinkerdArgoCd(chart(), 'linkerd', { ...minimal, values });
  expect(JSON.stringify(controlPlane.toJson())).toContain('"podLabels":{"__proto__":"a","constructor":"b"}');
});
