import type { Probe } from 'kubernetes-types/core/v1';
import { containerPort } from '../../src/workload/container';
import { containerProbe, ProbeKind } from '../../src/workload/probe';

const PORTS = [containerPort(8080, 'http'), containerPort(9090)];
const tcp: Probe = { tcpSocket: { port: 'http' } };

describe('containerProbe', () => {
  test.each<[ProbeKind, Probe]>([
    ['livenessProbe', { httpGet: { port: 'http', path: '/live', scheme: 'HTTPS', httpHeaders: [{ name: 'X-Probe', value: '' }] } }],
    ['livenessProbe', { ...tcp, terminationGracePeriodSeconds: 1, successThreshold: 1 }],
    ['readinessProbe', { tcpSocket: { port: 9090 }, successThreshold: 3, initialDelaySeconds: 0, periodSeconds: 5 }],
    ['startupProbe', { grpc: { port: 9090 }, failureThreshold: 30, timeoutSeconds: 2 }],
    ['startupProbe', { exec: { command: ['true'] } }],
  ])('takes a %s %j', (kind, probe) => {
    expect(containerProbe(kind, probe, PORTS)).toEqual(probe);
  });

  test('says nothing where nothing is said', () => {
    expect(containerProbe('livenessProbe', undefined, PORTS)).toBeUndefined();
  });

  test.each<[string, ProbeKind, unknown, string]>([
    [
      'no handler',
      'livenessProbe',
      { periodSeconds: 1 },
      'livenessProbe must have exactly one of exec, httpGet, tcpSocket, grpc, got none',
    ],
    ['two handlers', 'livenessProbe', { ...tcp, exec: { command: ['true'] } }, 'got exec and tcpSocket'],
    ['no command', 'startupProbe', { exec: {} }, 'command of startupProbe must have at least one word, got none'],
    [
      'a scheme in lower case',
      'livenessProbe',
      { httpGet: { port: 80, scheme: 'https' } },
      'scheme of livenessProbe must be one of HTTP, HTTPS',
    ],
    [
      'the name of a header',
      'livenessProbe',
      { httpGet: { port: 80, httpHeaders: [{ name: 'x probe', value: 'y' }] } },
      'name of a header of livenessProbe must be letters, digits and "-", got "x probe"',
    ],
    ['no port', 'readinessProbe', { tcpSocket: {} }, 'readinessProbe must have a port, got none'],
    [
      'a number that is no port',
      'readinessProbe',
      { grpc: { port: 70000 } },
      'port of readinessProbe must be a whole number from 1 to 65535',
    ],
    ['the name of no port', 'readinessProbe', { tcpSocket: { port: 'web' } }, 'container port: http (8080), 9090; got "web"'],
    ['a negative period', 'livenessProbe', { ...tcp, periodSeconds: -1 }, 'periodSeconds of livenessProbe must be a whole number from 0'],
    ['half a second', 'livenessProbe', { ...tcp, timeoutSeconds: 0.5 }, 'timeoutSeconds of livenessProbe must be a whole number from 0'],
    [
      'several successes where one must do',
      'livenessProbe',
      { ...tcp, successThreshold: 2 },
      'successThreshold of livenessProbe must be a whole number from 0 to 1, got 2',
    ],
    [
      'a grace period of none',
      'startupProbe',
      { ...tcp, terminationGracePeriodSeconds: 0 },
      'terminationGracePeriodSeconds of startupProbe must be a whole number from 1',
    ],
    [
      'a grace period where nothing ends',
      'readinessProbe',
      { ...tcp, terminationGracePeriodSeconds: 5 },
      'readinessProbe must have no terminationGracePeriodSeconds',
    ],
  ])('refuses %s', (_what, kind, probe, message) => {
    expect(() => containerProbe(kind, probe as Probe, PORTS)).toThrow(message);
  });
});
