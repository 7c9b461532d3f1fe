import { containerPort, ContainerProps } from '../../src/workload/container';
import { PodIdentity, PodProps, podTemplate } from '../../src/workload/pod';

const IDENTITY: PodIdentity = { containerName: 'web', selector: { app: 'web', version: '1' }, ports: [containerPort(80, 'http')] };

/** The template as it is written: fields that are undefined are left out. */
function written(props: PodProps): unknown {
  return JSON.parse(JSON.stringify(podTemplate(IDENTITY, props)));
}

describe('podTemplate', () => {
  test('is restricted, as Pod Security calls it, with nothing but an image', () => {
    expect(written({ image: 'web:1' })).toEqual({
      metadata: { labels: { app: 'web', version: '1' } },
      spec: {
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            name: 'web',
            image: 'web:1',
            ports: [{ name: 'http', containerPort: 80, protocol: 'TCP' }],
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          },
        ],
      },
    });
  });

  test('has no security context where restriction is opted out', () => {
    expect(written({ image: 'web:1', podSecurity: 'none' })).toEqual({
      metadata: { labels: { app: 'web', version: '1' } },
      spec: { containers: [{ name: 'web', image: 'web:1', ports: [{ name: 'http', containerPort: 80, protocol: 'TCP' }] }] },
    });
  });

  test('takes everything else that a pod needs', () => {
    const props: Required<Omit<PodProps, keyof ContainerProps>> = {
      serviceAccountName: 'shop.web',
      podSecurity: 'restricted',
      runAsUser: 1000,
      securityContext: { readOnlyRootFilesystem: true, capabilities: { add: ['NET_BIND_SERVICE'] } },
      podLabels: { team: 'shop' },
      podAnnotations: { 'linkerd.io/inject': 'enabled' },
      terminationGracePeriodSeconds: 0,
      imagePullSecrets: ['registry', 'mirror', 'registry'],
    };
    expect(written({ image: 'web:1', ...props })).toEqual({
      metadata: { labels: { app: 'web', version: '1', team: 'shop' }, annotations: { 'linkerd.io/inject': 'enabled' } },
      spec: {
        serviceAccountName: 'shop.web',
        imagePullSecrets: [{ name: 'registry' }, { name: 'mirror' }],
        terminationGracePeriodSeconds: 0,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            name: 'web',
            image: 'web:1',
            ports: [{ name: 'http', containerPort: 80, protocol: 'TCP' }],
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
              runAsUser: 1000,
              readOnlyRootFilesystem: true,
            },
          },
        ],
      },
    });
  });

  test('puts volumes into the pod and mounts into the container', () => {
    const template = podTemplate(IDENTITY, { image: 'web:1', volumes: [{ name: 'tmp', emptyDir: {}, mountPath: '/tmp' }] });
    expect(template.spec?.volumes).toEqual([{ name: 'tmp', emptyDir: {} }]);
    expect(template.spec?.containers[0]?.volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }]);
  });

  test("the user's own security context wins over the restriction", () => {
    const template = podTemplate(IDENTITY, {
      image: 'web:1',
      securityContext: { allowPrivilegeEscalation: true, capabilities: { drop: [] } },
    });
    expect(template.spec?.containers[0]?.securityContext).toEqual({ allowPrivilegeEscalation: true, capabilities: { drop: [] } });
  });

  test('without restriction, capabilities are those that are given', () => {
    const template = podTemplate(IDENTITY, {
      image: 'web:1',
      podSecurity: 'none',
      runAsUser: 0,
      securityContext: { capabilities: { add: ['SYS_TIME'] } },
    });
    expect(template.spec?.containers[0]?.securityContext).toEqual({ capabilities: { add: ['SYS_TIME'] }, runAsUser: 0 });
  });

  test.each<[string, Record<string, unknown>, string]>([
    [
      'a label that selects the pods',
      { podLabels: { version: '2' } },
      'label "version" of the pods must not be set: Services select it with "1"; use another key',
    ],
    ['the same label with the same value', { podLabels: { app: 'web' } }, 'label "app" of the pods must not be set'],
    ['a value that is no label value', { podLabels: { team: 'a b' } }, 'label of the pods "team" must be a label value'],
    ['an annotation that is no text', { podAnnotations: { scrape: true } }, 'annotation of the pods "scrape" must be a string, got true'],
    ['another podSecurity', { podSecurity: 'baseline' }, 'podSecurity must be one of restricted, none, got "baseline"'],
    ['root where pods are restricted', { runAsUser: 0 }, 'runAsUser must be a whole number from 1 to 2147483647, got 0'],
    ['a negative grace period', { terminationGracePeriodSeconds: -1 }, 'terminationGracePeriodSeconds must be a whole number from 0'],
    ['a service account', { serviceAccountName: 'Shop' }, 'serviceAccountName must be lower-case letters'],
    ['a pull secret', { imagePullSecrets: ['a/b'] }, 'image pull secret must be lower-case letters'],
  ])('refuses %s', (_what, props, message) => {
    expect(() => podTemplate(IDENTITY, { image: 'web:1', ...props })).toThrow(message);
  });

  test('refuses a container whose name is no DNS label', () => {
    expect(() => podTemplate({ ...IDENTITY, containerName: 'a.b' }, { image: 'web:1' })).toThrow(
      'name of the container must be a DNS label',
    );
  });

  test('takes constructor for a key like any other', () => {
    expect(
      podTemplate(IDENTITY, { image: 'web:1', podAnnotations: { constructor: 'a' }, podLabels: { constructor: 'b' } }).metadata,
    ).toEqual({
      labels: { app: 'web', version: '1', constructor: 'b' },
      annotations: { constructor: 'a' },
    });
  });
});
