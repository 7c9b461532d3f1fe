import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { FORMATS } from '../../src/report';
import { useFolder } from './folder';
import { run } from './run';

const { put } = useFolder();

/** A Service, its pods, and a split of it that names a Service which is nowhere. */
const BROKEN = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web }, annotations: { linkerd.io/inject: enabled } }
    spec: { containers: [{ name: web, image: 'registry.example/web:1', ports: [{ containerPort: 80 }] }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [{ group: core, kind: Service, name: web, port: 80 }]
  rules:
    - backendRefs:
        - { name: web, port: 80, weight: 90 }
        - { name: web-canary, port: 80, weight: 10 }
`;

const CLEAN = BROKEN.slice(0, BROKEN.lastIndexOf('---'));

test('says what is wrong, where, and what it means, and exits with 1', async () => {
  put({ 'k8s/web.yaml': BROKEN });
  const { code, out, err } = await run(['check', 'k8s', '--complete']);
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(out).toContain('k8s/web.yaml\n');
  expect(out).toMatch(/^ {2}23 {2}error: .*web-canary/m);
  expect(out).toContain('10 % of requests to shop/web fail with 500');
});

test('what is missing may be elsewhere, unless these are all objects of the cluster', async () => {
  put({ 'web.yaml': BROKEN });
  expect(await run(['check', '.'])).toEqual({
    ...{ code: 0, err: '' },
    out: 'nothing found in 3 objects of 1 file for linkerd-2.20; 1 more if these are all objects of the cluster (--complete)\n',
  });
  expect(await run(['check', '.', '--min-severity', 'info'])).toMatchObject({ code: 1 });
});

test.each(FORMATS)('exits alike in %s', async (format) => {
  put({ 'broken/web.yaml': BROKEN, 'clean/web.yaml': CLEAN, 'bad/web.yaml': 'a: [' });
  const codes = await Promise.all(
    ['clean', 'broken', 'bad'].map(async (where) => (await run(['check', where, '--complete', '--format', format])).code),
  );
  expect(codes).toEqual([0, 1, 2]);
});

test('reads standard input, several files and folders', async () => {
  put({ 'a.yaml': CLEAN });
  expect(await run(['check', '-', '--complete'], BROKEN)).toMatchObject({ code: 1 });
  const [, , route = ''] = BROKEN.split('---\n');
  expect((await run(['check', 'a.yaml', '-', '--complete', '--format', 'json'], route)).out).toContain('"objects": 3');
});

test('what cannot be read is named, the rest is checked, and the exit code is 2', async () => {
  put({ 'a.yaml': 'a: [', 'b.yaml': BROKEN });
  const { code, out } = await run(['check', '.', '--complete']);
  expect(code).toBe(2);
  expect(out).toContain('web-canary');
  expect(out).toMatch(/^a\.yaml:\d+: /m);
  const json = await run(['check', '.', '--complete', '--format', 'json']);
  expect(json.err).toMatch(/^error: a\.yaml:\d+: /);
  expect(JSON.parse(json.out)).toMatchObject({ faults: [{ file: 'a.yaml' }] });
});

test('a configuration of the current folder holds, options stand above it, and another can be named', async () => {
  put({ 'web.yaml': BROKEN, '.cdk8s-mesh.yaml': 'complete: true', 'other.yml.txt': 'minSeverity: info' });
  expect(await run(['check', 'web.yaml'])).toMatchObject({ code: 1 });
  expect((await run(['check', 'web.yaml', '--config', 'other.yml.txt'])).out).toContain('info');
  put({ '.cdk8s-mesh.yaml': 'mesh: linkerd-2.10\ncomplete: true' });
  expect((await run(['check', 'web.yaml', '--mesh', 'linkerd-2.20'])).out).toContain('web-canary');
});

test('a finding is not told where the configuration says why', async () => {
  put({ 'web.yaml': BROKEN, '.cdk8s-mesh.yaml': 'complete: true' });
  const { out } = await run(['check', 'web.yaml', '--format', 'json']);
  const { findings } = JSON.parse(out) as { findings: { rule: string }[] };
  const ignore = [...new Set(findings.map(({ rule }) => rule))].map((rule) => `  - { rule: ${rule}, reason: it is made by hand }\n`);
  put({ '.cdk8s-mesh.yaml': `complete: true\nignore:\n${ignore.join('')}` });
  expect(await run(['check', 'web.yaml'])).toMatchObject({ code: 0 });
});

test.each([
  [['check'], /missing required argument 'path'/],
  [['check', 'nowhere'], /nowhere/],
  [['check', '.', '--mesh', 'istio'], /must be one of linkerd-2\.10,/],
  [['check', '.', '--target', 'jenkins'], /kubectl, kustomize/],
  [['check', '.', '--format', 'xml'], /text, json, sarif/],
  [['check', '.', '--config', 'nowhere.yaml'], /nowhere\.yaml/],
])('%j is wrong usage', async (argv, message) => {
  const { code, err, out } = await run(argv);
  expect({ code, told: message.test(err + out) }).toEqual({ code: 2, told: true });
});

test.each([
  ['mesh: istio', '.cdk8s-mesh.yaml:1: mesh must be one of'],
  ['complete: maybe', '.cdk8s-mesh.yaml:1: complete must be true or false'],
  ['target: kubectl\nrules: []', '.cdk8s-mesh.yaml:2: rules has no meaning here'],
  ['ignore:\n  - reason: x', '.cdk8s-mesh.yaml:2: '],
  ['- a', '.cdk8s-mesh.yaml:1: it must have the keys'],
  ['a: [', '.cdk8s-mesh.yaml:'],
])('the configuration %j is refused at its line', async (text, message) => {
  put({ 'web.yaml': CLEAN, '.cdk8s-mesh.yaml': text });
  const { code, err } = await run(['check', 'web.yaml']);
  expect(code).toBe(2);
  expect(err).toContain(message);
});

test.each(['check', 'traffic'])(
  '%s does not pass where there is nothing to look at: a wrong folder, a program before the pipe that failed',
  async (name) => {
    put({ 'values/notes.txt': 'x' });
    expect((await run([name, 'values'])).code).toBe(2);
    expect((await run([name, '-'], '\n')).code).toBe(2);
    put({ 'values/values.yaml': 'replicas: 1' });
    expect((await run([name, 'values'])).code).toBe(0);
  },
);

test('says which files hold no object, and that some stand several times', async () => {
  put({
    'a/web.yaml': CLEAN,
    'b/web.yaml': CLEAN.replaceAll('web:1', 'web:2'),
    'values.yaml': 'replicas: 1',
    Kustomization: 'resources: [a]',
  });
  const { out, err } = await run(['check', '.', '--verbose']);
  expect(err).toBe('note: written several times, and not alike: 1 object; one of each counts. Check folder by folder\n');
  expect(out).toContain('Kustomization: is for kustomize, and no object of a cluster\n');
  expect(out).toContain('values.yaml: holds no Kubernetes object\n');
});

describe('--fix', () => {
  const PROFILE = `apiVersion: linkerd.io/v1alpha2
kind: ServiceProfile
metadata: { name: web.shop.svc.cluster.local, namespace: shop }
spec:
  routes:
    - name: pages # both
      condition: { pathRegex: /a|/b }
    - name: item
      condition: { pathRegex: '/items/(?!1)' }
`;
  const MENDED = PROFILE.replace('/a|/b', '"(?:/a|/b)"');

  test('prints what it would change, and changes nothing', async () => {
    put({ 'k8s/web.yaml': PROFILE });
    const { code, out, err } = await run(['check', 'k8s', '--fix']);
    expect({ code, err }).toEqual({ code: 1, err: 'note: this mends 1 of 2 findings; without --fix all are reported\n' });
    expect(out).toContain('--- a/k8s/web.yaml\n+++ b/k8s/web.yaml\n@@ -4,6 +4,6 @@\n');
    expect(out).toContain('-      condition: { pathRegex: /a|/b }\n+      condition: { pathRegex: "(?:/a|/b)" }\n');
    expect(readFileSync('k8s/web.yaml', 'utf8')).toBe(PROFILE);
  });

  test('with --write makes the changes, and reports what is left in any format', async () => {
    put({ 'k8s/web.yaml': PROFILE });
    chmodSync('k8s/web.yaml', 0o640);
    const { code, out, err } = await run(['check', 'k8s', '--fix', '--write', '--format', 'json']);
    expect({ code, err }).toEqual({ code: 1, err: 'note: k8s/web.yaml: 1 finding mended\n' });
    expect((JSON.parse(out) as { findings: { rule: string }[] }).findings.map(({ rule }) => rule)).toEqual(['regex-unreadable']);
    expect(readFileSync('k8s/web.yaml', 'utf8')).toBe(MENDED);
    expect(statSync('k8s/web.yaml').mode & 0o777).toBe(0o640);
    expect(readdirSync('k8s')).toEqual(['web.yaml']);
  });

  test('changes the file that a link leads to, not the link', async () => {
    put({ 'base/web.yaml': PROFILE });
    symlinkSync('base/web.yaml', 'link.yaml');
    await run(['check', 'link.yaml', '--fix', '--write']);
    expect(readFileSync('base/web.yaml', 'utf8')).toBe(MENDED);
    expect(lstatSync('link.yaml').isSymbolicLink()).toBe(true);
  });

  test('does not touch what is suppressed, nor anything where input cannot be read', async () => {
    put({ 'k8s/web.yaml': PROFILE.replace('/b }', '/b } # cdk8s-mesh-ignore regex-top-level-alternation: as meant') });
    expect((await run(['check', 'k8s', '--fix'])).out).toBe('');
    put({ 'k8s/web.yaml': PROFILE, 'k8s/odd.yaml': 'a: [' });
    const { code, out, err } = await run(['check', 'k8s', '--fix', '--write']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('nothing is changed while there is input that cannot be read');
    expect(readFileSync('k8s/web.yaml', 'utf8')).toBe(PROFILE);
  });

  test('refuses to rewrite what is not UTF-8', async () => {
    writeFileSync('web.yaml', Buffer.from(`\ufeff${PROFILE}`, 'utf16le'));
    const { code, err } = await run(['check', 'web.yaml', '--fix', '--write']);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'error: web.yaml is not plain UTF-8, so that it must be changed by hand; nothing was written\n',
    });
  });

  test.each([
    [['--write'], 'error: --write writes the changes of --fix; give both\n'],
    [['--fix', '--format', 'json'], 'error: --fix prints a diff; leave --format out, or add --write\n'],
    [['-', '--fix'], 'error: --fix cannot change standard input; name files or folders\n'],
  ])('%j is refused', async (argv, message) => {
    put({ 'web.yaml': PROFILE });
    expect(await run(['check', 'web.yaml', ...argv])).toEqual({ code: 2, out: '', err: message });
  });
});
