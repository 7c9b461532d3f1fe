import fc from 'fast-check';
import { DEPLOY_TARGETS } from '../../../src/facts/deploy-target';
import { DEPLOY_TOOLS } from '../../../src/check/deploy/deploy-tool';
import { type Batch, writesOf } from '../../../src/check/deploy/write';
import { manifests } from './objects';

interface Described {
  readonly kind: string;
  readonly name: string;
  readonly content: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

const GROUPS: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
  TrafficSplit: 'split.smi-spec.io/v1alpha2',
};

const object = ({ kind, name, content, annotations }: Described): object => ({
  apiVersion: GROUPS[kind] ?? 'v1',
  kind,
  metadata: { name, ...(kind === 'Namespace' ? {} : { namespace: 'shop' }), ...(annotations && { annotations }) },
  spec: { content },
});

const described = fc.record({
  kind: fc.constantFrom('Namespace', 'ConfigMap', 'Service', 'Deployment', 'HTTPRoute', 'TrafficSplit'),
  name: fc.constantFrom('a', 'b', 'shop'),
  content: fc.integer({ min: 0, max: 1 }),
  annotations: fc.record(
    {
      'argocd.argoproj.io/sync-wave': fc.constantFrom('-1', '0', '2', 'x'),
      'argocd.argoproj.io/sync-options': fc.constantFrom('', 'PruneLast=true'),
    },
    { requiredKeys: [] },
  ),
});

const state = fc.uniqueArray(described, { selector: ({ kind, name }) => `${kind}/${name}`, maxLength: 10 });

const inWords = (batches: readonly Batch[]): string[][] =>
  batches.map(({ writes }) => writes.map(({ verb, manifest: { kind, name } }) => `${verb} ${kind}/${name}`));

test.each(DEPLOY_TARGETS)(
  '%s writes each change once; what it leaves out is what it does not delete, or what the server refuses',
  (target) => {
    fc.assert(
      fc.property(state, state, (old, now) => {
        const change = { before: manifests(old.map(object)), after: manifests(now.map(object)) };
        const { batches: order, prunes } = DEPLOY_TOOLS[target];
        const written = inWords(order(change)).flat();
        const all = writesOf(change).map(({ verb, manifest: { kind, name } }) => `${verb} ${kind}/${name}`);
        expect(new Set(written).size).toBe(written.length);
        const missing = all.filter((word) => !written.includes(word));
        expect(written.filter((word) => !all.includes(word))).toEqual([]);
        // In a Namespace that is created later in the same run, nothing can be.
        const isLate = written.concat(all).includes('create Namespace/shop') && !prunes;
        expect(missing.filter((word) => (prunes || !word.startsWith('delete ')) && !isLate)).toEqual([]);
      }),
    );
  },
);

test('a change of nothing writes nothing', () => {
  fc.assert(
    fc.property(state, fc.constantFrom(...DEPLOY_TARGETS), (old, target) => {
      const same = manifests(old.map(object));
      expect(DEPLOY_TOOLS[target].batches({ before: same, after: manifests(old.map(object)) })).toEqual([]);
    }),
  );
});

