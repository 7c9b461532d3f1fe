import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { MeshApp, MeshChart } from '../../src/mesh';
import { PreviewIngress, PreviewIngressProps, VersionedService } from '../../src/service';
import { one, plainChart, shop } from './kit';

function versioned(chart: Chart) {
  return new VersionedService(chart, 'web', {
    ports: { http: 8080, 'stockmanager-mgt': 9081 },
    stable: '0.0.1',
    versions: { '0.0.1': { image: 'web:1' }, '0.0.2': { image: 'web:2' } },
  });
}

/** The paths of a preview with these props. */
function paths(props: Partial<PreviewIngressProps<'0.0.1' | '0.0.2'>>) {
  const chart = shop();
  new PreviewIngress(chart, 'preview', { service: versioned(chart), hosts: ['a.com'], ...props });
  const { rules } = one(chart, 'Ingress')['spec'] as { rules: { http: { paths: { path: string; backend: { service: object } }[] } }[] };
  return rules[0]?.http.paths ?? [];
}

/** Whether ingress-nginx sends a request to a path, and what the pods see: the regular expression counts from the start, in any case. */
function rewritten(regex: string, request: string): string | undefined {
  const found = new RegExp(`^${regex}`, 'i').exec(request);
  return found ? `/${found[2] ?? ''}` : undefined;
}

