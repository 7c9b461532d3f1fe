import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Mesh, MeshApp, MeshValidation, type MeshViolation, Release } from '../../src';

let folder: string;
let before: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-mesh-validation-'));
  before = process.cwd();
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

/** Two TrafficSplits for a Service that is nowhere. */
const SPLIT = `apiVersion: split.smi-spec.io/v1alpha2
kind: TrafficSplit
metadata: { name: web, namespace: shop }
spec:
  service: web
  backends: [{ service: web-v2, weight: 1 }]
`;

/** As cdk8s-cli calls it. */
async function validated(
  text: string,
  properties?: Readonly<Record<string, unknown>>,
  context: { readonly metadata?: Readonly<Record<string, unknown>>; readonly stdout?: boolean } = {},
) {
  writeFileSync('split.yaml', text);
  const violations: MeshViolation[] = [];
  const submitted: string[] = [];
  const report = { addViolation: (each: MeshViolation) => violations.push(each), submit: (status: string) => submitted.push(status) };
  await new MeshValidation(properties).validate({ manifests: ['split.yaml'], report, ...context });
  return { violations, submitted };
}

test('what is clean is a success', async () => {
  expect(await validated('apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n')).toEqual({ violations: [], submitted: ['success'] });
});

test('a finding is a violation, with its severity, its traffic and its place', async () => {
  const { violations, submitted } = await validated(SPLIT, { complete: true });
  expect(submitted).toEqual(['failure']);
  expect(violations.find(({ ruleName }) => ruleName === 'error: live-backend-missing')).toEqual({
    ruleName: 'error: live-backend-missing',
    recommendation:
      'there is no Service shop/web-v2: 100 % of requests to shop/web fail for three seconds in each client, and again after each pause',
    fix: 'Create the Service, correct its name, or give it the weight 0 until it exists.',
    violatingResources: [{ resourceName: 'web', locations: ['split.yaml:6 spec.backends[0]'], manifestPath: 'split.yaml' }],
  });
});

test('an object goes by its kind, too, where its construct is recorded so', async () => {
  const named = async (metadata: Readonly<Record<string, unknown>>) => {
    const { violations } = await validated(SPLIT, { complete: true }, { metadata });
    return violations[0]?.violatingResources[0]?.resourceName;
  };
  expect(await named({ web: { path: 'other' } })).toBe('web');
  expect(await named({ web: { path: 'other' }, 'TrafficSplit shop/web': { path: 'shop/split' } })).toBe('TrafficSplit shop/web');
});

test('the temporary files of --stdout are not named', async () => {
  const { violations } = await validated(SPLIT, { complete: true }, { stdout: true });
  expect(violations[0]?.violatingResources[0]?.locations.join()).toMatch(/^TrafficSplit shop\/web spec/);
});

test('what cannot be read is a violation, too', async () => {
  const { violations, submitted } = await validated('a: [');
  expect(submitted).toEqual(['failure']);
  expect(violations).toMatchObject([{ ruleName: 'error: unreadable', violatingResources: [{ manifestPath: 'split.yaml' }] }]);
});

test('the configuration of the folder holds, the properties stand above it, and comments say what is right', async () => {
  writeFileSync('.cdk8s-mesh.yaml', 'complete: true');
  expect((await validated(SPLIT)).submitted).toEqual(['failure']);
  expect((await validated(SPLIT, { complete: false })).submitted).toEqual(['success']);
  const ignored = ['live-backend-missing', 'apex-missing'].map((rule) => `# cdk8s-mesh-ignore ${rule}: made by hand\n`);
  expect(await validated(`${ignored.join('')}${SPLIT}`)).toEqual({ violations: [], submitted: ['success'] });
});

test.each([
  [{ mesh: 'istio' }, /mesh must be one of/],
  [{ minSeverity: 'all' }, /minSeverity must be one of error, warning, info; got "all"/],
  [{ rules: [] }, /rules has no meaning here/],
])('%j is refused', async (properties, message) => {
  await expect(validated(SPLIT, properties)).rejects.toThrow(message);
});

test('of a release only the state counts that is deployed', async () => {
  const app = new MeshApp({ outdir: 'dist' });
  new Release(app, 'web', {
    namespace: 'shop',
    mesh: Mesh.linkerd('2.10'),
    service: { ports: { http: 80 }, versions: { v1: { image: 'web:1' }, v2: { image: 'web:2' } } },
    from: 'v1',
    to: 'v2',
    steps: [10],
    current: 'canary-10',
  });
  app.synth();
  // As cdk8s-cli looks for them.
  const manifests = readdirSync('dist', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  const violations: MeshViolation[] = [];
  const report = { addViolation: (each: MeshViolation) => violations.push(each), submit: () => undefined };
  await new MeshValidation({ mesh: 'linkerd-2.10', minSeverity: 'error' }).validate({
    manifests: manifests.map((file) => join('dist', file)),
    report,
  });
  expect(violations).toEqual([]);
});
