import { ApiObject, Chart, Duration, JsonPatch, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { Mesh, MeshApp, MeshChart, warningsOf } from '../../src/mesh';
import { LoadGenerator, LoadGeneratorProps } from '../../src/workload/load-generator';

const URL = 'http://shop.web:8080/stocklevel';

/** The object that a load generator is. */
function workload(props: LoadGeneratorProps, id = 'load'): { [field: string]: unknown } {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
  new LoadGenerator(chart, id, props);
  const [object] = Testing.synth(chart) as { [field: string]: unknown }[];
  return object ?? {};
}

interface Container {
  readonly command?: string[];
  readonly args?: string[];
  readonly env?: { readonly name: string; readonly value?: string }[];
}

function container(props: LoadGeneratorProps): Container {
  const { spec } = workload(props) as { spec: { template: { spec: { containers: [Container] } } } };
  return spec.template.spec.containers[0];
}

test('minimal props call a URL once a second, for ever, without root', () => {
  expect(workload({ url: URL })).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'load', namespace: 'shop', labels: { app: 'load' } },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'load' } },
      strategy: { type: 'Recreate' },
      template: {
        metadata: { labels: { app: 'load' } },
        spec: {
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              name: 'load',
              image: 'fortio/fortio:1.75.3',
              args: ['load', '-qps', '1', '-c', '1', '-t', '0', '-allow-initial-errors', '-nocatchup', '-uniform', URL],
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsUser: 65532 },
            },
          ],
        },
      },
    },
  });
});

test('a duration makes it a Job', () => {
  expect(workload({ url: URL, duration: Duration.minutes(2) })).toMatchObject({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'load', labels: { app: 'load' } },
    spec: { template: { metadata: { labels: { app: 'load' } }, spec: { restartPolicy: 'Never', containers: [{ name: 'load' }] } } },
  });
  expect(container({ url: URL, duration: Duration.minutes(2) }).args?.slice(5, 7)).toEqual(['-t', '120s']);
  expect(container({ url: URL, duration: Duration.millis(1500) }).args?.slice(5, 7)).toEqual(['-t', '1500ms']);
});

type ForFortio = Omit<LoadGeneratorProps, 'command' | 'args'>;
type ForOthers = Omit<LoadGeneratorProps, 'headers' | 'basicAuthSecret' | 'insecureTls'>;

const ALL_FOR_FORTIO: Required<ForFortio> = {
  url: URL,
  rate: 2.5,
  concurrency: 4,
  duration: Duration.seconds(90),
  headers: { 'X-Team': 'shop' },
  basicAuthSecret: 'jack',
  insecureTls: true,
  env: { SSL_CERT_FILE: '/certs/ca.crt' },
  envFrom: [{ configMapRef: { name: 'settings' } }],
  name: 'storefront-load',
  image: 'registry.example/fortio:1.75.3',
  imagePullPolicy: 'Always',
  imagePullSecrets: ['registry'],
  resources: { limits: { memory: '64Mi' } },
  volumes: [{ name: 'certs', secret: { secretName: 'ca' }, mountPath: '/certs' }],
  serviceAccountName: 'load-account',
  podSecurity: 'restricted',
  runAsUser: 1000,
  securityContext: { readOnlyRootFilesystem: true },
  podLabels: { team: 'shop' },
  podAnnotations: { 'linkerd.io/inject': 'enabled' },
  terminationGracePeriodSeconds: 5,
};

test('all props reach the object', () => {
  expect(workload(ALL_FOR_FORTIO)).toMatchObject({
    kind: 'Job',
    metadata: { name: 'storefront-load', labels: { app: 'storefront-load' } },
    spec: {
      template: {
        metadata: { labels: { app: 'storefront-load', team: 'shop' }, annotations: { 'linkerd.io/inject': 'enabled' } },
        spec: {
          serviceAccountName: 'load-account',
          imagePullSecrets: [{ name: 'registry' }],
          terminationGracePeriodSeconds: 5,
          restartPolicy: 'Never',
          containers: [
            {
              image: 'registry.example/fortio:1.75.3',
              imagePullPolicy: 'Always',
              args: [
                ...['load', '-qps', '2.5', '-c', '4', '-t', '90s', '-allow-initial-errors', '-nocatchup', '-uniform', '-k'],
                ...['-H', 'X-Team: shop', '-user', '$(BASIC_AUTH_USERNAME):$(BASIC_AUTH_PASSWORD)', URL],
              ],
              env: [
                { name: 'BASIC_AUTH_USERNAME', valueFrom: { secretKeyRef: { name: 'jack', key: 'username' } } },
                { name: 'BASIC_AUTH_PASSWORD', valueFrom: { secretKeyRef: { name: 'jack', key: 'password' } } },
                { name: 'SSL_CERT_FILE', value: '/certs/ca.crt' },
              ],
              envFrom: [{ configMapRef: { name: 'settings' } }],
              resources: { limits: { memory: '64Mi' } },
              volumeMounts: [{ name: 'certs', mountPath: '/certs' }],
              securityContext: { runAsUser: 1000, readOnlyRootFilesystem: true },
            },
          ],
          volumes: [{ name: 'certs', secret: { secretName: 'ca' } }],
        },
      },
    },
  });
});

