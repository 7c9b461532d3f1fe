import { ApiObject, App, JsonPatch, Testing } from 'cdk8s';
import { Duration } from 'cdk8s';
import { check } from '../../src/check';
import { Mesh, MeshApp, MeshChart } from '../../src/mesh';
import { Delivery, Gate, Release, ReleaseProps } from '../../src/release';
import { existingService } from '../../src/service';
import { CanarySplit } from '../../src/traffic';
import { dataIn, namesIn, objectIn, web, WEB, written } from './kit';

const V1 = { app: 'web', version: 'v1' };
const V2 = { app: 'web', version: 'v2' };

/** Service → weight, in the route of a state. */
function weightsIn(release: Release<'v1' | 'v2', 10 | 50>, step: Parameters<typeof release.step>[0]): unknown {
  const { spec } = objectIn(release.step(step), 'HTTPRoute', 'web') as {
    spec?: { rules: { backendRefs: { name: string; weight: number }[] }[] };
  };
  return spec?.rules.map(({ backendRefs }) => Object.fromEntries(backendRefs.map(({ name, weight }) => [name, weight])));
}

describe('Release', () => {
  test('goes from a baseline by growing shares to the new version, and removes the old one', () => {
    const release = web();
    expect(release.steps.map(({ folder }) => folder)).toEqual([
      'steps/00-baseline',
      'steps/10-canary-0',
      'steps/20-canary-10',
      'steps/30-canary-50',
      'steps/40-canary-100',
      'steps/50-promote',
      'steps/60-cleanup',
    ]);
    expect(namesIn(release.step('baseline'))).toEqual(['Service web', 'Service webv1', 'HTTPRoute web', 'Deployment webv1']);
    expect(weightsIn(release, 'baseline')).toEqual([{ webv1: 100 }]);
    expect(namesIn(release.step('canary-0'))).toEqual([
      'Service web',
      'Service webv1',
      'Service webv2',
      'HTTPRoute web',
      'Deployment webv1',
      'Deployment webv2',
    ]);
    expect(weightsIn(release, 'canary-0')).toEqual([{ webv1: 100, webv2: 0 }]);
    expect(weightsIn(release, 'canary-10')).toEqual([{ webv1: 90, webv2: 10 }]);
    expect(weightsIn(release, 'promote')).toEqual([{ webv1: 0, webv2: 100 }]);
    expect(objectIn(release.step('canary-100'), 'Service', 'web').spec).toMatchObject({ selector: V1 });
    expect(objectIn(release.step('promote'), 'Service', 'web').spec).toMatchObject({ selector: V2 });
    expect(namesIn(release.step('cleanup'))).toEqual(['Service web', 'Service webv2', 'HTTPRoute web', 'Deployment webv2']);
    expect(weightsIn(release, 'cleanup')).toEqual([{ webv2: 100 }]);
  });

  test('the way back is the old version with all traffic, and the new one with its pods', () => {
    const release = web();
    expect(release.rollback.chart.toJson()).toEqual(release.step('canary-0').chart.toJson());
  });

  test('its last state is the first one of the next release', () => {
    const next = new Release(new MeshApp(), 'web', {
      namespace: 'shop',
      service: { ...WEB, versions: { ...WEB.versions, v3: { image: 'web:3' } } },
      from: 'v2',
      to: 'v3',
      steps: [50],
    });
    expect(next.step('baseline').chart.toJson()).toEqual(web().step('cleanup').chart.toJson());
  });

  test('takes every prop', () => {
    const also = jest.fn();
    const props: Required<ReleaseProps<'v1' | 'v2', 10 | 50>> = {
      namespace: 'shop',
      mesh: Mesh.linkerd('2.10'),
      labels: { team: 'shop' },
      delivery: Delivery.helm(),
      service: { ...WEB, name: 'front', selects: 'all' },
      from: 'v1',
      to: 'v2',
      steps: [{ weight: 10, gates: [Gate.pause(Duration.minutes(1))] }, 50],
      current: 'canary-10',
      split: { name: 'front-split', api: 'split.smi-spec.io/v1alpha2' },
      also,
    };
    const release = new Release(new MeshApp(), 'web', props);
    expect(objectIn(release.step('canary-10'), 'TrafficSplit', 'front-split')).toMatchObject({
      apiVersion: 'split.smi-spec.io/v1alpha2',
      metadata: { labels: { team: 'shop' } },
      spec: { service: 'front' },
    });
    expect(objectIn(release.step('canary-10'), 'Service', 'front').spec).toMatchObject({ selector: { app: 'front' } });
    expect(also.mock.calls.map(([{ name }]: [{ name: string }]) => name)).toEqual([
      ...['baseline', 'canary-0', 'canary-10', 'canary-50', 'canary-100', 'promote', 'cleanup', 'rollback'],
    ]);
    expect(release.plan()).toMatchObject({ current: 'steps/20-canary-10', target: 'helm', service: 'front' });
  });

  test('takes namespace and mesh from the chart around it', () => {
    const chart = new MeshChart(new MeshApp(), 'shop', { namespace: 'shop', mesh: Mesh.linkerd('2.10') });
    const release = new Release(chart, 'web', { service: WEB, from: 'v1', to: 'v2', steps: [] });
    expect(objectIn(release.step('canary-0'), 'TrafficSplit', 'web').metadata.namespace).toBe('shop');
    expect(chart.toJson()).toEqual([]);
  });

  test('a version or a step that there is not does not compile, and throws in plain JavaScript', () => {
    // @ts-expect-error no such version
    expect(() => web({ to: 'v3' })).toThrow('to must be one of v1, v2, got "v3"');
    // @ts-expect-error no such version
    expect(() => web({ from: 'v0' })).toThrow('from must be one of v1, v2, got "v0"');
    // @ts-expect-error no such step
    expect(() => web({ current: 'canary-20' })).toThrow(/must be one of baseline, canary-0, canary-10, canary-50, .*; got "canary-20"/);
    expect(() => web({ to: 'v1' })).toThrow('from and to must be two versions, got "v1" for both');
  });

  test.each([
    [[50, 10] as const, 'steps must grow, got 10 after 50; going back is what the folder rollback is for'],
    [[10, 10] as const, 'steps must grow, got 10 after 10'],
    [[0.5] as const, 'a step must be a whole number of percent from 0 to 100, got 0.5'],
    [[101] as const, 'a step must be a whole number of percent from 0 to 100, got 101'],
    [[-1] as const, 'a step must be a whole number of percent from 0 to 100, got -1'],
  ])('refuses the steps %j', (steps, message) => {
    expect(() => new Release(new MeshApp(), 'web', { namespace: 'shop', service: WEB, from: 'v1', to: 'v2', steps })).toThrow(message);
  });

  test('wants a namespace, and a MeshApp', () => {
    const props = { service: WEB, from: 'v1', to: 'v2', steps: [] } as const;
    expect(() => new Release(new MeshApp(), 'web', props)).toThrow(
      'namespace of release web must be given where no chart around it has one',
    );
    const app = new App();
    new Release(app, 'web', { ...props, namespace: 'shop' });
    expect(() => app.synth()).toThrow('a release is written as folders of its own, which only a MeshApp does; use one');
  });

  test('whatever a user adds to a state, or patches in it, is written', () => {
    const files = written((app) => {
      const release = web(
        {
          also: ({ chart, service, name }) => {
            new ApiObject(chart, 'quota', {
              apiVersion: 'v1',
              kind: 'ResourceQuota',
              metadata: { name: 'shop' },
              spec: { hard: { pods: '9' } },
            });
            if (name === 'canary-10') service.version('v2').deployment.addJsonPatch(JsonPatch.add('/spec/minReadySeconds', 30));
          },
        },
        app,
      );
      ApiObject.of(release.step('canary-10').service).metadata.addAnnotation('example.com/by', 'shop');
    });
    expect(dataIn(files, 'web/steps/20-canary-10/4000-deployment-webv2.yaml')).toMatchObject({ spec: { minReadySeconds: 30 } });
    expect(dataIn(files, 'web/steps/20-canary-10/2000-service-web.yaml')).toMatchObject({
      metadata: { annotations: { 'example.com/by': 'shop' } },
    });
    expect(dataIn(files, 'web/steps/10-canary-0/4000-deployment-webv2.yaml')).not.toMatchObject({ spec: { minReadySeconds: 30 } });
    expect(files.has('web/steps/60-cleanup/3500-resourcequota-shop.yaml')).toBe(true);
  });

  test('a state is a chart like others: its default children, its tests, its check', () => {
    const { chart, service, split } = web().step('canary-10');
    expect(ApiObject.of(service).kind).toBe('Service');
    expect(split).toBeInstanceOf(CanarySplit);
    expect(Testing.synth(chart)).toEqual(chart.toJson());
    expect(check(chart.toJson()).filter(({ rule }) => rule !== 'nothing-injected')).toEqual([]);
  });

  test('two releases of one app do not get into the way of each other; two of one Service do', () => {
    const twoOf = (...ids: string[]) =>
      written((app) => {
        for (const id of ids)
          new Release(new MeshChart(app, id, { namespace: id }), 'web', { service: WEB, from: 'v1', to: 'v2', steps: [] });
      });
    expect([...twoOf('a', 'b').keys()].filter((path) => path.endsWith('current/Kustomization'))).toEqual([
      'a-web/current/Kustomization',
      'b-web/current/Kustomization',
    ]);
    expect(() =>
      written((app) => {
        web({}, app);
        new Release(new MeshChart(app, 'other', { namespace: 'shop' }), 'web', { service: WEB, from: 'v1', to: 'v2', steps: [] });
      }),
    ).toThrow("Service shop/web is released by web already: two releases would undo each other's work");
  });

  test('an existing Service cannot be the apex: what it selects would have to change', () => {
    // @ts-expect-error not among the props
    web({ service: { ...WEB, apex: existingService('web', 80) } });
  });
});
