import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEPLOY_TOOLS, type DeployTool, KUSTOMIZE_FIFO } from '../../../src/check/deploy/deploy-tool';
import type { Batch, Change } from '../../../src/check/deploy/write';
import { readInput } from '../../../src/check/input/read-input';

/** Transitions between two states of a bundle, and what the audit log of an API server showed that real tools wrote; each ran several times. */
const FOLDER = join(__dirname, '../truth/deploy-orders');

interface Observed {
  /** Null where nobody looked. */
  readonly waitsForReadiness: { readonly betweenBatches: boolean; readonly firstGatedBatch?: number } | null;
  readonly batches: readonly (readonly {
    readonly verb: string;
    readonly kind: string;
    readonly name: string;
    readonly unchanged?: boolean;
    readonly rejected?: number;
  }[])[];
}

/** The names of the runs, and what predicts them. */
const TOOLS: readonly (readonly [name: string, tool: DeployTool])[] = [
  ['kubectl 1.34 apply -f', DEPLOY_TOOLS.kubectl],
  ['kubectl 1.34 apply --server-side -f', DEPLOY_TOOLS.kubectl],
  ['kubectl 1.34 apply -k (legacy order)', DEPLOY_TOOLS.kustomize],
  ['kubectl 1.34 apply -k (fifo)', KUSTOMIZE_FIFO],
  ['helm 4.1', DEPLOY_TOOLS.helm],
  ['helm 4.1 --wait', DEPLOY_TOOLS.helm],
  ['argo gitops-engine 2026-09', DEPLOY_TOOLS.argocd],
  ['flux kustomize-controller 1.9', DEPLOY_TOOLS.flux],
  ['flux kustomize-controller 1.9 wait:true', DEPLOY_TOOLS.flux],
];

/** The first batch before which pods must be ready. */
function firstGate(batches: readonly Batch[]): number | undefined {
  const at = batches.findIndex(
    ({ waits }, index) =>
      waits &&
      batches
        .slice(0, index)
        .some(({ writes }) => writes.some(({ verb, manifest: { kind } }) => kind === 'Deployment' && verb !== 'delete')),
  );
  return at < 0 ? undefined : at;
}

const TRANSITIONS = readdirSync(FOLDER);

const objectsIn = (...path: string[]) => {
  const folder = join(FOLDER, ...path);
  return readdirSync(folder).length === 0 ? [] : readInput([folder], () => new Uint8Array()).manifests;
};

const observedIn = (transition: string) =>
  JSON.parse(readFileSync(join(FOLDER, transition, 'observed.json'), 'utf8')) as Readonly<Record<string, Observed | undefined>>;

/** Each write as text → the number of its batch. An RBAC object that Argo creates and at once writes again counts once. */
function places(
  batches: readonly (readonly { readonly verb: string; readonly kind: string; readonly name: string }[])[],
): Map<string, number> {
  const found = new Map<string, number>();
  for (const [at, batch] of batches.entries())
    for (const { verb, kind, name } of batch) if (!found.has(`create ${kind}/${name}`)) found.set(`${verb} ${kind}/${name}`, at);
  return found;
}

const predicted = (tool: DeployTool, change: Change) =>
  places(tool.batches(change).map(({ writes }) => writes.map(({ verb, manifest: { kind, name } }) => ({ verb, kind, name }))));

describe.each(TOOLS)('%s', (name, tool) => {
  test.each(TRANSITIONS.filter((transition) => observedIn(transition)[name]))('%s: what is written, and in which order', (transition) => {
    const change = { before: objectsIn(transition, 'before'), after: objectsIn(transition, 'after') };
    const seen = places(
      (observedIn(transition)[name]?.batches ?? []).map((batch) =>
        batch.filter(({ unchanged, rejected }) => !unchanged && rejected === undefined),
      ),
    );
    const ours = predicted(tool, change);
    expect([...ours.keys()].sort()).toEqual([...seen.keys()].sort());
    // Of any two writes: the same one first, or neither.
    const keys = [...seen.keys()];
    const order = (places_: Map<string, number>, a: string, b: string) => Math.sign((places_.get(a) ?? 0) - (places_.get(b) ?? 0));
    const pairs = keys.flatMap((a, index) => keys.slice(index + 1).map((b) => [a, b] as const));
    expect(pairs.filter(([a, b]) => order(ours, a, b) !== order(seen, a, b))).toEqual([]);
  });

  test.each(TRANSITIONS.filter((transition) => observedIn(transition)[name]?.waitsForReadiness))(
    '%s: where it waits for pods',
    (transition) => {
      const change = { before: objectsIn(transition, 'before'), after: objectsIn(transition, 'after') };
      expect(firstGate(tool.batches(change))).toBe(observedIn(transition)[name]?.waitsForReadiness?.firstGatedBatch);
    },
  );
});
