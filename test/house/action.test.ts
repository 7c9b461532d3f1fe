import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { load } from 'js-yaml';

const ROOT = join(__dirname, '../..');

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly steps: readonly [Step, Step] };
}

interface Step {
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
}

const action = load(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as Action;
const [checkStep, diffStep] = action.runs.steps;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-mesh-action-'));
  // In the place of npx: says what it was called with.
  writeFileSync(join(folder, 'npx'), '#!/bin/sh\nfor word; do echo "[$word]"; done >>calls\necho "some findings"\nexit "$EXIT"\n');
  chmodSync(join(folder, 'npx'), 0o755);
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the step as GitHub does (`bash -e`), in a folder with files of which a pattern would take some. */
function step(inputs: Readonly<Record<string, string>>, exit: number, { run, env }: Step = checkStep) {
  const values = Object.entries(env).map(([name, value]) => {
    const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1] ?? '';
    return [name, inputs[input] ?? action.inputs[input]?.default ?? 'unknown input'] as const;
  });
  const path = `${folder}${delimiter}${process.env['PATH'] ?? ''}`;
  const { status, stdout } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
    ...{ cwd: folder, encoding: 'utf8' },
    env: {
      ...{ ...Object.fromEntries(values), PATH: path, EXIT: String(exit) },
      ...{ GITHUB_STEP_SUMMARY: join(folder, 'summary'), GITHUB_REPOSITORY: 'a/b' },
    },
  });
  const calls = existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n').join(' ') : '';
  return { status, stdout, calls };
}

test('the action checks paths with options, and passes the exit code on', () => {
  expect(step({ paths: 'k8s/ *', options: '--mesh linkerd-2.18', package: 'cdk8s-mesh@1.2.3' }, 1)).toEqual({
    ...{ status: 1, stdout: 'some findings\n' },
    calls: '[--yes] [--package] [cdk8s-mesh@1.2.3] [cdk8s-mesh] [check] [k8s/] [*] [--mesh] [linkerd-2.18] [--format] [github]',
  });
  expect(step({}, 0).status).toBe(0);
});

test('it writes SARIF first, findings or not, and stops where nothing could be checked', () => {
  const { status, calls } = step({ sarif: 'a b.sarif' }, 1);
  expect(status).toBe(1);
  expect(calls).toMatch(/\[sarif\].*\[github\]$/);
  expect(readFileSync(join(folder, 'a b.sarif'), 'utf8')).toBe('some findings\n');
  rmSync(join(folder, 'calls'));
  expect(step({ sarif: 'c.sarif' }, 2)).toMatchObject({ status: 2 });
});

describe('with diff', () => {
  const inputs = { diff: 'origin/main:k8s k8s --target argocd', package: 'p' };
  const marker = '<!-- cdk8s-mesh diff -->\n';

  /** In the place of gh: says what it was called with, and, where it is asked, which comment there is. */
  const withComment = (id: string) => {
    writeFileSync(join(folder, 'gh'), `#!/bin/sh\nfor word; do echo "[$word]"; done >>asked\ncase $* in *--jq*) echo ${id} ;; esac\n`);
    chmodSync(join(folder, 'gh'), 0o755);
  };
  const asked = () => readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n').join(' ');

  test('the summary of the run has what it says, and findings fail it', () => {
    const { status, calls } = step(inputs, 1, diffStep);
    expect({ status, calls }).toEqual({
      status: 1,
      calls: '[--yes] [--package] [p] [cdk8s-mesh] [diff] [origin/main:k8s] [k8s] [--target] [argocd] [--format] [markdown]',
    });
    expect(readFileSync(join(folder, 'summary'), 'utf8')).toBe(`${marker}some findings\n`);
    expect(existsSync(join(folder, 'asked'))).toBe(false);
  });

  test('a pull request gets one comment, which later runs change', () => {
    withComment('');
    expect(step({ ...inputs, 'pull-request': '7' }, 0, diffStep).status).toBe(0);
    expect(asked()).toMatch(/\[api\] \[--silent\] \[repos\/a\/b\/issues\/7\/comments\] \[-F\] \[body=@[^\]]+\]$/);
    withComment('42');
    step({ ...inputs, 'pull-request': '7' }, 0, diffStep);
    expect(asked()).toMatch(/\[--method\] \[PATCH\] \[repos\/a\/b\/issues\/comments\/42\] \[-F\] \[body=@[^\]]+\]$/);
  });

  test('where nothing could be compared nothing is said', () => {
    withComment('');
    expect(step({ ...inputs, 'pull-request': '7' }, 2, diffStep).status).toBe(2);
    expect(['summary', 'asked'].filter((name) => existsSync(join(folder, name)))).toEqual([]);
  });
});

test('what a user passes is a word, never a command', () => {
  step({ paths: '$(touch here) ;touch there', options: '`touch everywhere`' }, 0);
  expect(['here', 'there', 'everywhere'].filter((name) => existsSync(join(folder, name)))).toEqual([]);
});

test('docs/ci.md explains each input', () => {
  const page = readFileSync(join(ROOT, 'docs/ci.md'), 'utf8');
  expect(Object.keys(action.inputs).filter((name) => !page.includes(`| \`${name}\` |`))).toEqual([]);
});