describe('kapp', () => {
  const rule = (text: string, group?: string) => ({
    'kapp.k14s.io/change-rule': text,
    ...(group !== undefined && { 'kapp.k14s.io/change-group': group }),
  });
  const of = (before: readonly Described[], after: readonly Described[]) =>
    inWords(DEPLOY_TOOLS.kapp.batches({ before: manifests(before.map(object)), after: manifests(after.map(object)) })).map((batch) =>
      batch.sort(),
    );

  const SERVICE: Described = { kind: 'Service', name: 'a', content: 0, annotations: { 'kapp.k14s.io/change-group': 'services' } };
  const SPLIT: Described = { kind: 'TrafficSplit', name: 'a', content: 0, annotations: rule('upsert after upserting services', 'split') };
  const PODS: Described = {
    kind: 'Deployment',
    name: 'a',
    content: 0,
    annotations: {
      'kapp.k14s.io/change-rule.1': 'upsert after upserting split',
      'kapp.k14s.io/change-rule.2': 'delete before deleting services',
    },
  };

  test('does everything at once, configuration first, where nobody says otherwise', () => {
    const plain = [SERVICE, SPLIT, PODS].map((each) => ({ ...each, annotations: {} }));
    expect(of([], [...plain, { kind: 'ConfigMap', name: 'a', content: 0 }])).toEqual([
      ['create ConfigMap/a'],
      ['create Deployment/a', 'create Service/a', 'create TrafficSplit/a'],
    ]);
  });

  test('keeps to change rules, and waits', () => {
    expect(of([], [PODS, SPLIT, SERVICE])).toEqual([['create Service/a'], ['create TrafficSplit/a'], ['create Deployment/a']]);
    expect(of([PODS, SERVICE], [])).toEqual([['delete Deployment/a'], ['delete Service/a']]);
    const [first, second] = DEPLOY_TOOLS.kapp.batches({ before: [], after: manifests([SPLIT, SERVICE].map(object)) });
    expect([first?.waits, second?.waits]).toEqual([false, true]);
  });

  test('claims no order between what no rule connects', () => {
    const alone: Described = { kind: 'Deployment', name: 'b', content: 0 };
    expect(of([], [SPLIT, SERVICE, alone])).toEqual([['create Deployment/b', 'create Service/a', 'create TrafficSplit/a']]);
  });
});

describe('Argo CD', () => {
  const hook = (name: string, hooks: string, wave = '0', content = 1): Described => ({
    ...{ kind: 'ConfigMap', name, content },
    annotations: { 'argocd.argoproj.io/hook': hooks, 'argocd.argoproj.io/sync-wave': wave },
  });
  const helm = (name: string, hooks: string, weight: string): Described => ({
    ...{ kind: 'ConfigMap', name, content: 1 },
    annotations: { 'helm.sh/hook': hooks, 'helm.sh/hook-weight': weight },
  });
  const inWave = (name: string, wave: string, content = 1): Described => ({
    ...{ kind: 'ConfigMap', name, content },
    annotations: { 'argocd.argoproj.io/sync-wave': wave },
  });
  // Run with Argo CD's engine of 2026-09, beside a real API server.
  const all = [
    inWave('a-sync', '0'),
    hook('b-pre5', 'PreSync', '5'),
    hook('c-pre', 'PreSync'),
    hook('d-post', 'PostSync', '-3'),
    inWave('e-sync-2', '-2'),
    hook('f-both', 'PreSync,PostSync'),
    helm('g-helm', 'pre-install,pre-upgrade', '3'),
    hook('h-skip', 'Skip'),
    hook('i-fail', 'SyncFail'),
    helm('j-test', 'test', '0'),
    hook('k-sync', 'Sync'),
  ];
  const of = (before: readonly Described[], after: readonly Described[]) =>
    inWords(DEPLOY_TOOLS.argocd.batches({ before: manifests(before.map(object)), after: manifests(after.map(object)) }));

  test('makes hooks before and after all waves of the rest, and those of other phases not at all', () => {
    expect(of([], all)).toEqual([
      ['create ConfigMap/c-pre', 'create ConfigMap/f-both'],
      ['create ConfigMap/g-helm'],
      ['create ConfigMap/b-pre5'],
      ['create ConfigMap/e-sync-2'],
      ['create ConfigMap/a-sync', 'create ConfigMap/k-sync'],
      ['create ConfigMap/d-post'],
    ]);
  });

  test('does not prune a hook that is gone', () => {
    expect(of([hook('gone', 'PreSync'), inWave('old', '0'), inWave('a', '1')], [inWave('a', '1', 2)])).toEqual([
      ['delete ConfigMap/old'],
      ['update ConfigMap/a'],
    ]);
  });
});
