import { containerPorts, namedPorts, PortProps, Ports, servicePorts } from '../../src/service/ports';

describe('the ports of a service', () => {
  test('a number is the port of Service and container', () => {
    const ports = namedPorts({ http: 8080 });
    expect(servicePorts(ports)).toEqual([{ name: 'http', protocol: 'TCP', port: 8080 }]);
    expect(containerPorts(ports)).toEqual([{ name: 'http', containerPort: 8080, protocol: 'TCP' }]);
  });

  test('say everything else by props', () => {
    const props: Required<PortProps> = { port: 80, targetPort: 8080, containerPortName: 'web', appProtocol: 'kubernetes.io/h2c' };
    const ports = namedPorts({ http: props });
    expect(servicePorts(ports)).toEqual([{ name: 'http', protocol: 'TCP', appProtocol: 'kubernetes.io/h2c', port: 80, targetPort: 8080 }]);
    expect(containerPorts(ports)).toEqual([{ name: 'web', containerPort: 8080, protocol: 'TCP' }]);
  });

  test('keep their order', () => {
    expect(namedPorts({ zipkin: 9411, admin: 9990, api: 80 }).map(({ name }) => name)).toEqual(['zipkin', 'admin', 'api']);
  });

  test('have names of up to 63 characters, which the container does without', () => {
    const ports = namedPorts({ 'stockmanager-mgt': 9081, [`a${'b'.repeat(62)}`]: 9082 });
    expect(servicePorts(ports).map(({ name }) => name)).toEqual(['stockmanager-mgt', `a${'b'.repeat(62)}`]);
    expect(containerPorts(ports)).toEqual([
      { containerPort: 9081, protocol: 'TCP' },
      { containerPort: 9082, protocol: 'TCP' },
    ]);
  });

  test('may share a port of the container, which then has the name of the first', () => {
    expect(containerPorts(namedPorts({ http: 80, legacy: { port: 8000, targetPort: 80 } }))).toEqual([
      { name: 'http', containerPort: 80, protocol: 'TCP' },
    ]);
  });

  test('may be called constructor', () => {
    expect(servicePorts(namedPorts({ constructor: 80 }))).toEqual([{ name: 'constructor', protocol: 'TCP', port: 80 }]);
  });

  test.each<[string, Ports, string]>([
    ['no ports', {}, 'ports must name at least one port, got none; write { http: 8080 }'],
    ['port 0', { http: 0 }, 'port http must be a whole number from 1 to 65535, got 0'],
    ['port 65536', { http: 65536 }, 'port http must be a whole number from 1 to 65535, got 65536'],
    ['half a port', { http: { port: 80.5 } }, 'port http must be a whole number from 1 to 65535, got 80.5'],
    ['a target port 0', { http: { port: 80, targetPort: 0 } }, 'targetPort of http must be a whole number from 1 to 65535, got 0'],
    ['a number twice', { http: 80, web: 80 }, 'ports must have numbers of their own, got 80 for "http" and "web"'],
    ['a name with a dot', { 'http.web': 80 }, 'name of a port must be a DNS label'],
    ['a name of 64 characters', { [`a${'b'.repeat(63)}`]: 80 }, '(64 characters)'],
    ['a name of digits', { '80': 80 }, 'name of a port must have a letter, got "80"; use http-80, say'],
    ['the name __proto__', JSON.parse('{"__proto__": 80}') as Ports, 'name of a port must be a DNS label'],
    ['a protocol', { http: { port: 80, appProtocol: 'a b' } }, 'appProtocol of http must be a label key'],
  ])('refuse %s', (_what, ports, message) => {
    expect(() => namedPorts(ports)).toThrow(message);
  });

  test.each<[string, Ports, string]>([
    [
      'a container name of 16 characters',
      { http: { port: 80, containerPortName: 'stockmanager-mgt' } },
      'containerPortName must have at most 15 characters, a letter and no "--", got "stockmanager-mgt"',
    ],
    ['a container name with two dashes', { http: { port: 80, containerPortName: 'a--b' } }, 'got "a--b"'],
    ['a container name in upper case', { http: { port: 80, containerPortName: 'HTTP' } }, 'containerPortName must be a DNS label'],
    [
      'a container name twice',
      { http: { port: 80, containerPortName: 'web' }, web: 81 },
      'containerPortName must differ from port to port, got "web" twice',
    ],
  ])('refuse %s', (_what, ports, message) => {
    expect(() => containerPorts(namedPorts(ports))).toThrow(message);
  });
});
