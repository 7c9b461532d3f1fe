import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { Mesh } from '../../src/mesh';
import { injectionAnnotations } from '../../src/mesh/injection';
import type { InjectionOptions } from '../../src/mesh/injection-options';

describe('injection options become annotations', () => {
  test('no options are no annotations', () => {
    expect(injectionAnnotations({})).toEqual({});
  });

  test('every option has its annotation, and every value is a string', () => {
    const options: Required<Omit<InjectionOptions, 'waitBeforeExit'>> = {
      inject: 'ingress',
      proxyCpuRequest: '100m',
      proxyCpuLimit: '1',
      proxyMemoryRequest: '64Mi',
      proxyMemoryLimit: '250Mi',
      proxyEphemeralStorageRequest: '10M',
      proxyEphemeralStorageLimit: '1e9',
      skipInboundPorts: [22, '8000-8010'],
      skipOutboundPorts: [3306],
      opaquePorts: [9092, '27017-27019'],
      defaultInboundPolicy: 'cluster-authenticated',
      debugSidecar: true,
      debugImage: 'registry.example:5000/linkerd/debug',
      debugImageVersion: 'edge-26.6.1',
      proxyLogLevel: 'warn,linkerd=debug,linkerd_app[{client.addr}]=trace',
      proxyLogFormat: 'json',
      accessLog: 'apache',
      nativeSidecar: false,
      proxyAwait: false,
      shutdownGracePeriod: Duration.seconds(90),
    };
    expect(injectionAnnotations(options)).toEqual({
      'linkerd.io/inject': 'ingress',
      'config.linkerd.io/proxy-cpu-request': '100m',
      'config.linkerd.io/proxy-cpu-limit': '1',
      'config.linkerd.io/proxy-memory-request': '64Mi',
      'config.linkerd.io/proxy-memory-limit': '250Mi',
      'config.linkerd.io/proxy-ephemeral-storage-request': '10M',
      'config.linkerd.io/proxy-ephemeral-storage-limit': '1e9',
      'config.linkerd.io/skip-inbound-ports': '22,8000-8010',
      'config.linkerd.io/skip-outbound-ports': '3306',
      'config.linkerd.io/opaque-ports': '9092,27017-27019',
      'config.linkerd.io/default-inbound-policy': 'cluster-authenticated',
      'config.linkerd.io/enable-debug-sidecar': 'true',
      'config.linkerd.io/debug-image': 'registry.example:5000/linkerd/debug',
      'config.linkerd.io/debug-image-version': 'edge-26.6.1',
      'config.linkerd.io/proxy-log-level': 'warn,linkerd=debug,linkerd_app[{client.addr}]=trace',
      'config.linkerd.io/proxy-log-format': 'json',
      'config.linkerd.io/access-log': 'apache',
      'config.linkerd.io/proxy-enable-native-sidecar': 'false',
      'config.linkerd.io/proxy-await': 'disabled',
      'config.linkerd.io/shutdown-grace-period': '90s',
    });
  });

  test('an empty list of ports clears the list of the namespace, so it is written', () => {
    expect(injectionAnnotations({ opaquePorts: [], skipInboundPorts: [] })).toEqual({
      'config.linkerd.io/opaque-ports': '',
      'config.linkerd.io/skip-inbound-ports': '',
    });
  });

  test('false is written too, for the namespace may say true', () => {
    expect(injectionAnnotations({ debugSidecar: false })).toEqual({ 'config.linkerd.io/enable-debug-sidecar': 'false' });
  });
});

describe('a native sidecar', () => {
  test.each([
    ['2.15', 'config.alpha.linkerd.io/proxy-enable-native-sidecar'],
    ['2.18', 'config.alpha.linkerd.io/proxy-enable-native-sidecar'],
    ['2.19', 'config.beta.linkerd.io/proxy-enable-native-sidecar'],
    ['2.20', 'config.linkerd.io/proxy-enable-native-sidecar'],
  ] as const)('of Linkerd %s is asked for by %s', (version, annotation) => {
    expect(injectionAnnotations({ nativeSidecar: true }, Mesh.linkerd(version))).toEqual({ [annotation]: 'true' });
  });

  test.each([Mesh.linkerd('2.14'), Mesh.gatewayApi()])('is refused for %s, which would ignore it', (mesh) => {
    expect(() => injectionAnnotations({ nativeSidecar: true }, mesh)).toThrow(
      `nativeSidecar needs Linkerd 2.15 or later, got ${mesh}; leave it out`,
    );
  });

  test('does not wait before it exits: Linkerd would mesh no pod', () => {
    const waitBeforeExit = Duration.seconds(5);
    expect(() => injectionAnnotations({ nativeSidecar: true, waitBeforeExit }, Mesh.linkerd('2.18'))).toThrow(
      'waitBeforeExit must not be set for a native sidecar',
    );
    expect(() => injectionAnnotations({ waitBeforeExit })).toThrow(
      'a native sidecar is the default of linkerd 2.20; leave waitBeforeExit out, or set nativeSidecar to false',
    );
  });

  test('is not meant where it is switched off, or no default yet', () => {
    const waitBeforeExit = Duration.minutes(1);
    const annotation = { 'config.alpha.linkerd.io/proxy-wait-before-exit-seconds': '60' };
    expect(injectionAnnotations({ waitBeforeExit, nativeSidecar: false })).toMatchObject(annotation);
    expect(injectionAnnotations({ waitBeforeExit }, Mesh.linkerd('2.10'))).toEqual(annotation);
  });
});

