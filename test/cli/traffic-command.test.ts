import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { run } from './run';

const leaf = (name: string): string => `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { selector: { app: ${name} }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name}, version: ${name}-1 } }
    spec: { containers: [{ name: web, image: 'registry.example/web:1', ports: [{ containerPort: 80 }] }] }
---
`;

const ROUTE = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [{ group: core, kind: Service, name: stable, port: 80 }]
  rules:
    - matches: [{ headers: [{ name: x-canary, value: '1' }] }]
      backendRefs: [{ name: canary, port: 80 }]
    - backendRefs:
        - { name: stable, port: 80, weight: 9 }
        - { name: canary, port: 80, weight: 1 }
`;

const SHOP = leaf('stable') + leaf('canary') + ROUTE;

const validate = new Ajv({ strict: true }).compile(
  JSON.parse(readFileSync(join(__dirname, '../../schemas/traffic.v1.json'), 'utf8')) as object,
);

test('prints who receives which share of each kind of request, and why', async () => {
  expect(await run(['traffic', '-'], SHOP)).toEqual({
    ...{ code: 0, err: '' },
    out: `shop/canary:80
  GET /
       100 %  Deployment canary, version canary-1, by Service shop/canary:80
              Service shop/canary

shop/stable:80
  GET /
        90 %  Deployment stable, version stable-1, by Service shop/stable:80
        10 %  Deployment canary, version canary-1, by Service shop/canary:80
              HTTPRoute shop/web rule 2
  GET /, x-canary: 1
       100 %  Deployment canary, version canary-1, by Service shop/canary:80
              HTTPRoute shop/web rule 1
`,
  });
});

test('answers for one request, as JSON of its schema', async () => {
  const { code, out } = await run(['traffic', '-', '--format', 'json', '--request', 'GET /a?b=1', '--header', 'x-canary: 1'], SHOP);
  const json = JSON.parse(out) as { apexes: object[] };
  expect({ code, valid: validate(json), errors: validate.errors }).toEqual({ code: 0, valid: true, errors: null });
  expect(json.apexes[1]).toEqual({
    ...{ namespace: 'shop', service: 'stable', port: 80, nothing: '0', notFound: '0', unknown: '0' },
    request: { method: 'GET', path: '/a?b=1', headers: { 'x-canary': '1' } },
    to: [
      {
        ...{ namespace: 'shop', service: 'canary', port: 80, version: 'canary-1', share: '1' },
        workload: { kind: 'Deployment', name: 'canary' },
      },
    ],
    because: ['HTTPRoute shop/web rule 1'],
  });
});

test('JSON without a request asks for GET /', async () => {
  const { out } = await run(['traffic', '-', '--format', 'json'], SHOP);
  const json = JSON.parse(out) as { apexes: { to: { share: string }[] }[] };
  expect(validate(json)).toBe(true);
  expect(json.apexes[1]?.to.map(({ share }) => share)).toEqual(['9/10', '1/10']);
});

test('a missing leaf is unknown, or nothing where these are all objects; then the proxy is told of, too', async () => {
  const shop = leaf('stable') + ROUTE;
  expect((await run(['traffic', '-'], shop)).out).toMatch(/10 % {2}unknown/);
  expect((await run(['traffic', '-', '--complete'], shop)).out).toMatch(/10 % {2}nothing[^]*answered by 500, for good/);
});

test('another mesh answers otherwise', async () => {
  const { out } = await run(['traffic', '-', '--mesh', 'linkerd-2.10'], SHOP);
  expect(out).not.toContain('HTTPRoute');
});

test.each([
  [['traffic', '-', '--request', 'GET'], ''],
  [['traffic', '-', '--header', 'nothing'], ''],
  [['traffic', 'nowhere'], ''],
  [['traffic', '-'], 'a: ['],
])('%j with %j exits with 2 and says why', async (argv, stdin) => {
  const { code, err } = await run(argv, stdin);
  expect(code).toBe(2);
  expect(err).toMatch(/^error: /);
});

test('an input without objects is no error, and is told of', async () => {
  expect(await run(['traffic', '-'], '# nothing')).toEqual({ code: 0, out: '', err: 'note: standard input holds no Kubernetes object\n' });
});

const SPLIT = `apiVersion: split.smi-spec.io/v1alpha2
kind: TrafficSplit
metadata: { name: web, namespace: shop }
spec: { service: stable, backends: [{ service: stable, weight: 90 }, { service: canary, weight: 10 }] }
`;

test('a leaf that a split names and that is nowhere fails as the proxy does it for a profile', async () => {
  const { out } = await run(['traffic', '-', '--complete'], `${leaf('stable')}${SPLIT}`);
  expect(out).toMatch(/there is no Service shop\/canary: each client gets 504 for three seconds/);
});

test('where nobody else has a share, every request fails', async () => {
  const { out } = await run(['traffic', '-', '--complete'], leaf('stable').replaceAll('Deployment', 'Other'));
  expect(out).toContain('Service shop/stable port 80 has no pods: every request fails\n');
});

test('what plays no part is told of: a split of a Service that is not there, and what is refused', async () => {
  const other = SPLIT.replace('service: stable,', 'service: webb,').replace('name: web,', 'name: other,');
  const { err } = await run(['traffic', '-'], `${leaf('stable')}${other}---\n${SPLIT.replace('v1alpha2', 'v1alpha4')}`);
  expect(err).toBe(
    'note: TrafficSplit shop/web is left out: the API server refuses it, and `check` says why\n' +
      'note: TrafficSplit shop/other is for Service shop/webb, which is not in the input\n',
  );
});
