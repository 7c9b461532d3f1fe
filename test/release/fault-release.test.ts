import { Mesh, MeshApp } from '../../src/mesh';
import { NginxFaultInjector } from '../../src/fault';
import { Delivery, FaultRelease, FaultReleaseProps, Gate, ReleaseState } from '../../src/release';
import { existingService, Workload } from '../../src/service';
import { dataIn, namesIn, objectIn, written } from './kit';

const MINIMAL = {
  namespace: 'shop',
  mesh: Mesh.linkerd(),
  service: () => existingService('web', { http: 80 }),
  injector: (chart) => new NginxFaultInjector(chart, 'injector', { status: 503, port: 80 }),
  steps: [10, 50],
} as const satisfies FaultReleaseProps<10 | 50>;

const faults = (props: Partial<FaultReleaseProps<10 | 50>> = {}): FaultRelease<10 | 50> =>
  new FaultRelease(new MeshApp(), 'faults', { ...MINIMAL, ...props });

const weightsIn = (state: ReleaseState, name = 'faults'): unknown => {
  const { spec } = objectIn(state, 'HTTPRoute', name) as { spec?: { rules: { backendRefs: { name: string; weight: number }[] }[] } };
  return spec?.rules.map(({ backendRefs }) => Object.fromEntries(backendRefs.map(({ name: to, weight }) => [to, weight])));
};

describe('FaultRelease', () => {
  test('brings the split, then the injector, then faults, and takes all of it away again', () => {
    const release = faults();
    expect(release.steps.map(({ name }) => name)).toEqual(['baseline', 'injector', 'inject-10', 'inject-50', 'undo', 'cleanup']);
    expect(namesIn(release.step('baseline'))).toEqual(['HTTPRoute faults']);
    expect(weightsIn(release.step('baseline'))).toEqual([{ web: 100 }]);
    expect(namesIn(release.step('injector'))).toEqual(expect.arrayContaining(['Deployment injector', 'Service injector']));
    expect(weightsIn(release.step('injector'))).toEqual([{ web: 100, injector: 0 }]);
    expect(weightsIn(release.step('inject-10'))).toEqual([{ web: 90, injector: 10 }]);
    expect(weightsIn(release.step('undo'))).toEqual([{ web: 100, injector: 0 }]);
    expect(namesIn(release.step('cleanup'))).toEqual([]);
  });

  test('says who receives what of a Service that is not its own, too, and takes nothing of it for its own', () => {
    const { steps, teardown, conditions } = faults().plan();
    expect(steps.map(({ name, traffic }) => [name, traffic[0]?.to.map(({ who, share }) => `${who} ${share}`)])).toEqual([
      ['baseline', ['web 1']],
      ['injector', ['web 1']],
      ['inject-10', ['web 9/10', 'injector 1/10']],
      ['inject-50', ['web 1/2', 'injector 1/2']],
      ['undo', ['web 1']],
      ['cleanup', ['web 1']],
    ]);
    expect(steps[0]?.changes.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['HTTPRoute faults']);
    expect(teardown.map(({ name }) => name)).not.toContain('web');
    expect(conditions).toContain('Service web is there, and its pods answer.');
    // Of a folder without objects kubectl says that it is an error.
    expect(steps.at(-1)?.commands[0]?.promote.map((command) => command.split(' ').slice(0, 2).join(' '))).toEqual(['kubectl delete']);
  });

  test('goes back to a state without faults', () => {
    const release = faults();
    expect(release.rollback.chart.toJson()).toEqual(release.step('undo').chart.toJson());
  });

  test('takes every prop', () => {
    const also = jest.fn();
    const props: Required<FaultReleaseProps<10 | 50>> = {
      ...MINIMAL,
      service: (chart) => new Workload(chart, 'web', { image: 'web:1', ports: { http: 80 } }),
      labels: { team: 'shop' },
      delivery: Delivery.flux(),
      steps: [10, { percent: 50, gates: [Gate.approval('the clients')] }],
      match: [{ headers: { 'x-chaos': 'me' } }],
      current: 'inject-50',
      split: { name: 'web-faults' },
      also,
    };
    const release = new FaultRelease(new MeshApp(), 'faults', props);
    expect(objectIn(release.step('inject-50'), 'HTTPRoute', 'web-faults')).toMatchObject({
      metadata: { labels: { team: 'shop' } },
      spec: { rules: [{ matches: [{ headers: [{ name: 'x-chaos', value: 'me' }] }] }, {}] },
    });
    expect(also).toHaveBeenCalledTimes(7);
    const { current, target, steps } = release.plan();
    expect([current, target]).toEqual(['steps/30-inject-50', 'flux']);
    expect(steps.find(({ name }) => name === 'inject-50')?.gates).toEqual([{ kind: 'approval', what: 'the clients' }]);
    // Only requests that match take part.
    expect(
      steps
        .find(({ name }) => name === 'inject-50')
        ?.traffic.map(({ request, to }) => [request, to.map(({ who, share }) => `${who} ${share}`)]),
    ).toEqual([
      ['GET /', ['web 1']],
      ['GET /, x-chaos: me', ['web 1/2', 'injector 1/2']],
    ]);
  });

  test('Argo CD is told that nothing may be left', () => {
    const delivery = Delivery.argoCd({ repoURL: 'https://git.example.com/shop.git', path: 'k8s' });
    const files = written((app) => {
      new FaultRelease(app, 'faults', { ...MINIMAL, delivery });
    });
    expect(dataIn(files, 'faults/delivery/8000-application-faults.yaml')).toMatchObject({
      spec: { syncPolicy: { automated: { allowEmpty: true } } },
    });
  });

  test('tenths of a percent are shares, too', () => {
    const release = new FaultRelease(new MeshApp(), 'faults', { ...MINIMAL, steps: [0.5] });
    expect(weightsIn(release.step('inject-0.5'))).toEqual([{ web: 995, injector: 5 }]);
  });

  test.each([
    [{ steps: [] }, 'steps must name at least one share in percent, got none'],
    [{ steps: [0] }, 'a step must be a percentage above 0 and at most 100, in steps of 0.1, got 0'],
    [{ steps: [0.05] }, 'a step must be a percentage above 0 and at most 100, in steps of 0.1, got 0.05'],
    [{ steps: [101] }, 'a step must be a percentage above 0 and at most 100'],
    [{ steps: [10, 10] }, 'steps must name each share once, got 10 twice'],
    [{ injector: () => existingService('web', 80) }, 'injector must be another Service than the one that clients call, got "web" for both'],
    [{ mesh: Mesh.linkerd('2.10'), match: [{ method: 'GET' as const }] }, 'cannot choose by header, path or method'],
  ])('refuses %j', (props, message) => {
    expect(() => new FaultRelease<number>(new MeshApp(), 'faults', { ...MINIMAL, ...props })).toThrow(message);
  });

  test('a step that there is not does not compile', () => {
    // @ts-expect-error no such step
    expect(() => faults({ current: 'inject-20' })).toThrow(
      'the state must be one of baseline, injector, inject-10, inject-50, undo, cleanup, rollback',
    );
  });
});
