import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import fc from 'fast-check';
import { Mesh, MeshApp, MeshChart, RoutingApi } from '../../src/mesh';
import { VersionedService } from '../../src/service';
import { CanarySplit, PathMatch, RequestMatch, RequestSplit, RequestSplitProps, TextMatch } from '../../src/traffic';
import { names, one, plainChart, shop } from '../service/kit';

const ANY_PATH = { type: 'PathPrefix', value: '/' };

function versioned(chart: Chart, ports: Record<string, number> = { http: 80 }) {
  return new VersionedService(chart, 'web', { ports, stable: 'v1', versions: { v1: { image: 'web:1' }, v2: { image: 'web:2' } } });
}

function backend(name: string, weight: number) {
  return { group: '', kind: 'Service', name, namespace: 'shop', port: 80, weight };
}

describe('RequestSplit', () => {
  describe('by HTTPRoute', () => {
    test.each<RoutingApi>(['gateway.networking.k8s.io/v1', 'policy.linkerd.io/v1beta2', 'policy.linkerd.io/v1beta3'])(
      'with %s sends what matches to one version, and everything else to the apex',
      (api) => {
        const chart = shop();
        new RequestSplit(chart, 'insiders', { service: versioned(chart), to: 'v2', match: [{ headers: { 'x-insider': 'yes' } }], api });
        expect(one(chart, 'HTTPRoute')).toEqual({
          apiVersion: api,
          kind: 'HTTPRoute',
          metadata: { name: 'insiders', namespace: 'shop' },
          spec: {
            parentRefs: [{ group: '', kind: 'Service', name: 'web', namespace: 'shop', port: 80 }],
            rules: [
              {
                matches: [{ path: ANY_PATH, headers: [{ type: 'Exact', name: 'x-insider', value: 'yes' }] }],
                backendRefs: [backend('webv2', 1)],
              },
              { matches: [{ path: ANY_PATH }], backendRefs: [backend('web', 1)] },
            ],
          },
        });
      },
    );

    test('takes everything, each match on its own, for each port', () => {
      const chart = shop();
      const props: Required<RequestSplitProps<'v1' | 'v2'>> = {
        service: versioned(chart, { http: 80, admin: 9990 }),
        to: 'v2',
        match: [
          { path: '/api', method: 'GET' },
          { path: PathMatch.exact('/health'), headers: { cookie: TextMatch.regex('insider=.*|beta') } },
          { path: PathMatch.regex('/a|/ab') },
        ],
        otherwise: { v1: 95, v2: 5 },
        api: 'gateway.networking.k8s.io/v1',
        ports: ['http', 'admin'],
        name: 'web-requests',
      };
      new RequestSplit(chart, 'requests', props);
      expect(names(chart).filter((name) => name.startsWith('HTTPRoute'))).toEqual([
        'HTTPRoute web-requests-admin',
        'HTTPRoute web-requests',
      ]);
      expect(one(chart, 'HTTPRoute', 'web-requests')['spec']).toEqual({
        parentRefs: [{ group: '', kind: 'Service', name: 'web', namespace: 'shop', port: 80 }],
        rules: [
          {
            matches: [
              { path: { type: 'PathPrefix', value: '/api' }, method: 'GET' },
              {
                path: { type: 'Exact', value: '/health' },
                headers: [{ type: 'RegularExpression', name: 'cookie', value: '^(?:insider=.*|beta)$' }],
              },
              { path: { type: 'RegularExpression', value: '^(?:/a|/ab)$' } },
            ],
            backendRefs: [backend('webv2', 1)],
          },
          { matches: [{ path: ANY_PATH }], backendRefs: [backend('webv1', 95), backend('webv2', 5)] },
        ],
      });
      expect(one(chart, 'HTTPRoute', 'web-requests-admin')['spec']).toMatchObject({ parentRefs: [{ port: 9990 }] });
    });

    test.each<[RoutingApi, number]>([
      ['gateway.networking.k8s.io/v1', 64],
      ['policy.linkerd.io/v1beta2', 8],
      ['policy.linkerd.io/v1beta3', 8],
    ])('%s takes %i matches and no more', (api, most) => {
      const split = (count: number) => {
        const chart = shop();
        const match = Array.from({ length: count }, (_, index) => ({ path: `/${index}` }));
        new RequestSplit(chart, 'requests', { service: versioned(chart), to: 'v2', match, api });
        return one(chart, 'HTTPRoute');
      };
      expect(() => split(most)).not.toThrow();
      expect(() => split(most + 1)).toThrow(`match must have at most ${most} entries with ${api}, got ${most + 1}`);
    });
  });

  describe('by TrafficSplit', () => {
    test('v1alpha4 matches by an HTTPRouteGroup of the same name, which comes first', () => {
      const chart = shop(Mesh.smi());
      const match: RequestMatch[] = [
        { path: '/api/v1.0', headers: { 'X-Insider': 'a+b', cookie: TextMatch.regex('.*beta.*') }, method: 'GET' },
        { path: PathMatch.exact('/a(b)') },
        { path: '/' },
        { path: PathMatch.regex('/v[0-9]+') },
      ];
      const { objects: made } = new RequestSplit(chart, 'insiders', { service: versioned(chart), to: 'v2', match });
      expect(made.map(({ kind }) => kind)).toEqual(['TrafficSplit', 'HTTPRouteGroup']);
      expect(names(chart).slice(3, 5)).toEqual(['HTTPRouteGroup insiders', 'TrafficSplit insiders']);
      expect(one(chart, 'TrafficSplit')).toEqual({
        apiVersion: 'split.smi-spec.io/v1alpha4',
        kind: 'TrafficSplit',
        metadata: { name: 'insiders', namespace: 'shop' },
        spec: {
          service: 'web',
          matches: [{ kind: 'HTTPRouteGroup', name: 'insiders' }],
          backends: [{ service: 'webv2', weight: 1 }],
        },
      });
      expect(one(chart, 'HTTPRouteGroup')).toEqual({
        apiVersion: 'specs.smi-spec.io/v1alpha4',
        kind: 'HTTPRouteGroup',
        metadata: { name: 'insiders', namespace: 'shop' },
        spec: {
          matches: [
            {
              name: 'match-1',
              pathRegex: '/api/v1\\.0(/.*)?',
              methods: ['GET'],
              headers: [{ 'X-Insider': 'a\\+b' }, { cookie: '.*beta.*' }],
            },
            { name: 'match-2', pathRegex: '/a\\(b\\)' },
            { name: 'match-3', pathRegex: '/.*' },
            { name: 'match-4', pathRegex: '/v[0-9]+' },
          ],
        },
      });
    });

    test('cannot split what does not match', () => {
      const chart = shop(Mesh.smi());
      expect(
        () => new RequestSplit(chart, 'x', { service: versioned(chart), to: 'v2', match: [{ path: '/a' }], otherwise: { v1: 1 } }),
      ).toThrow('split.smi-spec.io/v1alpha4 cannot split the requests that do not match; leave otherwise out, or use an HTTPRoute');
    });

    test.each<[RoutingApi, string]>([
      [
        'split.smi-spec.io/v1alpha1',
        'split.smi-spec.io/v1alpha1 cannot choose by header, path or method; use an HTTPRoute (Linkerd 2.13 and later), or split.smi-spec.io/v1alpha4 on a mesh that serves it, which Linkerd does not',
      ],
      ['split.smi-spec.io/v1alpha2', 'split.smi-spec.io/v1alpha2 cannot choose by header, path or method'],
      ['linkerd.io/v1alpha2', 'linkerd.io/v1alpha2 cannot choose by header, path or method; use an HTTPRoute (Linkerd 2.13 and later)'],
    ])('on Linkerd %s cannot choose by request, and says what can', (api, message) => {
      const chart = shop(Mesh.linkerd());
      expect(() => new RequestSplit(chart, 'x', { service: versioned(chart), to: 'v2', match: [{ path: '/a' }], api })).toThrow(message);
    });
  });

  describe('a regular expression of an HTTPRouteGroup', () => {
    const segment = fc.stringMatching(/^[-A-Za-z0-9._~!$&'()*+,;=:@]{1,4}$/).filter((text) => text !== '.' && text !== '..');
    const path = fc.array(segment, { maxLength: 3 }).map((segments) => `/${segments.join('/')}`);

    /** Whether the emitted expression takes a path as a whole. */
    const takes = (match: string | PathMatch, request: string) => {
      const chart = shop(Mesh.smi());
      new RequestSplit(chart, 'split', { service: versioned(chart), to: 'v2', match: [{ path: match }] });
      const { matches } = one(chart, 'HTTPRouteGroup')['spec'] as { matches: { pathRegex: string }[] };
      return new RegExp(`^(?:${matches[0]?.pathRegex ?? ''})$`).test(request);
    };
    const pairs = fc.tuple(path, fc.oneof(path, fc.constant(''), segment)).map(([base, more]) => [base, `${base}${more}`] as const);

    test('for an exact path takes that path and no other', () => {
      fc.assert(
        fc.property(fc.oneof(pairs, fc.tuple(path, path)), ([wanted, request]) => {
          expect(takes(PathMatch.exact(wanted), request)).toBe(request === wanted);
        }),
      );
    });

    test('for a prefix takes that path and what is below it', () => {
      fc.assert(
        fc.property(fc.oneof(pairs, fc.tuple(path, path)), ([prefix, request]) => {
          const below = prefix === '/' || request === prefix || request.startsWith(`${prefix}/`);
          expect(takes(prefix, request)).toBe(below);
        }),
      );
    });

    test.each([
      ['/api', '/api', true],
      ['/api', '/api/', true],
      ['/api', '/api/x', true],
      ['/api', '/apix', false],
      ['/api', '/v1/api', false],
      ['/a.b', '/aXb', false],
      ['/', '/anything', true],
    ])('for the prefix %s and %s is %s', (prefix, request, expected) => {
      expect(takes(prefix, request)).toBe(expected);
    });

    test('for the exact value of a header takes that value and no other', () => {
      const value = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 6 });
      fc.assert(
        fc.property(value, value, (wanted, given) => {
          const chart = shop(Mesh.smi());
          new RequestSplit(chart, 'split', { service: versioned(chart), to: 'v2', match: [{ headers: { 'x-a': wanted } }] });
          const { matches } = one(chart, 'HTTPRouteGroup')['spec'] as { matches: { headers: { 'x-a': string }[] }[] };
          const regex = new RegExp(`^(?:${matches[0]?.headers[0]?.['x-a'] ?? ''})$`);
          expect(regex.test(wanted)).toBe(true);
          expect(regex.test(given)).toBe(given === wanted);
        }),
      );
    });
  });

  test.each<[string, Partial<RequestSplitProps<'v1' | 'v2'>>, string]>([
    ['no match', { match: [] }, 'match must have at least one entry'],
    ['an empty match', { match: [{}] }, 'match must have a path, a header or a method'],
    ['an unknown version', { to: 'v3' as 'v2' }, 'version of web must be one of v1, v2, got "v3"'],
    ['an unknown version for the rest', { otherwise: { v3: 1 } as object }, 'version of web must be one of v1, v2, got "v3"'],
    ['nothing for the rest', { otherwise: { v1: 0 } }, 'weights must not all be 0'],
    ['an unknown port', { ports: ['grpc'] }, 'port of service web must be one that it has: http (80); got "grpc"'],
    [
      'the others to one version that is not the stable one',
      { otherwise: { v2: 5 } },
      'otherwise must name the stable version v1 too, with 0 if it shall receive nothing, got only v2, which would receive everything',
    ],
    ['an API', { api: 'split.smi-spec.io/v1alpha4' }, 'api must be one that linkerd 2.20 honours'],
  ])('refuses %s', (_what, props, message) => {
    const chart = shop();
    expect(() => new RequestSplit(chart, 'x', { service: versioned(chart), to: 'v2', match: [{ path: '/a' }], ...props })).toThrow(message);
  });

  test('decides about the service, so that a CanarySplit of it is refused', () => {
    const chart = shop();
    const service = versioned(chart);
    new RequestSplit(chart, 'requests', { service, to: 'v2', match: [{ path: '/a' }] });
    expect(() => new CanarySplit(chart, 'split', { service, weights: { v1: 1 } })).toThrow(
      'traffic of service web is already decided by shop/requests',
    );
  });

  test('works in a plain chart, and is its object, whose patches reach the YAML', () => {
    const plain = plainChart('shop');
    new RequestSplit(plain, 'requests', { service: versioned(plain), to: 'v2', match: [{ method: 'POST' }] });
    expect(one(plain, 'HTTPRoute')['spec']).toMatchObject({ rules: [{ matches: [{ path: ANY_PATH, method: 'POST' }] }, {}] });

    const app = new MeshApp();
    const chart = new MeshChart(app, 'shop', { namespace: 'shop', mesh: Mesh.smi() });
    const split = new RequestSplit(chart, 'requests', { service: versioned(chart), to: 'v2', match: [{ method: 'POST' }] });
    expect(ApiObject.of(split).kind).toBe('TrafficSplit');
    ApiObject.of(split).addJsonPatch(JsonPatch.add('/spec/backends/0/extra', true));
    expect(app.synthYaml()).toContain('      extra: true\n');
  });
});