describe('PreviewIngress', () => {
  test('offers each version under the name of its Service, on one host', () => {
    const chart = shop();
    new PreviewIngress(chart, 'preview', { service: versioned(chart), hosts: ['shop.example.com'] });
    expect(one(chart, 'Ingress')).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        name: 'preview',
        namespace: 'shop',
        annotations: { 'nginx.ingress.kubernetes.io/use-regex': 'true', 'nginx.ingress.kubernetes.io/rewrite-target': '/$2' },
      },
      spec: {
        ingressClassName: 'nginx',
        rules: [
          {
            host: 'shop.example.com',
            http: {
              paths: [
                {
                  path: '/webv0-0-1(/|$)(.*)',
                  pathType: 'ImplementationSpecific',
                  backend: { service: { name: 'webv0-0-1', port: { name: 'http' } } },
                },
                {
                  path: '/webv0-0-2(/|$)(.*)',
                  pathType: 'ImplementationSpecific',
                  backend: { service: { name: 'webv0-0-2', port: { name: 'http' } } },
                },
              ],
            },
          },
        ],
      },
    });
  });

  test('takes everything: hosts, a certificate, versions, a port and paths', () => {
    const chart = plainChart('shop');
    const props: Required<PreviewIngressProps<'0.0.1' | '0.0.2'>> = {
      service: versioned(chart),
      hosts: ['a.example.com', 'b.example.com'],
      tlsSecretName: 'tls-shop',
      ingressClassName: 'internal',
      annotations: { 'example.com/team': 'shop' },
      versions: ['0.0.2'],
      port: 'stockmanager-mgt',
      paths: { '0.0.2': '/preview/v0.0.2/' },
      name: 'web-preview',
    };
    new PreviewIngress(chart, 'preview', props);
    const path = {
      path: '/preview/v0\\.0\\.2(/|$)(.*)',
      pathType: 'ImplementationSpecific',
      backend: { service: { name: 'webv0-0-2', port: { number: 9081 } } },
    };
    expect(one(chart, 'Ingress')).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        name: 'web-preview',
        namespace: 'shop',
        annotations: {
          'nginx.ingress.kubernetes.io/use-regex': 'true',
          'nginx.ingress.kubernetes.io/rewrite-target': '/$2',
          'example.com/team': 'shop',
        },
      },
      spec: {
        ingressClassName: 'internal',
        tls: [{ hosts: ['a.example.com', 'b.example.com'], secretName: 'tls-shop' }],
        rules: [
          { host: 'a.example.com', http: { paths: [path] } },
          { host: 'b.example.com', http: { paths: [path] } },
        ],
      },
    });
  });

  test.each([
    ['/v0.0.2', undefined],
    ['/v0.0.1', '/'],
    ['/v0.0.1/', '/'],
    ['/v0.0.1/stock/1?x=y', '/stock/1?x=y'],
    ['/v0.0.10/stock', undefined],
    ['/v0x0.1/stock', undefined],
    ['/x/v0.0.1', undefined],
  ])('a request for %s reaches the pods as %s', (request, seen) => {
    expect(rewritten(paths({ versions: ['0.0.1'], paths: { '0.0.1': '/v0.0.1' } })[0]?.path ?? '', request)).toBe(seen);
  });

  test('shows versions that were added before it, unless it is told which', () => {
    const chart = shop();
    const service = versioned(chart).addVersion('0.0.3', { image: 'web:3' });
    new PreviewIngress(chart, 'preview', { service, hosts: ['a.com'] });
    expect(JSON.stringify(one(chart, 'Ingress'))).toContain('webv0-0-3');
  });

  test.each<[string, Partial<PreviewIngressProps<'0.0.1' | '0.0.2'>>, string]>([
    ['no version', { versions: [] }, 'versions must name at least one version, got none'],
    ['a version twice', { versions: ['0.0.1', '0.0.1'] }, 'path /webv0-0-1 must show one version only, got it for 0.0.1 too'],
    ['an unknown version', { versions: ['0.0.3' as '0.0.2'] }, 'version of web must be one of 0.0.1, 0.0.2, got "0.0.3"'],
    [
      'an unknown port',
      { port: 'grpc' },
      'port of service webv0-0-1 must be one that it has: http (8080), stockmanager-mgt (9081); got "grpc"',
    ],
    ['no host', { hosts: [] }, 'hosts must name at least one host'],
    ['one path for two versions', { paths: { '0.0.1': '/x', '0.0.2': '/x/' } }, 'path /x must show one version only, got it for 0.0.2 too'],
    ['a name', { name: 'A' }, 'name of the ingress must be'],
    [
      'an annotation that the rewriting needs',
      { annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/' } },
      'must not be set: the paths need it to be "/$2"; leave it out',
    ],
  ])('refuses %s', (_what, props, message) => {
    expect(() => paths(props)).toThrow(message);
  });

  test.each([
    'x',
    '',
    '/',
    '//',
    '/a b',
    '/a//b',
    '/a/../b',
    '/..',
    '/a;return 200',
    '/a{}',
    '/a}',
    '/$uri',
    '/(.*)',
    '/a|b',
    '/[a]',
    '/a\\b',
    '/a"b',
    "/a'b",
    '/a#b',
    '/a?b',
    '/a*',
    '/a+',
    '/a^',
    '/a\nb',
    '/ä',
    '/%2e%2e/',
  ])('refuses the path %j, which nginx could read as something else', (path) => {
    expect(() => paths({ paths: { '0.0.1': path } })).toThrow('path of version 0.0.1 must be');
  });

  test('says what a path may be, and what was given', () => {
    expect(() => paths({ paths: { '0.0.1': '/' } })).toThrow(
      'path of version 0.0.1 must be names of letters, digits, "-", "_", "." and "~" with a "/" before each, such as /preview/v2, got "/"',
    );
  });

  test('refuses Services of another namespace, which an Ingress cannot reach', () => {
    const chart = shop();
    const other = new Chart(chart, 'other', { namespace: 'other' });
    expect(() => new PreviewIngress(other, 'preview', { service: versioned(chart), hosts: ['a.com'] })).toThrow(
      'service webv0-0-1 is in namespace shop, where its Ingress must be; put it into a chart of that namespace',
    );
  });

  test('is its Ingress, whose patches reach the YAML', () => {
    const app = new MeshApp();
    const chart = new MeshChart(app, 'shop', { namespace: 'shop' });
    const preview = new PreviewIngress(chart, 'preview', { service: versioned(chart), hosts: ['a.com'] });
    expect(ApiObject.of(preview)).toBe(preview.ingress);
    ApiObject.of(preview).addJsonPatch(JsonPatch.add('/spec/defaultBackend', { service: { name: 'web', port: { number: 80 } } }));
    expect(app.synthYaml()).toContain('  defaultBackend:\n');
  });

  test('the compiler knows the versions', () => {
    const chart = shop();
    const service = versioned(chart);
    // @ts-expect-error there is no such version
    expect(() => new PreviewIngress(chart, 'preview', { service, hosts: ['a.com'], versions: ['0.0.3'] })).toThrow(
      'version of web must be',
    );
  });
});
