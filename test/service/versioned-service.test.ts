import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { Mesh, MeshApp, MeshChart, warningsOf } from '../../src/mesh';
import { NewVersionProps, VersionProps, VersionedService, VersionedServiceProps } from '../../src/service';
import { toYaml } from '../../src/bundle';
import { names, objects, one, plainChart, shop } from './kit';

const V1 = { v1: { image: 'web:1' } } as const;
const BOTH = { '0.0.1': { image: 'web:0.0.1' }, '0.0.2': { image: 'web:0.0.2' } } as const;
const RESTRICTED = {
  pod: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  container: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
};

interface Template {
  readonly metadata: { readonly labels: object; readonly annotations?: object };
  readonly spec: { readonly containers: readonly Record<string, unknown>[] };
}

/** The pod template of the only Deployment. */
function template(chart: Chart): Template {
  return (one(chart, 'Deployment')['spec'] as { template: Template }).template;
}

describe('VersionedService', () => {
  test('makes an apex Service, and a Service and a Deployment for each version', () => {
    const chart = shop();
    new VersionedService(chart, 'web', { ports: { http: 8080 }, stable: '0.0.1', versions: { '0.0.1': { image: 'web:0.0.1' } } });
    const labels = { app: 'web', version: '0.0.1' };
    expect(objects(chart)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
        spec: { type: 'ClusterIP', selector: labels, ports: [{ name: 'http', protocol: 'TCP', port: 8080 }] },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'webv0-0-1', namespace: 'shop', labels },
        spec: { type: 'ClusterIP', selector: labels, ports: [{ name: 'http', protocol: 'TCP', port: 8080 }] },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'webv0-0-1', namespace: 'shop', labels },
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              securityContext: RESTRICTED.pod,
              containers: [
                {
                  name: 'web',
                  image: 'web:0.0.1',
                  ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
                  securityContext: RESTRICTED.container,
                },
              ],
            },
          },
        },
      },
    ]);
  });

  test('writes the same objects in a plain chart of a plain app, but for the namespace', () => {
    const props = { ports: { http: 8080 }, stable: '0.0.1', versions: BOTH } as const;
    const mesh = shop();
    const plain = plainChart();
    new VersionedService(mesh, 'web', props);
    new VersionedService(plain, 'web', props);
    const withoutNamespace = objects(mesh).map(({ metadata: { namespace: _, ...metadata }, ...object }) => ({ ...object, metadata }));
    expect(objects(plain)).toHaveLength(5);
    expect(objects(plain)).toEqual(expect.arrayContaining(withoutNamespace));
    expect(App.of(plain).synthYaml()).toContain('name: webv0-0-2');
  });

  test('takes everything that its pods need, for all versions and for one', () => {
    const chart = shop();
    const v1: Required<Omit<NewVersionProps, 'deployment' | 'service' | 'replicas'>> = {
      image: 'web:1',
      deploymentName: 'web-one',
      containerName: 'server',
      imagePullPolicy: 'Never',
      command: ['/bin/one'],
      args: ['--one'],
      env: { LEVEL: 'debug', ONE: '1' },
      envFrom: [],
      resources: { requests: { cpu: '1' } },
      livenessProbe: { exec: { command: ['one'] } },
      readinessProbe: { exec: { command: ['one'] } },
      startupProbe: { exec: { command: ['one'] } },
      volumes: [{ name: 'one', emptyDir: {}, mountPath: '/one' }],
      config: { mountPath: '/etc/one', files: { 'a.yaml': 'a: 1\n' } },
      serviceAccountName: 'one',
      podSecurity: 'none',
      runAsUser: 1,
      securityContext: { privileged: false },
      podLabels: { team: 'one' },
      podAnnotations: { 'example.com/one': '1' },
      terminationGracePeriodSeconds: 1,
      imagePullSecrets: ['one'],
      strategy: { type: 'Recreate' },
      autoscaler: { maxReplicas: 3 },
    };
    const props: Required<Omit<VersionedServiceProps<'v1' | 'v2'>, 'apex'>> = {
      name: 'shop-web',
      ports: { http: { port: 80, targetPort: 8080 }, admin: 9990 },
      stable: 'v2',
      versions: { v1, v2: { image: 'web:2', replicas: 2 } },
      selects: 'all',
      versionName: (service, version) => `${service}-${version}`,
      appLabel: 'app.kubernetes.io/name',
      versionLabel: 'app.kubernetes.io/version',
      metrics: { port: 'http', path: '/prometheus' },
      createServiceAccount: true,
      containerName: 'main',
      imagePullPolicy: 'Always',
      command: ['/bin/web'],
      args: ['--all'],
      env: { LEVEL: 'info', ALL: 'yes' },
      envFrom: [{ secretRef: { name: 'secrets' } }],
      resources: { limits: { memory: '64Mi' } },
      livenessProbe: { httpGet: { path: '/live', port: 'http' } },
      readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
      startupProbe: { tcpSocket: { port: 'admin' } },
      volumes: [{ name: 'all', emptyDir: {}, mountPath: '/all' }],
      config: { mountPath: '/etc/all', files: { 'a.yaml': 'a: 0\n' } },
      replicas: 5,
      autoscaler: { maxReplicas: 5 },
      strategy: { type: 'RollingUpdate' },
      serviceAccountName: 'web-account',
      podSecurity: 'restricted',
      runAsUser: 1000,
      securityContext: { readOnlyRootFilesystem: true },
      podLabels: { team: 'all', tier: 'front' },
      podAnnotations: { 'example.com/all': '1', 'prometheus.io/path': '/mine' },
      terminationGracePeriodSeconds: 10,
      imagePullSecrets: ['all'],
    };
    new VersionedService(chart, 'web', props);

    expect(names(chart)).toEqual([
      'ConfigMap shop-web-v2-config',
      'ConfigMap web-one-config',
      'ServiceAccount web-account',
      'Service shop-web-v1',
      'Service shop-web-v2',
      'Service shop-web',
      'Deployment shop-web-v2',
      'Deployment web-one',
      'HorizontalPodAutoscaler web-one',
    ]);
    expect(one(chart, 'Service', 'shop-web')).toMatchObject({
      metadata: { labels: { 'app.kubernetes.io/name': 'shop-web' } },
      spec: {
        selector: { 'app.kubernetes.io/name': 'shop-web' },
        ports: [
          { name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 },
          { name: 'admin', protocol: 'TCP', port: 9990 },
        ],
      },
    });
    const selector1 = { 'app.kubernetes.io/name': 'shop-web', 'app.kubernetes.io/version': 'v1' };
    expect(one(chart, 'Deployment', 'web-one')['spec']).toEqual({
      selector: { matchLabels: selector1 },
      strategy: { type: 'Recreate' },
      template: {
        metadata: {
          labels: { ...selector1, team: 'one', tier: 'front' },
          annotations: {
            'checksum/config': 'a03d2bf0b3f4a05f5551b9a4ef9a51136a40926185e3310cc4c6e20aeaefe45c',
            'prometheus.io/scrape': 'true',
            'prometheus.io/port': '8080',
            'prometheus.io/path': '/mine',
            'example.com/all': '1',
            'example.com/one': '1',
          },
        },
        spec: {
          serviceAccountName: 'one',
          imagePullSecrets: [{ name: 'one' }],
          terminationGracePeriodSeconds: 1,
          containers: [
            {
              name: 'server',
              image: 'web:1',
              imagePullPolicy: 'Never',
              command: ['/bin/one'],
              args: ['--one'],
              ports: [
                { name: 'http', containerPort: 8080, protocol: 'TCP' },
                { name: 'admin', containerPort: 9990, protocol: 'TCP' },
              ],
              env: [
                { name: 'LEVEL', value: 'debug' },
                { name: 'ALL', value: 'yes' },
                { name: 'ONE', value: '1' },
              ],
              resources: { requests: { cpu: '1' } },
              startupProbe: { exec: { command: ['one'] } },
              livenessProbe: { exec: { command: ['one'] } },
              readinessProbe: { exec: { command: ['one'] } },
              volumeMounts: [
                { name: 'one', mountPath: '/one' },
                { name: 'config', mountPath: '/etc/one', readOnly: true },
              ],
              securityContext: { runAsUser: 1, privileged: false },
            },
          ],
          volumes: [
            { name: 'one', emptyDir: {} },
            { name: 'config', configMap: { name: 'web-one-config' } },
          ],
        },
      },
    });
    expect(one(chart, 'Deployment', 'shop-web-v2')['spec']).toMatchObject({
      replicas: 2,
      strategy: { type: 'RollingUpdate' },
      template: {
        metadata: {
          labels: { 'app.kubernetes.io/name': 'shop-web', 'app.kubernetes.io/version': 'v2', team: 'all', tier: 'front' },
          annotations: { 'prometheus.io/port': '8080', 'prometheus.io/path': '/mine', 'example.com/all': '1' },
        },
        spec: {
          serviceAccountName: 'web-account',
          imagePullSecrets: [{ name: 'all' }],
          terminationGracePeriodSeconds: 10,
          securityContext: RESTRICTED.pod,
          containers: [
            {
              name: 'main',
              image: 'web:2',
              imagePullPolicy: 'Always',
              command: ['/bin/web'],
              args: ['--all'],
              env: [
                { name: 'LEVEL', value: 'info' },
                { name: 'ALL', value: 'yes' },
              ],
              envFrom: [{ secretRef: { name: 'secrets' } }],
              resources: { limits: { memory: '64Mi' } },
              startupProbe: { tcpSocket: { port: 'admin' } },
              livenessProbe: { httpGet: { path: '/live', port: 'http' } },
              readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
              volumeMounts: [
                { name: 'all', mountPath: '/all' },
                { name: 'config', mountPath: '/etc/all', readOnly: true },
              ],
              securityContext: { ...RESTRICTED.container, runAsUser: 1000, readOnlyRootFilesystem: true },
            },
          ],
        },
      },
    });
    expect(one(chart, 'ServiceAccount')).toEqual({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'web-account', namespace: 'shop', labels: { 'app.kubernetes.io/name': 'shop-web' } },
    });
    expect(one(chart, 'ConfigMap', 'web-one-config')['data']).toEqual({ 'a.yaml': 'a: 1\n' });
    expect(one(chart, 'HorizontalPodAutoscaler')['spec']).toMatchObject({ scaleTargetRef: { name: 'web-one' }, maxReplicas: 3 });
  });

  describe('names', () => {
    const named = (version: string) => {
      const chart = shop();
      new VersionedService(chart, 'web', { ports: { http: 80 }, stable: version, versions: { [version]: { image: 'web:1' } } });
      return one(chart, 'Deployment').metadata.name;
    };

    test.each([
      ['0.0.2', 'webv0-0-2'],
      ['2', 'webv2'],
      ['v1', 'webv1'],
      ['vNext', 'webvvnext'],
      ['v1.0_X', 'webv1-0-x'],
      ['1.0--rc.1', 'webv1-0-rc-1'],
      ['constructor', 'webvconstructor'],
      ['toString', 'webvtostring'],
    ])('version %s becomes %s', (version, name) => {
      expect(named(version)).toBe(name);
    });

    test('a version may be called constructor', () => {
      const chart = shop();
      const web = new VersionedService(chart, 'web', {
        ports: { http: 80 },
        stable: 'constructor',
        versions: { constructor: { image: 'web:1' } },
      });
      expect(web.versions).toEqual(['constructor']);
      expect(web.version('constructor').service.name).toBe('webvconstructor');
      expect(() => new VersionedService(chart, 'other', { ports: { http: 80 }, stable: 'constructor' as 'v1', versions: V1 })).toThrow(
        'stable of other must be one of v1, got "constructor"',
      );
    });

    test.each<[string, string, string]>([
      [
        'a version that is no label value',
        '1.0/beta',
        'version must be a label value of at most 63 letters, digits, "-", "_" and ".", letters or digits at both ends, got "1.0/beta"',
      ],
      ['a version that ends with a dot', '1.0.', 'version must be a label value'],
      ['an empty version', '', 'version must not be empty'],
      ['the version __proto__', '__proto__', 'version must be a label value'],
      ['a version that makes the name too long', '1'.repeat(60), 'name of the service of version 1111'],
      ['a version of 64 characters', '1'.repeat(64), 'version must be a label value'],
    ])('refuses %s', (_what, version, message) => {
      expect(() => named(version)).toThrow(message);
    });

    test('refuses a service whose name is none, or too long', () => {
      const make = (id: string, name?: string) =>
        new VersionedService(shop(), id, { name, ports: { http: 80 }, stable: 'v1', versions: V1 });
      expect(() => make('Web')).toThrow(
        'name of the service must be a DNS label of at most 63 lower-case letters, digits and "-", not first or last, got "Web"; use web, say',
      );
      expect(() => make('1web')).toThrow('name of the service must start with a letter');
      expect(() => make('web', 'w'.repeat(64))).toThrow('(64 characters)');
      expect(() => make('web', 'w'.repeat(62))).toThrow('name of the service of version v1 must be a DNS label');
      expect(() => make('web', 'w'.repeat(61))).not.toThrow();
    });

    test('refuses two versions of one name, and a version with the name of the apex', () => {
      const make = (versions: VersionedServiceProps<string>['versions'], versionName?: VersionedServiceProps<string>['versionName']) =>
        new VersionedService(shop(), 'web', { ports: { http: 80 }, stable: Object.keys(versions)[0] ?? '', versions, versionName });
      const two = { '1.0': { image: 'web:1' }, '1_0': { image: 'web:2' } };
      expect(() => make(two)).toThrow('versions 1.0 and 1_0 of web would share the service webv1-0; give versionName');
      expect(() => make(two, (service, version) => `${service}-${version.replace(/\W/, 'dot').replace('_', 'line')}`)).not.toThrow();
      expect(() => make(two, (service) => service)).toThrow(
        'the service of version 1.0 must not be that of the apex, web; give another versionName',
      );
      expect(() => make(two, () => 'a/b')).toThrow('name of the service of version 1.0 must be a DNS label');
    });

    test('refuses one version twice', () => {
      const web = new VersionedService(shop(), 'web', { ports: { http: 80 }, stable: 'v1', versions: V1 });
      expect(() => web.addVersion('v1', { image: 'web:2' })).toThrow('version "v1" of web is there already; versions: v1');
    });

    test('a Deployment may have a name of its own, which the config map follows', () => {
      const chart = shop();
      const config = { mountPath: '/etc/web', files: { a: 'b' } };
      new VersionedService(chart, 'web', {
        ports: { http: 80 },
        stable: 'v1',
        versions: { v1: { image: 'web:1', deploymentName: 'web', config } },
      });
      expect(names(chart)).toEqual(['ConfigMap web-config', 'Service web', 'Service webv1', 'Deployment web']);
      expect(
        () =>
          new VersionedService(chart, 'x', { ports: { http: 80 }, stable: 'v1', versions: { v1: { image: 'a', deploymentName: 'A/b' } } }),
      ).toThrow('name of the Deployment must be lower-case letters');
    });
  });

  describe('the apex Service', () => {
    const selector = (selects?: 'stable' | 'all') => {
      const chart = shop();
      new VersionedService(chart, 'web', { ports: { http: 80 }, stable: '0.0.1', versions: BOTH, selects });
      return one(chart, 'Service', 'web')['spec'];
    };

    test('selects the pods of the stable version only', () => {
      expect(selector()).toMatchObject({ selector: { app: 'web', version: '0.0.1' } });
      expect(selector('stable')).toEqual(selector());
    });

    test('selects the pods of every version where it is told so', () => {
      expect(selector('all')).toEqual({
        type: 'ClusterIP',
        selector: { app: 'web' },
        ports: [{ name: 'http', protocol: 'TCP', port: 80 }],
      });
    });

    test('selects what its only version is where all are selected', () => {
      const chart = shop();
      new VersionedService(chart, 'web', { ports: { http: 80 }, stable: 'v1', versions: V1, selects: 'all' }).addVersion('v2', {
        image: 'web:2',
      });
      expect(one(chart, 'Service', 'web')['spec']).toMatchObject({ selector: { app: 'web' } });
    });

    test('refuses another choice', () => {
      expect(() => selector('none' as 'all')).toThrow('selects must be one of stable, all, got "none"');
    });
  });

  describe('settings', () => {
    const make = (props: Partial<VersionedServiceProps<string>>, chart = shop()) => {
      new VersionedService(chart, 'web', { ports: { http: 80, admin: 9990 }, stable: 'v1', versions: V1, ...props });
      return chart;
    };

    test('metrics become annotations of the pods, /metrics unless said otherwise', () => {
      expect(template(make({ metrics: { port: 'admin' } })).metadata.annotations).toEqual({
        'prometheus.io/scrape': 'true',
        'prometheus.io/port': '9990',
        'prometheus.io/path': '/metrics',
      });
      expect(() => make({ metrics: { port: 'grpc' } })).toThrow('port of metrics must be one of http, admin, got "grpc"');
      expect(() => make({ metrics: { port: 'http', path: 'metrics' } })).toThrow('path of metrics must be a URL path');
    });

    test('a change of a config file restarts the pods', () => {
      const checksum = (text: string) =>
        template(make({ config: { mountPath: '/etc/web', files: { 'a.conf': text } } })).metadata.annotations;
      expect(checksum('a')).toEqual({ 'checksum/config': expect.stringMatching(/^[0-9a-f]{64}$/) as string });
      expect(checksum('a')).toEqual(checksum('a'));
      expect(checksum('b')).not.toEqual(checksum('a'));
    });

    test('config files may be called constructor and __proto__', () => {
      const files = JSON.parse('{"constructor": "a", "__proto__": "b"}') as Record<string, string>;
      const chart = make({ config: { mountPath: '/etc/web', files } });
      expect(Object.entries(one(chart, 'ConfigMap')['data'] as object)).toEqual([
        ['constructor', 'a'],
        ['__proto__', 'b'],
      ]);
      expect(toYaml(one(chart, 'ConfigMap'))).toContain('  __proto__: b\n');
    });

    test.each<[string, Record<string, unknown>, string]>([
      [
        'a path for a file name',
        { 'a/b': '' },
        'name of a config file must be letters, digits, "-", "_" and ".", without a path, got "a/b"',
      ],
      ['the folder above', { '..': '' }, 'name of a config file must be'],
      ['a hidden data folder', { '..data': '' }, 'name of a config file must be'],
      ['no files', {}, 'files of config must have at least one file, got none; leave config out'],
      ['a file that is no text', { a: 1 }, 'config file a must be text, got 1'],
      ['more than a ConfigMap holds', { a: 'ä'.repeat(524_288) }, 'files of config must have 1048576 bytes at most, got 1048577'],
    ])('config refuses %s', (_what, files, message) => {
      expect(() => make({ config: { mountPath: '/etc/web', files: files as Record<string, string> } })).toThrow(message);
    });

    test('config refuses a relative folder, and a volume of the same name', () => {
      const files = { a: 'b' };
      expect(() => make({ config: { mountPath: 'etc', files } })).toThrow('mountPath of volume "config" must be an absolute path');
      const volumes = [{ name: 'config', emptyDir: {}, mountPath: '/x' }];
      expect(() => make({ volumes, config: { mountPath: '/etc', files } })).toThrow(
        'name of a volume must be given once, got "config" twice',
      );
    });

    test('an autoscaler owns the number of pods', () => {
      const chart = make({ autoscaler: { maxReplicas: 3 }, resources: { requests: { cpu: '100m' } } });
      expect(one(chart, 'Deployment')['spec']).not.toHaveProperty('replicas');
      expect(one(chart, 'HorizontalPodAutoscaler')['spec']).toMatchObject({
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'webv1' },
      });
      expect(warningsOf(chart)).toEqual([]);
    });

    test('an autoscaler and a number of pods are refused together', () => {
      const message =
        'give replicas or autoscaler, not both: the autoscaler of webv1 owns the number; set minReplicas instead of replicas 2';
      expect(() => make({ autoscaler: { maxReplicas: 3 }, replicas: 2 })).toThrow(message);
      expect(() => make({ versions: { v1: { image: 'web:1', autoscaler: { maxReplicas: 3 }, replicas: 2 } } })).toThrow(message);
    });

    test("a version's own number takes the place of the service's autoscaler", () => {
      const chart = make({ autoscaler: { maxReplicas: 3 }, versions: { v1: { image: 'web:1', replicas: 2 } } });
      expect(names(chart)).not.toContain('HorizontalPodAutoscaler webv1');
      expect(one(chart, 'Deployment')['spec']).toMatchObject({ replicas: 2 });
    });

    test('an autoscaler by CPU without a request for it is warned of', () => {
      expect(warningsOf(make({ autoscaler: { maxReplicas: 3 } }))).toEqual([
        {
          path: 'shop/web/vv1',
          message:
            'the autoscaler of webv1 aims at a share of the CPU that the container requests, but it requests none, so nothing scales; set resources.requests.cpu',
        },
      ]);
    });

    test('a service account is made on request, with the name of the service', () => {
      const chart = make({ createServiceAccount: true });
      expect(names(chart)).toContain('ServiceAccount web');
      expect(template(chart).spec).toMatchObject({ serviceAccountName: 'web' });
      expect(names(make({}))).not.toContain('ServiceAccount web');
      expect(template(make({})).spec).not.toHaveProperty('serviceAccountName');
    });

    test('what a version leaves undefined, its service says', () => {
      const chart = make({ serviceAccountName: 'all', versions: { v1: { image: 'web:1', serviceAccountName: undefined } } });
      expect(template(chart).spec).toMatchObject({ serviceAccountName: 'all' });
    });

    test('pods may opt out of restriction', () => {
      expect(template(make({ podSecurity: 'none' })).spec).toEqual({
        containers: [
          {
            name: 'web',
            image: 'web:1',
            ports: [
              { name: 'http', containerPort: 80, protocol: 'TCP' },
              { name: 'admin', containerPort: 9990, protocol: 'TCP' },
            ],
          },
        ],
      });
    });

    test('a label that would change who selects the pods is refused', () => {
      expect(() => make({ podLabels: { version: 'canary' } })).toThrow(
        'label "version" of the pods must not be set: Services select it with "v1"; use another key',
      );
    });

    test('the two labels must be two', () => {
      expect(() => make({ appLabel: 'version' })).toThrow('appLabel and versionLabel must differ, got "version" for both');
      expect(() => make({ appLabel: 'a/b/c' })).toThrow('appLabel must be a label key such as "team" or "example.com/team", got "a/b/c"');
      expect(() => make({ versionLabel: '' })).toThrow('versionLabel must be a label key');
    });

    test('an unknown stable version is refused', () => {
      expect(() => make({ stable: 'v2' })).toThrow('stable of web must be one of v1, got "v2"');
      expect(() => make({ versions: {} })).toThrow('stable of web must be one of none, got "v1"');
    });

    test('ports and pods are checked', () => {
      expect(() => make({ ports: {} })).toThrow('ports must name at least one port');
      expect(() => make({ versions: { v1: { image: '' } } })).toThrow('image must be a line of text');
      expect(() => make({ containerName: 'Web' })).toThrow('name of the container must be a DNS label');
    });

    test('a protocol that Linkerd takes for opaque is warned of', () => {
      const ports = { http: { port: 80, appProtocol: 'HTTP' }, grpc: { port: 81, appProtocol: 'grpc' } };
      const warnings = (mesh: Mesh) => warningsOf(make({ ports }, shop(mesh))).map(({ message }) => message);
      expect(warnings(Mesh.linkerd('2.18'))).toEqual([
        'appProtocol grpc of port grpc makes Linkerd treat the port as opaque, so that routes and retries have no effect; leave it out',
      ]);
      expect(warnings(Mesh.linkerd('2.17'))).toEqual([]);
      expect(warnings(Mesh.gatewayApi())).toEqual([]);
    });
  });

  describe('as a construct', () => {
    const web = (scope: Construct) => new VersionedService(scope, 'web', { ports: { http: 80 }, stable: '0.0.1', versions: BOTH });

    test('its default child is the apex, that of a version the Deployment', () => {
      const service = web(shop());
      expect(ApiObject.of(service)).toBe(service.service);
      expect(ApiObject.of(service).kind).toBe('Service');
      expect(ApiObject.of(service.version('0.0.2'))).toBe(service.version('0.0.2').deployment);
    });

    test('JSON patches, labels and annotations of each object reach the YAML', () => {
      const app = new MeshApp();
      const service = web(new MeshChart(app, 'shop', { namespace: 'shop' }));
      ApiObject.of(service).addJsonPatch(JsonPatch.add('/spec/trafficDistribution', 'PreferClose'));
      service.version('0.0.2').deployment.addJsonPatch(JsonPatch.add('/spec/replicas', 7));
      service.version('0.0.2').service.metadata.addAnnotation('constructor', 'x');
      expect(app.synthYaml()).toContain('  trafficDistribution: PreferClose\n');
      expect(app.synthYaml()).toContain('  replicas: 7\n');
      expect(app.synthYaml()).toContain('    constructor: x\n');
    });

    test('the objects of each version are at hand', () => {
      const chart = shop();
      const settings = { config: { mountPath: '/etc/web', files: { a: 'b' } }, autoscaler: { maxReplicas: 2 } };
      const version = new VersionedService(chart, 'web', { ports: { http: 80 }, stable: 'v1', versions: V1, ...settings }).version('v1');
      expect([version.service, version.deployment, version.configMap, version.autoscaler].map((object) => object?.name)).toEqual([
        'webv1',
        'webv1',
        'webv1-config',
        'webv1',
      ]);
      expect(version.selector()).toEqual({ app: 'web', version: 'v1' });
      expect(version.podLabels()).toEqual({ app: 'web', version: 'v1' });
    });

    test('getters return copies', () => {
      const service = web(shop());
      service.versions.pop();
      service.podLabels()['app'] = 'other';
      service.version('0.0.1').selector()['app'] = 'other';
      expect(service.versions).toEqual(['0.0.1', '0.0.2']);
      expect(service.podLabels()).toEqual({ app: 'web' });
      expect(service.version('0.0.1').selector()).toEqual({ app: 'web', version: '0.0.1' });
    });

    test('an unknown version is refused, with those that there are', () => {
      const service: VersionedService = web(shop());
      expect(() => service.version('0.0.3')).toThrow('version of web must be one of 0.0.1, 0.0.2, got "0.0.3"');
    });

    test('versions can be added later, and are then known to the compiler', () => {
      const chart = shop();
      const service = web(chart);
      const more = service.addVersion('0.0.3', { image: 'web:0.0.3', env: { A: 'b' } });
      expect(more).toBe(service);
      expect(more.version('0.0.3').service.name).toBe('webv0-0-3');
      expect(names(chart)).toContain('Deployment webv0-0-3');
      // @ts-expect-error the service before the version was added does not know it
      expect(() => service.version('0.0.3')).not.toThrow();
    });

    test('the compiler refuses unknown versions and mixed ones', () => {
      const chart = shop();
      const ports = { http: 80 };
      // @ts-expect-error stable is none of the versions
      expect(() => new VersionedService(chart, 'a', { ports, stable: 'v2', versions: { v1: { image: 'web:1' } } })).toThrow('stable of a');
      // @ts-expect-error a version has an image or a Deployment, not both
      const both: VersionProps = { image: 'web:1', deployment: chart };
      // @ts-expect-error a version without an image needs a Deployment
      const neither: VersionProps = {};
      expect(() => new VersionedService(chart, 'b', { ports, stable: 'v1', versions: { v1: both } })).toThrow('ApiObject');
      expect(() => new VersionedService(chart, 'c', { ports, stable: 'v1', versions: { v1: neither } })).toThrow(
        'image must be a line of text, got undefined',
      );
    });
  });
});