test('another program finds the load in its environment', () => {
  const { headers: _h, basicAuthSecret: _b, insecureTls: _i, ...others } = ALL_FOR_FORTIO;
  const props: Required<ForOthers> = {
    ...others,
    command: ['hey'],
    args: ['-z', '$(DURATION)', '-q', '$(RATE)', '-c', '$(CONCURRENCY)', '$(URL)'],
  };
  expect(container(props)).toMatchObject({
    command: ['hey'],
    args: ['-z', '$(DURATION)', '-q', '$(RATE)', '-c', '$(CONCURRENCY)', '$(URL)'],
    env: [
      { name: 'URL', value: URL },
      { name: 'RATE', value: '2.5' },
      { name: 'CONCURRENCY', value: '4' },
      { name: 'DURATION', value: '90s' },
      { name: 'SSL_CERT_FILE', value: '/certs/ca.crt' },
    ],
  });
});

test('without a duration, another program finds none; a script has the URL as data', () => {
  const script = 'while true; do curl -s "$URL"; sleep 1; done';
  const found = container({ url: "http://a.b/';reboot;'", image: 'curlimages/curl:8', command: ['sh', '-c', script] });
  expect(found.command).toEqual(['sh', '-c', script]);
  expect(found.args).toBeUndefined();
  expect(found.env).toEqual([
    { name: 'URL', value: "http://a.b/';reboot;'" },
    { name: 'RATE', value: '1' },
    { name: 'CONCURRENCY', value: '1' },
  ]);
});

/** What Kubernetes makes of an argument or the value of a variable: `$$` is a dollar, `$(NAME)` a variable. */
function expanded(text: string): string {
  return text.replace(/\$\$|\$\((HOME|URL|X)\)/g, (found) => (found === '$$' ? '$' : 'EXPANDED'));
}

test('no part of a URL or header is taken for a variable', () => {
  const part = fc.string({ unit: fc.constantFrom('$', '(', ')', 'HOME', 'URL', 'X', 'a', '{', '}', '`', ';', '"', "'", '&') });
  fc.assert(
    fc.property(part, (text) => {
      const url = `http://a.b/?${text}`;
      const args = container({ url, headers: { 'X-Text': `=${text}` } }).args?.map(expanded);
      expect(args?.slice(-3)).toEqual(['-H', `X-Text: =${text}`, url]);
      expect(expanded(container({ url, command: ['x'] }).env?.[0]?.value ?? '')).toBe(url);
    }),
  );
});

test('the object is the default child, and a patch of it survives', () => {
  const chart = new Chart(Testing.app(), 'chart');
  const load = new LoadGenerator(chart, 'load', { url: URL });
  expect(load.node.defaultChild).toBe(load.workload);
  ApiObject.of(load).addJsonPatch(JsonPatch.add('/spec/minReadySeconds', 5));
  expect(Testing.synth(chart)[0]).toHaveProperty('spec.minReadySeconds', 5);
});

