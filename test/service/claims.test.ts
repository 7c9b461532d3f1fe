import { Construct } from 'constructs';
import { MeshApp, MeshChart, RoutingApi, warningsOf } from '../../src/mesh';
import { Claim, claimTraffic } from '../../src/service/claims';
import { shop } from './kit';

const ALL = { apex: { name: 'web', ports: [{ port: 80 }, { port: 81 }] }, ports: [] };

function claims(...all: readonly Partial<Claim>[]): void {
  const chart = shop();
  all.forEach((claim, index) => {
    claimTraffic(new Construct(chart, `c${index}`), { ...ALL, by: 'gateway.networking.k8s.io/v1', ...claim });
  });
}

describe('claimTraffic', () => {
  test('refuses two splits of one service and names the first', () => {
    expect(() => claims({}, {})).toThrow(
      'traffic of service web is already decided by shop/c0: only one split of a service is in force; put all backends into one',
    );
  });

  test('refuses two splits even where their APIs differ', () => {
    expect(() => claims({ by: 'linkerd.io/v1alpha2' }, { by: 'split.smi-spec.io/v1alpha2' })).toThrow('only one split');
  });

  test('refuses two profiles', () => {
    expect(() => claims({ by: 'profile' }, { by: 'profile' })).toThrow('a service has one ServiceProfile; put all routes into one');
  });

  test.each<RoutingApi>(['gateway.networking.k8s.io/v1', 'policy.linkerd.io/v1beta2', 'policy.linkerd.io/v1beta3'])(
    'refuses a profile beside an HTTPRoute of %s, whichever comes first',
    (by) => {
      const message = 'with a ServiceProfile that has routes, Linkerd ignores every HTTPRoute of the service';
      expect(() => claims({ by: 'profile' }, { by })).toThrow(message);
      expect(() => claims({ by }, { by: 'profile' })).toThrow(message);
    },
  );

  test('refuses a profile beside dstOverrides, which are one object', () => {
    expect(() => claims({ by: 'linkerd.io/v1alpha2' }, { by: 'profile' })).toThrow(
      'the split and the routes would be two objects of the same name',
    );
  });

  test('takes a profile beside a TrafficSplit: the SMI extension adds to it', () => {
    expect(() => claims({ by: 'profile' }, { by: 'split.smi-spec.io/v1alpha1' })).not.toThrow();
  });

  test('warns of two splits in two charts, which may be applied together, but not where they are states of one', () => {
    const app = new MeshApp();
    const split = (chart: string, id: string) =>
      claimTraffic(new Construct(new MeshChart(app, chart, { namespace: 'shop' }), id), { ...ALL, by: 'gateway.networking.k8s.io/v1' });
    split('before', 'canary');
    split('after', 'canary');
    expect(warningsOf(app)).toEqual([]);
    split('other', 'another');
    expect(warningsOf(app).map(({ message }) => message)).toEqual(
      ['before', 'after'].map(
        (chart) =>
          `traffic of service web is already decided by ${chart}/canary: only one split of a service is in force; put all backends into one, or never apply both charts`,
      ),
    );
  });

  test('takes different ports, but not one port twice', () => {
    expect(() => claims({ ports: [80] }, { ports: [81] })).not.toThrow();
    expect(() => claims({ ports: [80] }, { ports: [81, 80] })).toThrow('only one split');
    expect(() => claims({ ports: [80] }, { ports: [] })).toThrow('only one split');
  });

  test('takes different services and different namespaces', () => {
    expect(() => claims({}, { apex: { name: 'api', ports: [] } }, { apex: { name: 'web', namespace: 'other', ports: [] } })).not.toThrow();
  });

  test("takes the chart's namespace for that of a service that says none", () => {
    expect(() => claims({}, { apex: { name: 'web', namespace: 'shop', ports: [] } })).toThrow('only one split');
  });

  test('takes the same service in another chart and another app', () => {
    const app = new MeshApp();
    for (const chart of ['a', 'b']) {
      claimTraffic(new MeshChart(app, chart, { namespace: 'shop' }), { ...ALL, by: 'gateway.networking.k8s.io/v1' });
    }
    claimTraffic(shop(), { ...ALL, by: 'gateway.networking.k8s.io/v1' });
  });
});
