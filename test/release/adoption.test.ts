import { Mesh, MeshApp, warningsOf } from '../../src/mesh';
import { Adoption, AdoptionProps, Delivery, LiveService, Release } from '../../src/release';
import { LIVE, V } from './adoption-kit';
import { namesIn, objectIn } from './kit';

const adoption = (props: Partial<AdoptionProps<'v1' | 'v2'>> = {}, id = 'web'): Adoption<'v1' | 'v2'> =>
  new Adoption<'v1' | 'v2'>(new MeshApp(), id, { ...V, namespace: 'shop', live: LIVE(), ...props });

/** The live objects, changed in one place. */
function live(change: (objects: { service: Live; deployment: Live }) => void): LiveService {
  const objects = JSON.parse(JSON.stringify(LIVE())) as { service: Live; deployment: Live };
  change(objects);
  return objects;
}

interface Live {
  kind: string;
  metadata: { name: string; annotations?: Record<string, string> };
  spec: {
    selector: Record<string, unknown>;
    type?: string;
    clusterIP?: string;
    ports?: { port: number }[];
    template?: { metadata: { labels: Record<string, string> } };
  };
}

describe('Adoption', () => {
  test('puts the new Deployment beside the old one, then switches the Service, then removes the old one, then splits', () => {
    const release = adoption();
    expect(release.steps.map(({ name }) => name)).toEqual(['live', 'beside', 'switch', 'remove', 'split']);
    expect(namesIn(release.step('live'))).toEqual(['Service web', 'Deployment web']);
    expect(namesIn(release.step('beside'))).toEqual(['Service web', 'Service webv1', 'Deployment web', 'Deployment webv1']);
    expect(objectIn(release.step('beside'), 'Service', 'web').spec).toMatchObject({ selector: { app: 'web' } });
    expect(objectIn(release.step('switch'), 'Service', 'web').spec).toMatchObject({
      selector: { 'app.kubernetes.io/name': 'web', version: 'v1' },
    });
    expect(namesIn(release.step('remove'))).toEqual(['Service web', 'Service webv1', 'Deployment webv1']);
    expect(namesIn(release.step('split'))).toEqual(['Service web', 'Service webv1', 'HTTPRoute web', 'Deployment webv1']);
  });

  test('shows the live objects as they are, without what the cluster has added', () => {
    expect(objectIn(adoption().step('live'), 'Deployment', 'web')).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop' },
      spec: (LIVE().deployment as { spec: unknown }).spec,
    });
  });

  test('ends where the first release begins', () => {
    const release = new Release(new MeshApp(), 'web', { namespace: 'shop', service: V.service, from: 'v1', to: 'v2', steps: [50] });
    expect(adoption().step('split').chart.toJson()).toEqual(release.step('baseline').chart.toJson());
  });

  test('goes back to the live pods, and keeps the new ones', () => {
    const release = adoption();
    expect(release.rollback.chart.toJson()).toEqual(release.step('beside').chart.toJson());
    expect(release.plan().rollback.from).toEqual(['live', 'beside', 'switch']);
  });

  test('takes every prop', () => {
    const also = jest.fn();
    const scaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 4 },
    };
    const props: Required<AdoptionProps<'v1' | 'v2'>> = {
      ...V,
      namespace: 'shop',
      mesh: Mesh.linkerd('2.10'),
      labels: { team: 'shop' },
      delivery: Delivery.argoCd(),
      live: { ...LIVE(), others: [scaler] },
      current: 'beside',
      split: { name: 'web-split' },
      also,
    };
    const release = new Adoption(new MeshApp(), 'web', props);
    expect(namesIn(release.step('switch'))).toContain('HorizontalPodAutoscaler web');
    expect(namesIn(release.step('remove'))).not.toContain('HorizontalPodAutoscaler web');
    expect(namesIn(release.step('split'))).toContain('TrafficSplit web-split');
    expect(also).toHaveBeenCalledTimes(6);
    expect(release.plan()).toMatchObject({ current: 'steps/10-beside', target: 'argocd' });
  });

  test.each([
    [
      { service: { ...V.service, appLabel: 'app' } },
      'the live Service would select the new pods, too; choose labels that the live pods do not have',
    ],
    [{ live: { ...LIVE(), service: { kind: 'Service' } } }, 'live Service must be a whole object of that kind, got an object'],
    [{ live: { ...LIVE(), deployment: LIVE().service } }, 'live Deployment must be a whole object of that kind'],
    [
      { live: live(({ service }) => (service.spec.type = 'LoadBalancer')) },
      'the live Service must be of type ClusterIP, with an address of its own, to be split; got "LoadBalancer"',
    ],
    [{ live: live(({ service }) => (service.spec.clusterIP = 'None')) }, 'to be split; got a headless one'],
    [
      { live: live(({ service }) => (service.spec.ports = [{ port: 80 }, { port: 443 }])) },
      'ports of the service must have port 443, which the live Service has; got 80',
    ],
    [
      { live: live(({ service }) => (service.spec.selector = { app: 'other' })) },
      'the live Service web must select the pods of the live Deployment',
    ],
    [
      { live: live(({ deployment }) => (deployment.metadata.name = 'webv1')) },
      'the Deployment of version v1 must have another name than the live one, webv1',
    ],
  ])('refuses what would lose requests: %#', (props, message) => {
    expect(() => adoption(props)).toThrow(message);
  });

  test('refuses another name for the Service that clients call', () => {
    expect(() => adoption({}, 'front')).toThrow(
      'name of the service must be that of the live Service, "web", which clients call; got "front"',
    );
  });

  test('refuses pods that the new Service would find before its own', () => {
    const wanted = live(({ deployment }) =>
      Object.assign(deployment.spec.template?.metadata.labels ?? {}, { 'app.kubernetes.io/name': 'web', version: 'v1' }),
    );
    expect(() => adoption({ live: wanted })).toThrow('the new Service would select the live pods, too');
  });

  test('warns of annotations of the live Service, which are lost', () => {
    const release = adoption({ live: live(({ service }) => (service.metadata.annotations = { 'example.com/x': '1' })) });
    expect(warningsOf(release).map(({ message }) => message)).toContainEqual(
      expect.stringContaining('annotations of the live Service web are not taken over'),
    );
  });

  test('warns of what the live pods have and the new ones lack', () => {
    const objects = JSON.parse(JSON.stringify(LIVE(3))) as { deployment: { spec: { template: { spec: Record<string, unknown> } } } };
    Object.assign(objects.deployment.spec.template.spec, {
      serviceAccountName: 'web',
      dnsPolicy: 'ClusterFirst',
      containers: [
        { name: 'web', image: 'web:0', env: [{ name: 'DB', value: 'x' }], readinessProbe: {}, terminationMessagePolicy: 'File' },
      ],
    });
    expect(warningsOf(adoption({ live: { ...LIVE(3), ...objects } })).map(({ message }) => message)).toEqual([
      'the new pods lack what the live Deployment web says of its own: replicas, serviceAccountName, readinessProbe, image, env DB; repeat in service what is still meant',
    ]);
    const service = { ...V.service, replicas: 3, serviceAccountName: 'web' };
    expect(warningsOf(adoption({ live: LIVE(3), service }))).toEqual([]);
  });
});