describe('a value that Linkerd would ignore is refused', () => {
  // As plain JavaScript would pass them.
  const options = (json: object): InjectionOptions => json;

  test.each<[object, string]>([
    [{ inject: 'true' }, 'inject must be one of enabled, disabled, ingress, got "true"'],
    [{ inject: 'Enabled' }, 'inject must be one of enabled, disabled, ingress, got "Enabled"'],
    [{ proxyCpuRequest: '100 m' }, 'proxyCpuRequest must be a Kubernetes quantity of cores such as "100m" or "1", got "100 m"'],
    [{ proxyCpuRequest: 0.1 }, 'proxyCpuRequest must be a Kubernetes quantity of cores such as "100m" or "1", got 0.1'],
    [{ proxyCpuLimit: '-1' }, 'proxyCpuLimit must be a Kubernetes quantity'],
    [{ proxyMemoryRequest: '64MB' }, 'proxyMemoryRequest must be a Kubernetes quantity of bytes such as "64Mi" or "1Gi", got "64MB"'],
    [{ proxyMemoryLimit: '64m' }, 'got "64m", which is 0.064 bytes; use 64Mi, say'],
    [{ proxyMemoryRequest: '1Gi', proxyMemoryLimit: '512Mi' }, 'proxyMemoryRequest must be at most proxyMemoryLimit, 512Mi, got 1Gi'],
    [{ proxyCpuRequest: '2', proxyCpuLimit: '1500m' }, 'proxyCpuRequest must be at most proxyCpuLimit, 1500m, got 2'],
    [{ opaquePorts: [0] }, 'opaquePorts must be a whole number from 1 to 65535, got 0'],
    [{ opaquePorts: [65536] }, 'opaquePorts must be a whole number from 1 to 65535, got 65536'],
    [
      { skipInboundPorts: ['8010-8000'] },
      'skipInboundPorts must be ranges from the lower to the higher port, got "8010-8000"; use "8000-8010"',
    ],
    [{ skipInboundPorts: ['mysql'] }, 'skipInboundPorts must be port numbers and ranges such as "8000-8010", got "mysql"'],
    [{ skipOutboundPorts: ['1-2-3'] }, 'skipOutboundPorts must be port numbers and ranges'],
    [{ skipOutboundPorts: ['1-70000'] }, 'skipOutboundPorts must be a whole number from 1 to 65535, got 70000'],
    [{ defaultInboundPolicy: 'allow' }, 'defaultInboundPolicy must be one of all-unauthenticated,'],
    [{ debugSidecar: 'yes' }, 'debugSidecar must be true or false, got "yes"'],
    [{ debugImage: 'example/debug:v1' }, 'debugImage must be an image without a tag, got "example/debug:v1"; the tag is debugImageVersion'],
    [{ debugImageVersion: 'a b' }, 'debugImageVersion must be the tag of an image, got "a b"'],
    [{ proxyLogLevel: 'warn","x":"y' }, 'proxyLogLevel must be levels by module'],
    [{ proxyLogFormat: 'text' }, 'proxyLogFormat must be one of plain, json, got "text"'],
    [{ accessLog: 'on' }, 'accessLog must be one of apache, json, got "on"'],
    [{ proxyAwait: 'enabled' }, 'proxyAwait must be true or false, got "enabled"'],
    [{ waitBeforeExit: Duration.millis(1500), nativeSidecar: false }, 'waitBeforeExit must be whole seconds from 0 to 9223372036, got 1.5'],
    [{ shutdownGracePeriod: Duration.millis(0.5) }, 'shutdownGracePeriod must be whole milliseconds from 0 to 9223372036854, got 0.5'],
  ])('%j: %s', (given, message) => {
    expect(() => injectionAnnotations(options(given))).toThrow(message);
  });

  test('whatever the values are, an annotation is one line of text without quotes', () => {
    const value = fc.oneof(fc.string(), fc.constantFrom('1', '64Mi', '8000-8010', 'warn', 'a"b', 'x\ny'));
    fc.assert(
      fc.property(
        value,
        fc.constantFrom('proxyCpuLimit', 'proxyMemoryLimit', 'proxyLogLevel', 'debugImage', 'debugImageVersion', 'inject'),
        (text, option) => {
          const written = attempt(() => injectionAnnotations(options({ [option]: text })));
          return (
            written === undefined || Object.values(written).every((annotation) => annotation === text && !/["\p{Cc}]/u.test(annotation))
          );
        },
      ),
    );
  });

  test('ports and ranges that are written are ports and ranges that Linkerd reads', () => {
    const port = fc.integer({ min: 1, max: 65535 });
    const range = fc.tuple(port, port).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}` as const);
    fc.assert(
      fc.property(fc.array(fc.oneof(port, range)), (opaquePorts) => {
        expect(injectionAnnotations({ opaquePorts })).toEqual({ 'config.linkerd.io/opaque-ports': opaquePorts.join(',') });
      }),
    );
  });
});

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
