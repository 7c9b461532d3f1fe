/** Objects of a shop, as short as they can be. */

/** Labels `app` and `version` of pods and selectors. */
export const labels = (app: string, version?: string): Record<string, string> => ({ app, ...(version !== undefined && { version }) });

export const service = (name: string, selector: Record<string, string> | undefined, spec: object = {}, namespace = 'shop'): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec: { ports: [{ port: 80, targetPort: 8080 }], ...(selector && { selector }), ...spec },
});

export const deployment = (name: string, of: Record<string, string>, spec: object = {}, namespace = 'shop'): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace },
  spec: {
    selector: { matchLabels: of },
    template: { metadata: { labels: of }, spec: { containers: [{ name: 'main', image: 'x', ports: [{ containerPort: 8080 }] }] } },
    ...spec,
  },
});

/** Service `web` for version 1, and a leaf Service and a Deployment for both versions. */
export const WEB: readonly object[] = [
  service('web', labels('web', 'v1')),
  ...['v1', 'v2'].flatMap((version) => [
    service(`web-${version}`, labels('web', version)),
    deployment(`web-${version}`, labels('web', version)),
  ]),
];

export const backend = (name: string, weight?: number, more: object = {}): object => ({
  ...{ name, port: 80 },
  ...(weight !== undefined && { weight }),
  ...more,
});

export const route = (
  rules: readonly object[],
  { name = 'web', namespace = 'shop', created = undefined as string | undefined } = {},
): object => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name, namespace, ...(created !== undefined && { creationTimestamp: created }) },
  spec: { parentRefs: [{ group: '', kind: 'Service', name: 'web', namespace: 'shop', port: 80 }], rules },
});

export const split = (
  backends: Readonly<Record<string, number | string>>,
  { name = 'web', apiVersion = 'split.smi-spec.io/v1alpha2', spec = {} } = {},
): object => ({
  apiVersion,
  kind: 'TrafficSplit',
  metadata: { name, namespace: 'shop' },
  spec: { service: 'web', backends: Object.entries(backends).map(([leaf, weight]) => ({ service: leaf, weight })), ...spec },
});

export const profile = (spec: object, { name = 'web.shop.svc.cluster.local', namespace = 'shop' } = {}): object => ({
  apiVersion: 'linkerd.io/v1alpha2',
  kind: 'ServiceProfile',
  metadata: { name, namespace },
  spec,
});
