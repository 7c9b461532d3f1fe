import fc from 'fast-check';
import { load } from 'js-yaml';
import { apiGroup, defaultRank, files, KubeObject, place, RankedObject } from '../../src/bundle';

const object = (apiVersion: string, kind: string, name: string, namespace?: string): KubeObject => ({
  apiVersion,
  kind,
  metadata: namespace === undefined ? { name } : { name, namespace },
});
const ranked = (value: KubeObject, rank = defaultRank(value)): RankedObject => ({ object: value, rank });
const names = (...objects: RankedObject[]): string[] => place(objects).map(({ file }) => file);

describe('names of files', () => {
  test('are rank, kind and name, in the order of the ranks', () => {
    expect(
      names(
        ranked(object('apps/v1', 'Deployment', 'web', 'shop')),
        ranked(object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'web', 'shop')),
        ranked(object('v1', 'Service', 'web-v1', 'shop')),
        ranked(object('v1', 'Service', 'web', 'shop')),
        ranked(object('v1', 'Namespace', 'shop')),
      ),
    ).toEqual([
      '1000-namespace-shop.yaml',
      '2000-service-web-v1.yaml',
      '2000-service-web.yaml',
      '3100-httproute-web.yaml',
      '4000-deployment-web.yaml',
    ]);
  });

  test('follow a rank that was set', () => expect(names(ranked(object('v1', 'Service', 'web'), 9000))).toEqual(['9000-service-web.yaml']));

  test('hold the namespace once there are two', () => {
    const one = ranked(object('v1', 'Service', 'web', 'a'));
    expect(names(one, ranked(object('v1', 'Service', 'api', 'a')))).toEqual(['2000-service-api.yaml', '2000-service-web.yaml']);
    expect(names(one, ranked(object('v1', 'Service', 'web', 'b')))).toEqual(['2000-service-a.web.yaml', '2000-service-b.web.yaml']);
  });

  test('do not hold the namespace because of objects that live in none', () => {
    expect(names(ranked(object('v1', 'Namespace', 'a')), ranked(object('v1', 'Service', 'web', 'a')))).toEqual([
      '1000-namespace-a.yaml',
      '2000-service-web.yaml',
    ]);
  });

  test('hold the namespace where one of a kind has none: its is the default one', () => {
    expect(names(ranked(object('v1', 'ConfigMap', 'web')), ranked(object('v1', 'ConfigMap', 'web', 'a')))).toEqual([
      '1100-configmap-a.web.yaml',
      '1100-configmap-web.yaml',
    ]);
  });

  test('hold the group where the kind alone does not say which is meant', () => {
    expect(
      names(
        ranked(object('policy.linkerd.io/v1beta3', 'HTTPRoute', 'web')),
        ranked(object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'web')),
        ranked(object('serving.knative.dev/v1', 'Service', 'web')),
        ranked(object('v1', 'Service', 'web')),
        ranked(object('example.com/v1', 'Widget', 'web')),
        ranked(object('v1', 'LimitRange', 'web')),
      ),
    ).toEqual([
      '2000-service-web.yaml',
      '2000-service.serving.knative.dev-web.yaml',
      '3100-httproute-web.yaml',
      '3100-httproute.policy.linkerd.io-web.yaml',
      '3500-limitrange-web.yaml',
      '3500-widget.example.com-web.yaml',
    ]);
  });

  test('replace what a file system could refuse, and tell apart what it could take for one and the same', () => {
    const role = (name: string) => ranked(object('rbac.authorization.k8s.io/v1', 'ClusterRole', name));
    expect(names(role('system:admin'), role('system_admin'), role('Admin'), role('admin'))).toEqual([
      expect.stringMatching(/^1100-clusterrole-Admin-[0-9a-f]{8}\.yaml$/),
      '1100-clusterrole-admin.yaml',
      expect.stringMatching(/^1100-clusterrole-system_admin-[0-9a-f]{8}\.yaml$/),
      '1100-clusterrole-system_admin.yaml',
    ]);
  });

  test('are cut where they are long, and still differ', () => {
    const [a = '', b = ''] = names(
      ranked(object('v1', 'ConfigMap', `${'x'.repeat(252)}a`)),
      ranked(object('v1', 'ConfigMap', `${'x'.repeat(252)}b`)),
    );
    expect(a).not.toBe(b);
    expect([a, b].map(({ length }) => length)).toEqual([214, 214]);
  });
});

