import { check } from '../../src/check';
import { checkManifests, type PlacedOptions } from '../../src/check/check';
import { readConfig } from '../../src/check/config';
import { findingOf } from '../../src/check/finding';
import { ignoreComments } from '../../src/check/input/ignore-comment';
import { readManifests } from '../../src/check/input/read-manifests';

/** What is found in a file, as `LINE RULE`. */
function found(text: string, options: PlacedOptions = {}): string[] {
  const { manifests } = readManifests('k8s.yaml', text);
  const comments = ignoreComments('k8s.yaml', text).map((comment) => ({ ...comment, comment, file: undefined }));
  return checkManifests(manifests, { ...options, ignore: [...(options.ignore ?? []), ...comments] })
    .found.map(findingOf)
    .map(({ rule, object }) => `${object.line} ${rule}`);
}

const split = (before = '', trailing = '', inside = ''): string => `---
${before}apiVersion: split.smi-spec.io/v1alpha4
kind: TrafficSplit
metadata:
  name: web
  annotations:
    note: x${inside}
spec: {service: web, backends: [{service: web-v1, weight: 1}]}${trailing}
`;

test('a finding is reported if nobody says otherwise', () => {
  expect(found(split())).toEqual(['2 refused-object']);
});

test.each([
  ['a comment before an object', split('# cdk8s-mesh-ignore refused-object: our mesh is another one\n')],
  ['a comment before an object, with others', split('# a\n# cdk8s-mesh-ignore refused-object: our mesh is another one\n# b\n')],
  ['a comment behind the line', split().replace('v1alpha4', 'v1alpha4 # cdk8s-mesh-ignore refused-object: our mesh is another one')],
  ['an annotation', split('', '', '\n    ignore.cdk8s-mesh/refused-object: our mesh is another one')],
])('%s with a reason keeps it quiet', (_, text) => {
  expect(found(text)).toEqual([]);
});

test('a comment in an object is about the next line alone', () => {
  const text =
    'apiVersion: linkerd.io/v1alpha2\nkind: ServiceProfile\nmetadata: {name: web.shop.svc.cluster.local, namespace: shop}\nspec:\n  # cdk8s-mesh-ignore refused-object: soon\n  one: 1\n  two: 2\n';
  expect(found(text)).toEqual(['7 refused-object']);
});

test('without a reason it does not count, and is a finding itself', () => {
  expect(found(split('# cdk8s-mesh-ignore refused-object\n')).sort()).toEqual(['2 suppression-without-reason', '3 refused-object']);
  expect(found(split('# cdk8s-mesh-ignore refused-object:   \n')).sort()).toEqual(['2 suppression-without-reason', '3 refused-object']);
  expect(found(split('', '', '\n    ignore.cdk8s-mesh/refused-object: ""')).sort()).toEqual([
    '2 refused-object',
    '8 suppression-without-reason',
  ]);
});

test('what keeps nothing quiet is a finding, where it stands', () => {
  expect(found(split('# cdk8s-mesh-ignore all-zero-weights: not yet\n')).sort()).toEqual(['2 unused-suppression', '3 refused-object']);
  expect(found(split('', '', '\n    ignore.cdk8s-mesh/no-such-rule: never')).sort()).toEqual(['2 refused-object', '8 unused-suppression']);
});