describe('a Job beside the proxy of Linkerd', () => {
  const warnings = (mesh: Mesh, props: Partial<LoadGeneratorProps> = { duration: Duration.seconds(1) }) => {
    const chart = new MeshChart(new MeshApp(), 'chart', { namespace: 'shop', mesh });
    new LoadGenerator(chart, 'load', { url: URL, ...props });
    return warningsOf(chart).map(({ message }) => message);
  };

  test('does not end before 2.15, whatever one does', () => {
    expect(warnings(Mesh.linkerd('2.14'))).toEqual([
      'the Job does not end, because the proxy of linkerd 2.14 does not; leave duration out and delete the Deployment in time',
    ]);
  });

  test('ends from 2.15 on where the proxy is a native sidecar', () => {
    expect(warnings(Mesh.linkerd('2.19'))).toEqual([
      'the Job does not end, because the proxy of linkerd 2.19 does not; make it a native sidecar with podAnnotations: injectionAnnotations({ nativeSidecar: true }, meshOf(chart)), or leave duration out and delete the Deployment in time',
    ]);
    const native = { 'config.alpha.linkerd.io/proxy-enable-native-sidecar': 'true' };
    expect(warnings(Mesh.linkerd('2.18'), { duration: Duration.seconds(1), podAnnotations: native })).toEqual([]);
  });

  test('ends in 2.20, unless that is switched off', () => {
    expect(warnings(Mesh.linkerd('2.20'))).toEqual([]);
    const classic = { 'config.linkerd.io/proxy-enable-native-sidecar': 'false' };
    expect(warnings(Mesh.linkerd('2.20'), { duration: Duration.seconds(1), podAnnotations: classic })).toHaveLength(1);
  });

  test('is no matter without the proxy, without a duration, or with another mesh', () => {
    expect(warnings(Mesh.linkerd('2.10'), { duration: Duration.seconds(1), podAnnotations: { 'linkerd.io/inject': 'disabled' } })).toEqual(
      [],
    );
    expect(warnings(Mesh.linkerd('2.10'), {})).toEqual([]);
    expect(warnings(Mesh.gatewayApi())).toEqual([]);
  });
});

describe('bad props are refused', () => {
  test.each<[Partial<LoadGeneratorProps>, string]>([
    [{ url: '' }, 'url must be a URL such as http://shop.web:8080/path, got ""'],
    [{ url: 'shop:8080' }, 'got "shop:8080"'],
    [{ url: 'ftp://shop' }, 'got "ftp://shop"'],
    [{ url: '-H http://shop' }, 'got "-H http://shop"'],
    [{ url: 'http://shop/a b' }, 'got "http://shop/a b"'],
    [{ url: 'http://shop/\n-X' }, 'got "http://shop/\\n-X"'],
    [{ url: 'http://shop:99999/' }, 'got "http://shop:99999/"'],
    [
      { url: 'http://jack:password@shop/' },
      'url must have no user name and password in it; keep them in a Secret and name it in basicAuthSecret',
    ],
    [{ rate: 0 }, 'rate must be a number of requests per second above 0, got 0'],
    [{ rate: -1 }, 'got -1'],
    [{ rate: NaN }, 'got NaN'],
    [{ rate: Infinity }, 'got Infinity'],
    [{ concurrency: 0 }, 'concurrency must be a whole number from 1 to 10000, got 0'],
    [{ concurrency: 1.5 }, 'got 1.5'],
    [
      { duration: Duration.seconds(0) },
      'duration must be whole milliseconds from 1 to 9223372036854, got 0; leave it out for a load without end',
    ],
    [{ duration: Duration.millis(0.5) }, 'got 0.5'],
    [{ name: 'Load Generator' }, 'name of the load generator must be a DNS label'],
    [{ headers: { 'X A': 'b' } }, 'name of a header must be letters, digits and "-", got "X A"'],
    [{ headers: { 'X:': 'b' } }, 'got "X:"'],
    [{ headers: { 'X-A': 'b\r\nX-B: c' } }, 'header X-A must be a line of text, got "b\\r\\nX-B: c"'],
    [{ headers: { authorization: 'Basic x' } }, 'header authorization must not be in YAML; keep user name and password in a Secret'],
    [{ basicAuthSecret: 'Jack Password' }, 'basicAuthSecret must be lower-case letters'],
    [{ command: ['hey'], headers: {} }, 'headers must not be given with command or args, which do not see it; say it there'],
    [{ args: ['x'], basicAuthSecret: 'jack' }, 'basicAuthSecret must not be given with command or args'],
    [{ args: ['x'], insecureTls: true }, 'insecureTls must not be given with command or args'],
    [{ podLabels: { app: 'x' } }, 'label "app" of the pods must not be set'],
  ])('%j', (props, message) => expect(() => workload({ url: URL, ...props })).toThrow(message));

  test('text for a rate, from plain JavaScript', () => {
    const props: object = { url: URL, rate: '1 -k' };
    expect(() => workload(props as LoadGeneratorProps)).toThrow('rate must be a number of requests per second above 0, got "1 -k"');
  });
});