describe('the same object twice is refused', () => {
  const same = 'two objects are the same Service web in namespace shop; give one another name, or create it once and share it';

  test('also where the ranks differ', () => {
    const web = object('v1', 'Service', 'web', 'shop');
    expect(() => place([ranked(web), ranked(web)])).toThrow(same);
    expect(() => place([ranked(web), ranked(web, 9000)])).toThrow(same);
  });

  test('also in two versions of one group', () => {
    expect(() =>
      place([
        ranked(object('autoscaling/v1', 'HorizontalPodAutoscaler', 'web')),
        ranked(object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web')),
      ]),
    ).toThrow('two objects are the same HorizontalPodAutoscaler web; give');
  });
});

test('two objects whose file names are equal by chance are refused rather than lost', () => {
  const objects = [ranked(object('v1', 'ConfigMap', 'a.b')), ranked(object('v1', 'ConfigMap', 'b', 'a'))];
  expect(() => place(objects)).toThrow(
    'ConfigMap a.b and ConfigMap b in namespace a would share the file 1100-configmap-a.b.yaml; give one another name',
  );
});

describe('for any objects', () => {
  const name = fc.oneof(
    fc.stringMatching(/^[a-z0-9]([-a-z0-9.]{0,20}[a-z0-9])?$/),
    fc.constantFrom('web', 'con', 'aux', 'nul', 'com1', '..', '../../etc/passwd', 'a\\b', 'system:admin', 'A', 'a'),
    fc.string({ minLength: 1, unit: 'binary' }),
  );
  const anyObject = fc
    .tuple(
      fc.constantFrom(
        'v1/Service',
        'apps/v1/Deployment',
        'gateway.networking.k8s.io/v1/HTTPRoute',
        'policy.linkerd.io/v1beta3/HTTPRoute',
        'example.com/v1/Widget',
        'example.org/v1/Widget',
        'v1/..',
      ),
      name,
      fc.option(fc.integer({ min: 1000, max: 9999 }), { nil: undefined }),
    )
    .map(([type, id, rank]) => {
      const cut = type.lastIndexOf('/');
      return ranked(object(type.slice(0, cut), type.slice(cut + 1), id, 'shop'), rank);
    });
  const objects = fc.uniqueArray(anyObject, {
    selector: ({ object: { apiVersion, kind, metadata } }) => JSON.stringify([apiGroup(apiVersion), kind, metadata.name]),
    maxLength: 12,
  });

  test('the order of the files is the order of their names and of the ranks', () => {
    fc.assert(
      fc.property(objects, (some) => {
        const placed = place(some);
        expect(placed.map(({ file }) => file)).toEqual(placed.map(({ file }) => file).sort());
        expect(placed.map(({ rank }) => rank)).toEqual(placed.map(({ rank }) => rank).sort((a, b) => a - b));
      }),
    );
  });

  test('the order in which they were made does not matter', () => {
    fc.assert(fc.property(objects, (some) => expect(place([...some].reverse())).toEqual(place(some))));
  });

  test('one more renames no other file', () => {
    fc.assert(
      fc.property(objects, fc.nat(), (some, n) => {
        const removed = some[n % Math.max(1, some.length)];
        const rest = place(some.filter((one) => one !== removed)).map(({ file }) => file);
        expect(place(some).map(({ file }) => file)).toEqual(expect.arrayContaining(rest));
      }),
    );
  });

  test('each has a file of its own, also where upper and lower case are one, in the folder and with a name for any system', () => {
    fc.assert(
      fc.property(objects, (some) => {
        const all = place(some).map(({ file }) => file);
        expect(new Set(all.map((file) => file.toLowerCase())).size).toBe(some.length);
        all.forEach((file) => expect(file).toMatch(/^\d{4}-[A-Za-z0-9._-]{1,220}\.yaml$/));
      }),
    );
  });
});

describe('files', () => {
  const service = ranked(object('v1', 'Service', 'web', 'shop'));
  const deployment = ranked(object('apps/v1', 'Deployment', 'web', 'shop'));

  test('are the objects, each a document of its own, and a Kustomization that keeps their order', () => {
    expect(files(place([deployment, service]))).toEqual([
      { name: '2000-service-web.yaml', text: '---\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: shop\n' },
      { name: '4000-deployment-web.yaml', text: '---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: shop\n' },
      {
        name: 'Kustomization',
        text: `---
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
sortOptions:
  order: fifo
resources:
  - "2000-service-web.yaml"
  - "4000-deployment-web.yaml"
`,
      },
    ]);
  });

  test('come back as the objects', () => {
    const [first] = files(place([service]));
    expect(load(first?.text ?? '')).toEqual(service.object);
  });

  test('an object that cannot be written is named', () => {
    const broken: KubeObject = { ...service.object, spec: { weight: NaN } };
    expect(() => files(place([ranked(broken)]))).toThrow(
      'Service web in namespace shop: cannot write the number NaN as YAML; pass plain data',
    );
  });
});
