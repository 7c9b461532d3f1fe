import { container, containerPort, ContainerProps, isContainerPortName, podVolumes } from '../../src/workload/container';

const HTTP = containerPort(8080, 'http');

/** The container as it is written: fields that are undefined are left out. */
function written(props: ContainerProps): unknown {
  return JSON.parse(JSON.stringify(container('web', props, [HTTP])));
}

describe('container', () => {
  test('needs an image and says nothing else', () => {
    expect(written({ image: 'web:1' })).toEqual({
      name: 'web',
      image: 'web:1',
      ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
    });
  });

  test('takes everything in the terms of Kubernetes', () => {
    const props: Required<ContainerProps> = {
      image: 'registry.example:5000/web@sha256:0123',
      imagePullPolicy: 'Always',
      command: ['/bin/web'],
      args: ['--level', '$(LEVEL)'],
      env: { LEVEL: 'info', PASSWORD: { secretKeyRef: { name: 'db', key: 'password' } }, 'java.opts': '' },
      envFrom: [{ configMapRef: { name: 'settings' } }],
      resources: { requests: { cpu: '100m', memory: '64Mi', 'example.com/gpu': '1' }, limits: { memory: '128Mi', 'example.com/gpu': '1' } },
      livenessProbe: { httpGet: { path: '/live', port: 'http' } },
      readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
      startupProbe: { exec: { command: ['true'] } },
      volumes: [{ name: 'data', emptyDir: {}, mountPath: '/data', readOnly: true, subPath: 'a/b' }],
    };
    expect(written(props)).toEqual({
      name: 'web',
      image: 'registry.example:5000/web@sha256:0123',
      imagePullPolicy: 'Always',
      command: ['/bin/web'],
      args: ['--level', '$(LEVEL)'],
      ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
      env: [
        { name: 'LEVEL', value: 'info' },
        { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
        { name: 'java.opts', value: '' },
      ],
      envFrom: [{ configMapRef: { name: 'settings' } }],
      resources: { requests: { cpu: '100m', memory: '64Mi', 'example.com/gpu': '1' }, limits: { memory: '128Mi', 'example.com/gpu': '1' } },
      livenessProbe: { httpGet: { path: '/live', port: 'http' } },
      readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
      startupProbe: { exec: { command: ['true'] } },
      volumeMounts: [{ name: 'data', mountPath: '/data', readOnly: true, subPath: 'a/b' }],
    });
    expect(podVolumes(props.volumes)).toEqual([{ name: 'data', emptyDir: {} }]);
  });

  test('leaves empty lists out', () => {
    expect(written({ image: 'web:1', command: [], args: [], env: {}, envFrom: [], volumes: [] })).toEqual(written({ image: 'web:1' }));
    expect(podVolumes([])).toBeUndefined();
    expect(podVolumes(undefined)).toBeUndefined();
  });

  test.each<[string, unknown, string]>([
    ['no image', { image: '' }, 'image must be a line of text, got ""'],
    ['an image that is no text', { image: undefined }, 'image must be a line of text, got undefined'],
    ['an image with a space', { image: 'web: 1' }, 'image must have no spaces, got "web: 1"'],
    ['an image with a newline', { image: 'web\nprivileged: true' }, 'image must be a line of text, got "web\\nprivileged: true"'],
    ['a pull policy', { imagePullPolicy: 'always' }, 'imagePullPolicy must be one of Always, IfNotPresent, Never, got "always"'],
    [
      'the name of a variable',
      { env: { '1ST': 'x' } },
      'name of an environment variable must be letters, digits, "-", "_" and ".", no digit first, got "1ST"',
    ],
    ['a variable with "="', { env: { 'A=B': 'x' } }, 'got "A=B"'],
    [
      'a variable that is a number',
      { env: { PORT: 8080 } },
      'value of environment variable PORT must be a string or say where it comes from, got 8080; put it in quotes',
    ],
    [
      'a variable that is null',
      { env: { PORT: null } },
      'value of environment variable PORT must be a string or say where it comes from, got null',
    ],
    [
      'a quantity',
      { resources: { limits: { cpu: 'much' } } },
      'limit of cpu must be a Kubernetes quantity of cores such as "100m" or "1", got "much"',
    ],
    ['a number for a quantity', { resources: { requests: { cpu: 1 } } }, 'request of cpu must be a Kubernetes quantity of cores'],
    [
      'memory in thousandths of a byte',
      { resources: { requests: { memory: '64m' } } },
      'request of memory must be a Kubernetes quantity of bytes',
    ],
    [
      'another resource',
      { resources: { limits: { 'example.com/gpu': 'one' } } },
      'limit of example.com/gpu must be a Kubernetes quantity, got "one"',
    ],
    [
      'more than the limit',
      { resources: { requests: { memory: '1Gi' }, limits: { memory: '1000Mi' } } },
      'request of memory must be at most its limit, 1000Mi, got 1Gi',
    ],
    [
      'a probe of an unknown port',
      { readinessProbe: { httpGet: { port: 'stockmanager-mgt' } } },
      'port of readinessProbe must be a number or the name of a container port: http (8080); got "stockmanager-mgt"',
    ],
    [
      'a probe of port 0',
      { livenessProbe: { tcpSocket: { port: 0 } } },
      'port of livenessProbe must be a whole number from 1 to 65535, got 0',
    ],
    [
      'a relative mount',
      { volumes: [{ name: 'a', mountPath: 'data' }] },
      'mountPath of volume "a" must be an absolute path without ":", got "data"',
    ],
    [
      'a mount with a colon',
      { volumes: [{ name: 'a', mountPath: '/a:ro' }] },
      'mountPath of volume "a" must be an absolute path without ":", got "/a:ro"',
    ],
    [
      'two mounts at one path',
      {
        volumes: [
          { name: 'a', mountPath: '/data' },
          { name: 'b', mountPath: '/data' },
        ],
      },
      'mountPath of volume "b" must be a path of its own, got "/data", where volume "a" is',
    ],
    [
      'a path out of the volume',
      { volumes: [{ name: 'a', mountPath: '/data', subPath: 'x/../../etc' }] },
      'subPath of volume "a" must be a path inside the volume, without "/" in front and without "..", got "x/../../etc"',
    ],
    ['an absolute path in a volume', { volumes: [{ name: 'a', mountPath: '/data', subPath: '/etc' }] }, 'got "/etc"'],
  ])('refuses %s', (_what, props, message) => {
    expect(() => container('web', { image: 'web:1', ...(props as object) }, [HTTP])).toThrow(message);
  });

  test('refuses a probe by name where the container has no ports', () => {
    expect(() => container('web', { image: 'web:1', startupProbe: { tcpSocket: { port: 'grpc' } } }, [])).toThrow(
      'there is none; got "grpc"',
    );
  });

  test('takes __proto__ and constructor for names of variables like any others', () => {
    const env = JSON.parse('{"__proto__": "a", "constructor": "b"}') as Record<string, string>;
    expect(container('web', { image: 'web:1', env }, []).env).toEqual([
      { name: '__proto__', value: 'a' },
      { name: 'constructor', value: 'b' },
    ]);
  });
});

describe('podVolumes', () => {
  test('refuses a name that is no DNS label', () => {
    expect(() => podVolumes([{ name: 'My_Data', mountPath: '/data' }])).toThrow('name of a volume must be a DNS label');
  });

  test('refuses one name twice', () => {
    const volumes = ['/a', '/b'].map((mountPath) => ({ name: 'data', emptyDir: {}, mountPath }));
    expect(() => podVolumes(volumes)).toThrow('name of a volume must be given once, got "data" twice');
  });
});

describe('containerPort', () => {
  test.each(['http', 'a', 'exactly-15-char', '8080-http'])('keeps the name %s', (name) => {
    expect(isContainerPortName(name)).toBe(true);
    expect(containerPort(80, name)).toEqual({ name, containerPort: 80, protocol: 'TCP' });
  });

  test.each(['stockmanager-mgt', '8080', 'a--b'])('leaves out the name %s, which Kubernetes refuses of a container', (name) => {
    expect(containerPort(80, name)).toEqual({ containerPort: 80, protocol: 'TCP' });
  });

  test.each([0, 65536, 80.5, NaN])('refuses the number %s', (number) => {
    expect(() => containerPort(number)).toThrow(`container port must be a whole number from 1 to 65535, got ${number}`);
  });
});
