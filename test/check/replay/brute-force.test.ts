import fc from 'fast-check';
import { DEPLOY_TARGETS } from '../../../src/facts/deploy-target';
import { DEPLOY_TOOLS } from '../../../src/check/deploy/deploy-tool';
import type { Batch, Write } from '../../../src/check/deploy/write';
import { identityOf, type Manifest } from '../../../src/check/manifest';
import { meshModel } from '../../../src/check/mesh/mesh-model';
import { replay } from '../../../src/check/replay/replay';
import { type Shares, traffic } from '../../../src/check';
import { manifests } from '../deploy/objects';
import { backend, deployment, labels, route, service, split } from '../traffic/objects';

const MESH = 'linkerd-2.20';
const LATE = ['Deployment', 'TrafficSplit'];

/** A state of a small release: an apex for all or for v1, leaves, pods, and one way to split, each there or not. */
const state = fc
  .record({
    apex: fc.constantFrom(labels('web'), labels('web', 'v1'), labels('web', 'v2')),
    leaf2: fc.boolean(),
    pods1: fc.boolean(),
    pods2: fc.boolean(),
    by: fc.constantFrom('nothing' as const, 'route' as const, 'split' as const),
    weight: fc.constantFrom(0, 10, 100),
  })
  .map(({ apex, leaf2, pods1, pods2, by, weight }) => [
    service('web', apex),
    service('web-v1', labels('web', 'v1')),
    ...(leaf2 ? [service('web-v2', labels('web', 'v2'))] : []),
    ...(pods1 ? [deployment('web-v1', labels('web', 'v1'))] : []),
    ...(pods2 ? [deployment('web-v2', labels('web', 'v2'))] : []),
    ...(by === 'route' ? [route([{ backendRefs: [backend('web-v1', 100 - weight), backend('web-v2', weight)] }])] : []),
    ...(by === 'split' ? [split({ 'web-v1': 100 - weight, 'web-v2': weight })] : []),
  ]);

const sharesOf = (objects: readonly Manifest[]): Shares =>
  traffic(
    objects.map(({ object }) => object),
    { mesh: MESH, complete: true },
  )
    .of('shop/web')
    .get('/');

const withWrite = (objects: ReadonlyMap<string, Manifest>, { verb, manifest }: Write): Map<string, Manifest> => {
  const next = new Map(objects);
  if (verb === 'delete') next.delete(identityOf(manifest));
  else next.set(identityOf(manifest), manifest);
  return next;
};

const numberOf = (share = '0'): number => {
  const [part = '0', whole = '1'] = share.split('/');
  return Number(part) / Number(whole);
};

/** One thing after the other: a write of the current batch arrives, or something that was written has its effect. Every order there is. */
function wrongInAnyOrder(before: readonly Manifest[], batches: readonly Batch[]): Set<string> {
  const writes = batches.flatMap((batch) => batch.writes);
  const start = new Map(before.map((manifest) => [identityOf(manifest), manifest]));
  const end = writes.reduce(withWrite, start);
  const [was, willBe] = [sharesOf([...start.values()]), sharesOf([...end.values()])];
  const wrong = new Set<string>();
  const served = Object.keys(was).some((name) => !['nothing', 'notFound', 'unknown'].includes(name));
  const seen = new Set<string>();
  const visit = (written: readonly Write[], late: readonly Write[], objects: ReadonlyMap<string, Manifest>): void => {
    const key = JSON.stringify([written, late].map((some) => some.map((write) => writes.indexOf(write)).sort((a, b) => a - b)));
    if (seen.has(key)) return;
    seen.add(key);
    const shares = sharesOf([...objects.values()]);
    for (const [name, share] of served ? Object.entries(shares) : []) {
      if (name === 'nothing' || name === 'notFound') {
        if (numberOf(shares['nothing']) + numberOf(shares['notFound']) > numberOf(was['nothing']) + numberOf(was['notFound']))
          wrong.add('hole');
      } else if (numberOf(share) > Math.max(numberOf(was[name]), numberOf(willBe[name]))) wrong.add(`leak ${name}`);
    }
    for (const write of late)
      visit(
        written,
        late.filter((each) => each !== write),
        withWrite(objects, write),
      );
    const batch = batches.find((each) => each.writes.some((write) => !written.includes(write)));
    const isGated =
      batch?.waits === true &&
      batch.writes.every((write) => !written.includes(write)) &&
      late.some(({ manifest }) => manifest.kind === 'Deployment');
    for (const write of isGated ? [] : (batch?.writes ?? []).filter((each) => !written.includes(each))) {
      const isLate = LATE.includes(write.manifest.kind);
      visit([...written, write], isLate ? [...late, write] : late, isLate ? objects : withWrite(objects, write));
    }
  };
  visit([], [], start);
  return wrong;
}

test('replay finds what can go wrong in some order, and nothing else', () => {
  fc.assert(
    fc.property(state, state, fc.constantFrom(...DEPLOY_TARGETS), (one, other, target) => {
      const change = { before: manifests(one), after: manifests(other) };
      const tool = DEPLOY_TOOLS[target];
      const { moments } = replay(change, { mesh: meshModel(MESH), tool, isComplete: true });
      const said = moments
        .filter(({ when, fault }) => when === 'forward' && fault.question.service === 'web')
        .map(({ fault }) => (fault.kind === 'hole' ? 'hole' : `leak ${fault.version}`));
      expect([...new Set(said)].sort()).toEqual([...wrongInAnyOrder(change.before, tool.batches(change))].sort());
    }),
    { numRuns: 300 },
  );
});
