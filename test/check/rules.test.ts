import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type CheckOptions, findingsIn } from '../../src/check/check';
import { DEPLOY_TARGETS } from '../../src/facts/deploy-target';
import { type Found as Finding } from '../../src/check/finding';
import { readManifests } from '../../src/check/input/read-manifests';
import { meshNames } from '../../src/check/mesh/mesh-model';
import { RULES } from '../../src/check/rules';

const FOLDER = join(__dirname, 'rules');

/** Name of a file → its path: each group of rules has a folder. */
const FILES = new Map(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => [basename(path), join(FOLDER, path)]),
);

/** A file names its options in comments: `# mesh: linkerd-2.10`, `# target: argocd`, `# complete`. */
function optionsIn(text: string): CheckOptions {
  const option = (name: string) => new RegExp(`^# ${name}: (.+)$`, 'm').exec(text)?.[1];
  const target = DEPLOY_TARGETS.find((each) => each === option('target'));
  return {
    ...(option('mesh') !== undefined && { mesh: option('mesh') }),
    ...(target && { target }),
    complete: /^# complete$/m.test(text),
  };
}

/** What a file says will be found: `# finds: TEXT` or `# finds as info: TEXT` stands in the line above, and TEXT in the message or the traffic. */
const expectedIn = (text: string): { readonly line: number; readonly text: string; readonly severity?: string }[] =>
  text.split('\n').flatMap((line, index, lines) => {
    const [, severity, words] = /^\s*(?:- )?# finds(?: as (\w+))?: (.+)$/.exec(line) ?? [];
    if (words === undefined) return [];
    const next = lines.findIndex((each, at) => at > index && !/^\s*#/.test(each));
    return [{ line: next + 1, text: words, ...(severity !== undefined && { severity }) }];
  });

const textOf = (file: string): string => readFileSync(FILES.get(file) ?? file, 'utf8');

function found(file: string): { readonly text: string; readonly findings: Finding[] } {
  const text = textOf(file);
  const { manifests, faults, skipped } = readManifests(file, text);
  expect({ faults, skipped }).toEqual({ faults: [], skipped: [] });
  return { text, findings: findingsIn(manifests, optionsIn(text)) };
}

const lineOf = ({ manifest, path }: Finding): number => manifest.origin?.lineOf(path) ?? 0;

describe.each(RULES.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  const [bad, good] = [`${name}.bad.yaml`, `${name}.good.yaml`];

  test('has a name, a sentence of what it finds, why that matters and what to do', () => {
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    for (const text of [rule.summary, rule.why, rule.fix]) expect(text).toMatch(/^[A-Z`].*[.]$/s);
    expect(rule.why).toMatch(/\(.+\)|`.+`|\d/);
  });

  test('finds what is wrong, where it is, and says what it means', () => {
    const { text, findings } = found(bad);
    const own = findings.filter((finding) => finding.rule === rule);
    const expected = expectedIn(text);
    expect(expected).not.toEqual([]);
    expect(own.map(lineOf).sort((a, b) => a - b)).toEqual(expected.map(({ line }) => line).sort((a, b) => a - b));
    for (const { line, text: words, severity = rule.severity } of expected) {
      const here = own.filter((finding) => lineOf(finding) === line);
      expect(here.map(({ message, traffic = '' }) => `${message}; ${traffic}`).join('\n')).toContain(words);
      expect(here.map((each) => each.severity)).toContain(severity);
    }
  });

  test('finds nothing where all is well, and nor does any other rule find a warning there', () => {
    const { findings } = found(good);
    const bad = findings.filter((finding) => finding.rule === rule || finding.severity !== 'info');
    expect(bad.map(({ rule: { name: of }, message, manifest }) => `${of}: ${manifest.kind} ${manifest.name}: ${message}`)).toEqual([]);
  });
});

test('every example of a rule belongs to one, and names options that there are', () => {
  const names = RULES.flatMap(({ name }) => [`${name}.bad.yaml`, `${name}.good.yaml`]);
  expect([...FILES.keys()].filter((file) => !names.includes(file))).toEqual([]);
  for (const file of FILES.keys()) {
    const { mesh } = optionsIn(textOf(file));
    expect([undefined, ...meshNames]).toContain(mesh);
  }
});

test('no two rules have the same name', () => {
  expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length);
});
