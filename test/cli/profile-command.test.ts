import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readYaml } from '../../src/yaml/read';
import { run } from './run';

/** An OpenAPI file, and what `linkerd profile --open-api FILE -n shop web` printed for it. */
interface Pair {
  readonly name: string;
  readonly input: string;
  readonly expected: string;
}

function pairsIn(folder: string): Pair[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder);
  return names.flatMap((name) => {
    const expected = `${name.replace(/\.(?:yaml|json)$/, '')}.expected.yaml`;
    return names.includes(expected) ? [{ name, input: join(folder, name), expected: join(folder, expected) }] : [];
  });
}

const pairs = [join(__dirname, '../profile/truth'), join(__dirname, '../../../shared/truth/profile')].flatMap(pairsIn);

test('there are pairs to compare', () => {
  expect(pairs.length).toBeGreaterThanOrEqual(12);
});

describe.each(pairs)('$name', ({ input, expected }) => {
  const printed = readYaml(readFileSync(expected, 'utf8'));

  test('becomes the YAML that Linkerd prints', async () => {
    const { code, out } = await run(['profile', '--open-api', input, '-n', 'shop', 'web']);
    expect({ code, printed: readYaml(out) }).toEqual({ code: 0, printed });
  });

  test('becomes the same as JSON', async () => {
    const { code, out } = await run(['profile', '-o', 'json', '--open-api', input, '--namespace', 'shop', 'web']);
    expect({ code, printed: [JSON.parse(out)] as unknown }).toEqual({ code: 0, printed });
  });

  test('is written with the fields in the same order', async () => {
    const { out } = await run(['profile', '-o', 'json', '--open-api', input, '-n', 'shop', 'web']);
    expect(JSON.stringify(JSON.parse(out))).toBe(JSON.stringify(printed[0]));
  });
});

test('the file can come from standard input, and the namespace and domain have defaults', async () => {
  expect(await run(['profile', '--open-api', '-', 'web'], 'paths: {/a: {get: {}}}')).toEqual({
    code: 0,
    err: '',
    out: `apiVersion: linkerd.io/v1alpha2
kind: ServiceProfile
metadata:
  name: web.default.svc.cluster.local
  namespace: default
spec:
  routes:
    - condition:
        method: GET
        pathRegex: /a
      name: GET /a
`,
  });
});

test('the domain of the cluster is part of the name', async () => {
  const { out } = await run(['profile', '--open-api', '-', '--cluster-domain', 'k8s.example', '-n', 'shop', 'web'], 'paths: {}');
  expect(readYaml(out)).toMatchObject([{ metadata: { name: 'web.shop.svc.k8s.example', namespace: 'shop' }, spec: {} }]);
});

test('warnings go to standard error and change nothing', async () => {
  const { code, out, err } = await run(
    ['profile', '--open-api', '-', 'web'],
    'paths: {/a: {post: {x-linkerd-retryable: true, x-linkerd-timeout: 1d}}}',
  );
  expect(code).toBe(0);
  expect(readYaml(out)).toMatchObject([{ spec: { routes: [{ name: 'POST /a', isRetryable: true, timeout: '1d' }] } }]);
  expect(err).toBe(
    'warning: Linkerd refuses a profile with a timeout that is no duration above zero, such as 250ms or 1m30s: "1d" of POST /a\n' +
      'warning: the service may do the same thing twice, because these routes are retried and not idempotent: POST /a\n',
  );
});

test('a status of 0 is left out, as Go leaves it out', async () => {
  const { out } = await run(['profile', '--open-api', '-', '-o', 'json', 'web'], 'paths: {/a: {get: {responses: {"0": {}}}}}');
  expect(JSON.parse(out)).toMatchObject({ spec: { routes: [{ responseClasses: [{ condition: { status: {} } }] }] } });
});

test('a file cannot send control characters to the terminal', async () => {
  const { err, out } = await run(['profile', '--open-api', '-', 'web'], '{"paths": {"/\\u001b[2J$": {"get": {}}}}');
  expect(err).toContain('GET /\\u001b[2J$');
  expect(err + out).not.toMatch(/[^\P{Cc}\n]/u);
});

test.each([
  ['', 'error: standard input is empty; it must hold an OpenAPI 2 or 3 document\n'],
  ['openapi: 3.0.0', 'error: standard input must have a "paths" field, got the fields "openapi"; is it an OpenAPI 2 or 3 document?\n'],
  ['a: b: c', "error: standard input is not YAML that Kubernetes' tools take: line 1: bad indentation of a mapping entry\n"],
])('refuses %j and prints nothing', async (text, err) => {
  expect(await run(['profile', '--open-api', '-', 'web'], text)).toEqual({ code: 1, out: '', err });
});

describe('a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'profile-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['that is missing', 'none.yaml', 'does not exist'],
    ['that is a folder', '', 'is a folder'],
    ['that is empty', 'empty.yaml', 'is empty'],
  ])('%s is refused', async (_, name, message) => {
    writeFileSync(join(folder, 'empty.yaml'), '');
    const { code, out, err } = await run(['profile', '--open-api', join(folder, name), 'web']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^error: OpenAPI file ".*\n$/);
    expect(err).toContain(message);
  });
});

test.each([
  [['web'], "required option '--open-api <file>' not specified"],
  [['--open-api', '-'], "missing required argument 'service'"],
  [['--open-api', '-', 'web', 'web'], 'too many arguments'],
  [['--open-api', '-', '-o', 'xml', 'web'], 'Allowed choices are yaml, json.'],
  [['--open-api', '-', 'Web'], 'service must be a DNS label'],
  [['--open-api', '-', '1web'], 'service must start with a letter'],
  [['--open-api', '-', 'w'.repeat(64)], 'service must be a DNS label'],
  [['--open-api', '-', '-n', 'a.b', 'web'], 'namespace must be a DNS label'],
  [['--open-api', '-', '-n', '', 'web'], 'namespace must be a DNS label'],
  [['--open-api', '-', '--cluster-domain', '-x', 'web'], 'cluster domain must be'],
])('wrong usage exits with 2: profile %j', async (argv, message) => {
  const { code, out, err } = await run(['profile', ...argv], 'paths: {}');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
});
