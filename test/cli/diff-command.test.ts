import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { FORMATS } from '../../src/report';
import { useFolder } from './folder';
import { run } from './run';

const { folder, put } = useFolder();

const service = (name: string, version: string) => `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { selector: { app: web, version: ${version} }, ports: [{ port: 80, targetPort: 8080 }] }
`;

const pods = (version: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web-${version}, namespace: shop }
spec:
  selector: { matchLabels: { app: web, version: ${version} } }
  template:
    metadata: { labels: { app: web, version: ${version} } }
    spec: { containers: [{ name: web, image: 'registry.example/web:1', ports: [{ containerPort: 8080 }] }] }
`;

const route = (v1: number, v2: number) => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [{ group: core, kind: Service, name: web, port: 80 }]
  rules:
    - backendRefs:
        - { name: web-v1, port: 80, weight: ${v1} }
        - { name: web-v2, port: 80, weight: ${v2} }
`;

const stable = {
  'a.yaml': service('web', 'v1'),
  'b.yaml': service('web-v1', 'v1'),
  'c.yaml': pods('v1'),
  'd.yaml': service('web-v2', 'v2'),
};

const inFolder = (name: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([file, text]) => [`${name}/${file}`, text]));

/** Pods and their weight in one go, and then a weight alone. */
const STATES = {
  ...inFolder('old', { ...stable, 'e.yaml': route(100, 0) }),
  ...inFolder('new', { ...stable, 'e.yaml': route(90, 10), 'f.yaml': pods('v2') }),
  ...inFolder('next', { ...stable, 'e.yaml': route(50, 50), 'f.yaml': pods('v2') }),
};

const schemas = ['traffic', 'diff'].map(
  (name) => JSON.parse(readFileSync(join(__dirname, `../../schemas/${name}.v1.json`), 'utf8')) as object,
);
const ajv = new Ajv({ strict: true, allowUnionTypes: true });
const validate = ajv.addSchema(schemas[0] ?? {}, 'traffic.v1.json').compile(schemas[1] ?? {});

test('says who receives what before and after, what is written, and what can be met in between', async () => {
  put(STATES);
  expect(await run(['diff', 'old', 'new', '--target', 'kubectl'])).toEqual({
    code: 1,
    err: '',
    out: `      before     after
shop/web:80
  GET /
       100 %      90 %  Deployment web-v1, version v1
         0 %      10 %  Deployment web-v2, version v2
shop/web-v2:80
  GET /
       100 %       0 %  nothing
         0 %     100 %  Deployment web-v2, version v2

kubectl writes:
  1  update HTTPRoute shop/web
  2  create Deployment shop/web-v2

new/e.yaml
  1  error: after update HTTPRoute shop/web: 10 % of requests to shop/web:80 reach nothing
     HTTPRoute shop/web  [prefix-no-endpoint]
     GET / → Service shop/web → HTTPRoute shop/web rule 1 → Service shop/web-v2 port 80 has no pods
     fix: Write what HTTPRoute shop/web relies on in a step before.

1 error in 1 of 11 files for linkerd-2.20
`,
  });
});

test('a weight alone is safe with every tool, and exits with 0', async () => {
  put(STATES);
  for (const target of ['kubectl', 'kustomize', 'argocd', 'flux', 'helm', 'kapp']) {
    const { code, out } = await run(['diff', 'new', 'next', '--target', target]);
    expect([target, code]).toEqual([target, 0]);
    expect(out).toContain(`${target} writes:\n  1  update HTTPRoute shop/web\n\nnothing found`);
  }
});

test('JSON has its schema: batches, both states, and the trace of each finding', async () => {
  put(STATES);
  const { code, out } = await run(['diff', 'old', 'new', '--target', 'argocd', '--format', 'json']);
  const json = JSON.parse(out) as Record<string, unknown>;
  validate(json);
  expect(validate.errors).toBeNull();
  expect(code).toBe(1);
  expect(json).toMatchObject({
    target: 'argocd',
    batches: [
      [{ verb: 'create', kind: 'Deployment', namespace: 'shop', name: 'web-v2' }],
      [{ verb: 'update', kind: 'HTTPRoute', namespace: 'shop', name: 'web' }],
    ],
    left: [],
    findings: [
      {
        rule: 'prefix-no-endpoint',
        trace: {
          ...{ when: 'forward', kind: 'hole', share: '1/10', allowed: '0', version: null },
          ...{
            exposing: 'update HTTPRoute shop/web',
            effective: ['update HTTPRoute shop/web'],
            pending: ['create Deployment shop/web-v2'],
          },
        },
      },
    ],
  });
  const same = JSON.parse((await run(['diff', 'old', 'old', '--target', 'helm', '--format', 'json'])).out) as object;
  expect(same).toMatchObject({ batches: [], findings: [] });
});

