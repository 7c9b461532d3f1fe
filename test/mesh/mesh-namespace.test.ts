import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { MeshChart } from '../../src/mesh';
import { MeshNamespace, MeshNamespaceProps } from '../../src/mesh/mesh-namespace';

const shop = (): MeshChart => new MeshChart(new App(), 'shop', { namespace: 'tg-helidon' });

test('minimal props make the namespace of the chart, meshed', () => {
  expect(new MeshNamespace(shop(), 'namespace').resource.toJson()).toEqual({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'tg-helidon', annotations: { 'linkerd.io/inject': 'enabled' } },
  });
});

test('in a plain cdk8s chart without a namespace it is called by its id', () => {
  expect(new MeshNamespace(new Chart(Testing.app(), 'chart'), 'tools').resource.name).toBe('tools');
});

test('all props', () => {
  const props: Required<Pick<MeshNamespaceProps, 'name' | 'inject' | 'podSecurity' | 'cni' | 'labels' | 'annotations'>> &
    MeshNamespaceProps = {
    name: 'web',
    inject: 'ingress',
    podSecurity: 'restricted',
    cni: true,
    labels: { team: 'shop' },
    annotations: { 'example.com/contact': 'shop@example.com' },
    opaquePorts: [3306],
  };
  expect(new MeshNamespace(shop(), 'namespace', props).resource.toJson()).toEqual({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: 'web',
      labels: { team: 'shop', 'pod-security.kubernetes.io/enforce': 'restricted' },
      annotations: { 'example.com/contact': 'shop@example.com', 'linkerd.io/inject': 'ingress', 'config.linkerd.io/opaque-ports': '3306' },
    },
  });
});

test('it comes first in its chart', () => {
  const chart = shop();
  new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
  new MeshNamespace(chart, 'namespace');
  expect(chart.toJson().map(({ kind }: { kind: string }) => kind)).toEqual(['Namespace', 'ConfigMap']);
});

test('the Namespace is its default child, and a JSON patch reaches the YAML', () => {
  const namespace = new MeshNamespace(shop(), 'namespace');
  expect(ApiObject.of(namespace)).toBe(namespace.resource);
  ApiObject.of(namespace).addJsonPatch(JsonPatch.add('/spec', { finalizers: ['example.com/keep'] }));
  expect(namespace.resource.toJson()).toMatchObject({ spec: { finalizers: ['example.com/keep'] } });
});

describe('Pod Security', () => {
  test.each(['restricted', 'baseline'] as const)('%s is refused where every meshed pod would be', (podSecurity) => {
    expect(() => new MeshNamespace(shop(), 'namespace', { podSecurity })).toThrow(
      `podSecurity of a namespace with meshed pods must be "privileged", got "${podSecurity}": their init container has NET_ADMIN and no pod would start; set cni to true`,
    );
  });

  test('restricted is fine without proxies', () => {
    const { resource } = new MeshNamespace(shop(), 'namespace', { inject: 'disabled', podSecurity: 'restricted' });
    expect(resource.toJson().metadata).toMatchObject({
      labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
      annotations: { 'linkerd.io/inject': 'disabled' },
    });
  });

  test('privileged is written as it is', () => {
    const { resource } = new MeshNamespace(shop(), 'namespace', { podSecurity: 'privileged' });
    expect(resource.toJson().metadata).toMatchObject({ labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } });
  });

  test('the debug container does not pass restricted', () => {
    expect(() => new MeshNamespace(shop(), 'namespace', { podSecurity: 'restricted', cni: true, debugSidecar: true })).toThrow(
      'debugSidecar must not be set with podSecurity "restricted"',
    );
  });
});

describe('bad props throw', () => {
  test.each<[MeshNamespaceProps, string]>([
    [{ name: 'Shop' }, 'name of the namespace must be a DNS label'],
    [{ labels: { 'a b': 'x' } }, 'key of label of the namespace'],
    [
      { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
      'label pod-security.kubernetes.io/enforce of the namespace must not be given: use the option for it',
    ],
    [
      { annotations: { 'linkerd.io/inject': 'disabled' } },
      'annotation linkerd.io/inject of the namespace must not be given: use the option for it',
    ],
    [{ skipInboundPorts: [0] }, 'skipInboundPorts must be a whole number from 1 to 65535, got 0'],
    [{ debugImageVersion: 'v1' }, 'pods do not inherit config.linkerd.io/debug-image-version'],
  ])('%j: %s', (props, message) => {
    expect(() => new MeshNamespace(shop(), 'namespace', props)).toThrow(message);
  });
});
