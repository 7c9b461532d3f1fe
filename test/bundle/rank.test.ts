import { checkRank, defaultRank, isKubeObject } from '../../src/bundle';

describe('ranks of kinds', () => {
  test.each([
    ['v1', 'Namespace', 1000],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', 1050],
    ['v1', 'ServiceAccount', 1100],
    ['v1', 'ConfigMap', 1100],
    ['rbac.authorization.k8s.io/v1', 'RoleBinding', 1100],
    ['v1', 'Service', 2000],
    ['specs.smi-spec.io/v1alpha4', 'HTTPRouteGroup', 3000],
    ['split.smi-spec.io/v1alpha2', 'TrafficSplit', 3100],
    ['gateway.networking.k8s.io/v1', 'HTTPRoute', 3100],
    ['policy.linkerd.io/v1beta3', 'HTTPRoute', 3100],
    ['linkerd.io/v1alpha2', 'ServiceProfile', 3100],
    ['policy.linkerd.io/v1alpha1', 'MeshTLSAuthentication', 3200],
    ['policy.linkerd.io/v1alpha1', 'AuthorizationPolicy', 3300],
    ['policy.linkerd.io/v1beta3', 'Server', 3400],
    ['example.com/v1', 'Widget', 3500],
    ['apps/v1', 'Deployment', 4000],
    ['argoproj.io/v1alpha1', 'Rollout', 4000],
    ['autoscaling/v2', 'HorizontalPodAutoscaler', 5000],
    ['networking.k8s.io/v1', 'Ingress', 6000],
    ['extensions/v1beta1', 'Ingress', 6000],
    ['flagger.app/v1beta1', 'MetricTemplate', 7000],
    ['flagger.app/v1beta1', 'Canary', 8000],
  ])('%s %s: %d', (apiVersion, kind, rank) => expect(defaultRank({ apiVersion, kind })).toBe(rank));

  test('kinds with the names of fields of every object have no rank of their own', () => {
    expect(defaultRank({ apiVersion: 'v1', kind: 'constructor' })).toBe(3500);
    expect(defaultRank({ apiVersion: 'v1', kind: '__proto__' })).toBe(3500);
  });
});

describe('a rank that a user gives', () => {
  test.each([1000, 2500, 9999])('may be %d', (rank) => expect(checkRank(rank)).toBe(rank));

  test.each([999, 10000, 2000.5, NaN, Infinity, -1])('may not be %d', (rank) =>
    expect(() => checkRank(rank)).toThrow(
      `rank must be a whole number from 1000 to 9999, got ${rank}; Services have 2000, routes 3100, workloads 4000`,
    ),
  );
});

describe('data is a Kubernetes object', () => {
  test('with apiVersion, kind and metadata.name', () =>
    expect(isKubeObject({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } })).toBe(true));

  test.each([
    [{ kind: 'Service', metadata: { name: 'web' } }],
    [{ apiVersion: 'v1', metadata: { name: 'web' } }],
    [{ apiVersion: 'v1', kind: 'Service' }],
    [{ apiVersion: 'v1', kind: 'Service', metadata: {} }],
    [{ apiVersion: 'v1', kind: 'Service', metadata: { name: '' } }],
    [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 1 } }],
    [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 1 } }],
    [[]],
    [null],
    ['v1'],
  ])('not %j', (data) => expect(isKubeObject(data)).toBe(false));
});