test.each(FORMATS)('the exit code does not depend on the format: %s', async (format) => {
  put(STATES);
  expect((await run(['diff', 'old', 'new', '--target', 'kubectl', '--format', format])).code).toBe(1);
  expect((await run(['diff', 'new', 'next', '--target', 'kubectl', '--format', format])).code).toBe(0);
});

test('Markdown has the table for a pull request', async () => {
  put(STATES);
  const { out } = await run(['diff', 'new', 'next', '--target', 'flux', '--format', 'markdown']);
  expect(out).toContain('| shop/web:80<br>GET / | Deployment web-v1, version v1 | 90 % | 50 % |\n');
  expect(out).toContain('1. update HTTPRoute shop/web\n');
});

test('what kubectl does not delete is told, and what is sent there', async () => {
  put({ ...STATES, ...inFolder('less', { 'a.yaml': service('web', 'v1'), 'b.yaml': service('web-v1', 'v1'), 'c.yaml': pods('v1') }) });
  const { out } = await run(['diff', 'next', 'less', '--target', 'kubectl']);
  // So that half of the requests still go there.
  expect(out).toContain(
    'every request goes where it went before\n\nkubectl writes nothing\n3 objects no longer wanted, which kubectl does not delete\n',
  );
  expect(out).toContain('it is no longer wanted, and stays: kubectl does not delete it\n     HTTPRoute shop/web  [left-behind]');
});

test('kustomize keeps the order of resources where the Kustomization says so', async () => {
  const kustomization = 'resources: [f.yaml, e.yaml, d.yaml, c.yaml, b.yaml, a.yaml]\nsortOptions: { order: fifo }\n';
  put({ ...STATES, 'new/Kustomization': kustomization });
  expect((await run(['diff', 'old', 'new', '--target', 'kustomize'])).out).toContain(
    '1  create Deployment shop/web-v2\n  2  update HTTPRoute shop/web\n',
  );
});

describe('a git revision', () => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: folder(), stdio: 'pipe' });

  beforeEach(() => {
    put({ ...STATES, 'old/.hidden/x.yaml': 'a: [', 'old/notes.txt': 'x' });
    git('init', '-q', '-b', 'main');
    git('add', '--all');
    git('commit', '-qm', 'one');
  });

  test('is one side, as it was committed', async () => {
    writeFileSync('old/e.yaml', 'a: [');
    const { code, out, err } = await run(['diff', 'main:old', 'new', '--target', 'kubectl']);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('10 % of requests to shop/web:80 reach nothing');
    expect((await run(['diff', 'HEAD:new', 'HEAD:next/', '--target', 'kubectl'])).code).toBe(0);
  });

  test('counts paths from the current folder', async () => {
    process.chdir('new');
    expect((await run(['diff', 'main:', '.', '--target', 'kubectl'])).out).toContain('every request goes where it went before');
    expect((await run(['diff', 'main:../old', '.', '--target', 'kubectl'])).code).toBe(1);
  });

  test.each([
    ['nowhere:old', /^error: there is no revision "nowhere"\n$/],
    ['main:nowhere', /^error: there is nothing at nowhere in main; the path counts from the current folder\n$/],
    ['--upload-pack=x:y', /^error: /],
  ])('%s is refused', async (side, message) => {
    const { code, out, err } = await run(['diff', '--target', 'kubectl', '--', side, 'new']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });
});

test.each([
  [['old', 'new'], /required option '--target <tool>' not specified/],
  [['old', 'new', '--target', 'scp'], /Allowed choices are kubectl/],
  [['old', 'nowhere', '--target', 'kubectl'], /nowhere does not exist/],
  [['old', 'broken', '--target', 'kubectl'], /broken\/a.yaml:/],
])('%j is wrong usage: half of a state is no state', async (argv, message) => {
  put({ ...STATES, 'broken/a.yaml': 'a: [' });
  const { code, out, err } = await run(['diff', ...argv]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(message);
});