describe('a configuration', () => {
  const config = (ignore: string) => readConfig('.cdk8s-mesh.yaml', `ignore:\n  - ${ignore}\n`);

  test.each([
    '{rule: refused-object, reason: another mesh}',
    '{rule: refused-object, reason: another mesh, object: TrafficSplit default/web}',
    '{rule: refused-object, reason: another mesh, object: "TrafficSplit */w*b", file: "k8s*"}',
  ])('keeps quiet what it names: %s', (entry) => {
    expect(found(split(), config(entry))).toEqual([]);
  });

  test.each(['{rule: refused-object, reason: x, object: TrafficSplit shop/*}', '{rule: refused-object, reason: x, file: "legacy/*"}'])(
    'nothing else: %s',
    (entry) => {
      expect(found(split(), config(entry)).sort()).toEqual(['2 refused-object', '2 unused-suppression']);
    },
  );

  test('says what else holds', () => {
    expect(readConfig('c.yaml', 'mesh: linkerd-2.14\ntarget: argocd\ncomplete: true\nminSeverity: info\n')).toEqual({
      ...{ mesh: 'linkerd-2.14', target: 'argocd', complete: true, minSeverity: 'info', ignore: [] },
    });
    expect(readConfig('c.yaml', '# nothing\n')).toEqual({ ignore: [] });
  });

  test.each([
    ['mesh: istio', 'c.yaml:1: mesh must be one of linkerd-2.10, '],
    ['mesh: linkerd-2.20\ntarget: ansible', 'c.yaml:2: target must be one of kubectl, kustomize, argocd, flux, helm, kapp; got "ansible"'],
    ['complete: "yes"', 'c.yaml:1: complete must be true or false'],
    ['mesk: x', 'c.yaml:1: mesk has no meaning here; there are mesh, target, complete, minSeverity, ignore'],
    ['ignore: all', 'c.yaml:1: ignore must be a list'],
    ['ignore: [{reason: x}]', 'c.yaml:1: 0 must name a rule'],
    ['ignore:\n- rule: a\n  why: x', 'c.yaml:3: why has no meaning here; there are rule, reason, object, file'],
    ['ignore: [{rule: 1}]', 'c.yaml:1: rule must be text'],
    ['- a', 'c.yaml:1: it must have the keys mesh, target, complete, minSeverity, ignore'],
    ['a: [', 'c.yaml:'],
  ])('is refused where it has no meaning: %j', (text, message) => {
    expect(() => readConfig('c.yaml', text)).toThrow(message);
  });
});

test('objects of a program are checked as those of a file', () => {
  const object = { apiVersion: 'split.smi-spec.io/v1alpha4', kind: 'TrafficSplit', metadata: { name: 'web', namespace: 'shop' }, spec: {} };
  expect(check([object]).map(({ rule, object: where, path }) => ({ rule, where, path }))).toEqual([
    {
      rule: 'refused-object',
      where: { apiVersion: object.apiVersion, kind: 'TrafficSplit', namespace: 'shop', name: 'web' },
      path: 'apiVersion',
    },
  ]);
  expect(check([object], { ignore: [{ rule: 'refused-object', reason: 'x' }] })).toEqual([]);
});

test.each([
  '# cdk8s-mesh-ignore refused-object, apex-missing: both',
  '# cdk8s-mesh-ignore: all of it',
  '# cdk8s-mesh-ignore refused-object because I say so',
])('%s hides nothing, and that is said', (comment) => {
  expect(found(split(`${comment}\n`)).sort()).toEqual(['2 suppression-unreadable', '3 refused-object']);
});

test('a rule that is not there is told from one that finds nothing', () => {
  const messages = (rule: string) => {
    const { manifests } = readManifests('k8s.yaml', split());
    return checkManifests(manifests, { ignore: [{ rule, reason: 'as meant', at: { file: 'c.yaml', line: 1 } }] })
      .found.filter((each) => each.rule.name === 'unused-suppression')
      .map(({ message }) => message);
  };
  expect(messages('apex-missing')).toEqual(['apex-missing is hidden here, but nothing of that kind was found']);
  expect(messages('apex-mising')).toEqual(['there is no rule apex-mising; is it apex-missing?']);
  expect(messages('all')).toEqual(['there is no rule all']);
});

test('what is ignored is counted', () => {
  const { manifests } = readManifests('k8s.yaml', split());
  const ignore = [{ rule: 'refused-object', reason: 'as meant' }];
  expect(checkManifests(manifests, { ignore })).toEqual({ found: [], hidden: 0, ifComplete: 0, ignored: 1 });
});
