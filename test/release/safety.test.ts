import * as fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { differenceOf } from '../../src/check/replay/diff';
import { DEPLOY_TOOLS } from '../../src/check/deploy/deploy-tool';
import { DEPLOY_TARGETS } from '../../src/facts/deploy-target';
import { KubeObject } from '../../src/bundle';
import { traffic } from '../../src/check';
import { Mesh, MeshApp } from '../../src/mesh';
import type { Plan } from '../../src/plan/plan';
import { Adoption, FaultRelease, Release, SteppedRelease, ReleaseState } from '../../src/release';
import { manifestOf } from '../../src/check/manifest';
import { JsonValue } from '../../src/yaml/read';
import { NginxFaultInjector } from '../../src/fault';
import { Workload } from '../../src/service';
import { LIVE, V } from './adoption-kit';

/** Random releases: any mesh, weights, ports, versions with autoscalers or without, apexes that select all or the stable version only. */
const releases = fc
  .record({
    mesh: fc.constantFrom(Mesh.linkerd('2.10'), Mesh.linkerd('2.14'), Mesh.linkerd(), Mesh.gatewayApi()),
    steps: fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { maxLength: 4 }),
    ports: fc.constantFrom<Record<string, number>>({ http: 80 }, { http: 8080, admin: 9990 }),
    autoscaler: fc.boolean(),
    ready: fc.boolean(),
    names: fc.constantFrom(undefined, 'web', 'old-web'),
  })
  .map(({ mesh, steps, ports, autoscaler, ready, names }) => {
    const scaled = autoscaler ? { autoscaler: { minReplicas: 2, maxReplicas: 5 }, resources: { requests: { cpu: '1' } } } : { replicas: 3 };
    return new Release(new MeshApp(), 'web', {
      namespace: 'shop',
      mesh,
      service: {
        ports,
        ...(ready && { readinessProbe: { httpGet: { path: '/ready', port: 'http' } } }),
        versions: { v1: { image: 'web:1', ...(names !== undefined && { deploymentName: names }) }, v2: { image: 'web:2', ...scaled } },
      },
      from: 'v1',
      to: 'v2',
      steps: [...steps].sort((a, b) => a - b),
    });
  });

const faults = fc
  .record({
    mesh: fc.constantFrom(Mesh.linkerd('2.10'), Mesh.linkerd()),
    steps: fc.uniqueArray(
      fc.integer({ min: 1, max: 1000 }).map((tenths) => tenths / 10),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(
    ({ mesh, steps }) =>
      new FaultRelease(new MeshApp(), 'faults', {
        namespace: 'shop',
        mesh,
        service: (chart) => new Workload(chart, 'web', { image: 'web:1', ports: { http: 80 } }),
        injector: (chart) => new NginxFaultInjector(chart, 'injector', { status: 503, port: 80 }),
        steps,
      }),
  );

const adoptions = fc
  .record({ mesh: fc.constantFrom(Mesh.linkerd('2.10'), Mesh.linkerd()), replicas: fc.integer({ min: 1, max: 3 }) })
  .map(({ mesh, replicas }) => new Adoption(new MeshApp(), 'web', { ...V, namespace: 'shop', mesh, live: LIVE(replicas) }));

type AnyRelease = SteppedRelease<ReleaseState, never>;

const all: fc.Arbitrary<AnyRelease> = fc.oneof(releases, faults, adoptions);

const RUNS = { numRuns: 40 };

/** For what needs a plan, which takes a tenth of a second. */
const PLANS = { numRuns: 12 };

/** Pairs of states that follow each other. */
const transitions = ({ steps }: { readonly steps: readonly ReleaseState[] }) =>
  steps.slice(1).map((step, index) => ({ step, before: steps[index]?.chart.toJson() ?? [], after: step.chart.toJson() }));

const idOf = ({ apiVersion, kind, metadata }: KubeObject): string => [apiVersion, kind, metadata.namespace, metadata.name].join(' ');

const routesIn = (objects: readonly KubeObject[]): KubeObject[] =>
  objects.filter(({ kind }) => ['HTTPRoute', 'TrafficSplit', 'ServiceProfile'].includes(kind));

/** Who receives requests to the main port of a Service, of its own selector or by what is routed. */
const sharesIn = (objects: readonly KubeObject[], plan: Plan): unknown =>
  traffic(objects, { mesh: plan.mesh, complete: true })
    .of(`shop/${plan.service}:${plan.steps[0]?.traffic[0]?.port ?? 80}`)
    .get('/');

describe('every release', () => {
  test('never moves traffic and removes pods in one step', () => {
    fc.assert(
      fc.property(all, (release) => {
        const plan = release.plan();
        for (const { before, after } of transitions(release)) {
          const kept = new Set(after.map(idOf));
          const removes = before.some((object) => object.kind === 'Deployment' && !kept.has(idOf(object)));
          if (removes) expect(sharesIn(after, plan)).toEqual(sharesIn(before, plan));
        }
      }),
      PLANS,
    );
  });

  test('gives a share only to pods that were there a step before, and waits for pods that it starts', () => {
    fc.assert(
      fc.property(all, (release) => {
        const { steps } = release.plan();
        for (const [index, step] of steps.entries()) {
          const started = step.changes.filter(({ verb, kind }) => verb === 'create' && kind === 'Deployment').map(({ name }) => name);
          const receiving = step.traffic.flatMap(({ to }) => to.map(({ workload }) => workload));
          if (index > 0) expect(receiving.filter((workload) => started.includes(workload))).toEqual([]);
          if (started.length > 0) expect(step.gates[0]).toMatchObject({ kind: 'ready' });
        }
      }),
      PLANS,
    );
  });

  test('never changes what a Deployment selects, nor gives a name to another one', () => {
    fc.assert(
      fc.property(all, (release) => {
        const selectors = new Map<string, unknown>();
        for (const object of [...release.steps, release.rollback].flatMap(({ chart }) => chart.toJson())) {
          if (object.kind !== 'Deployment') continue;
          const { selector } = object.spec as { readonly selector: unknown };
          if (selectors.has(idOf(object))) expect(selector).toEqual(selectors.get(idOf(object)));
          selectors.set(idOf(object), selector);
        }
      }),
      RUNS,
    );
  });

  test('has one kind of routing, which no step that moves traffic brings or takes away', () => {
    fc.assert(
      fc.property(all, (release) => {
        const plan = release.plan();
        const kinds = new Set(release.steps.flatMap(({ chart }) => routesIn(chart.toJson()).map(({ apiVersion }) => apiVersion)));
        expect(kinds.size).toBe(1);
        for (const { before, after } of transitions(release))
          if (!isDeepStrictEqual(routesIn(before).map(idOf), routesIn(after).map(idOf)))
            expect(workloadsOf(sharesIn(after, plan))).toEqual(workloadsOf(sharesIn(before, plan)));
      }),
      PLANS,
    );
  });

  test('is safe between all steps and on the way back, with every tool', () => {
    fc.assert(
      fc.property(all, (release) => {
        const unsafe = release
          .plan()
          .safety.flatMap(({ tool, steps }) =>
            steps.filter((each) => each.unsafe + (each.rollback ?? 0) > 0).map(({ step }) => `${tool} ${step}`),
          );
        expect(unsafe).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

const workloadsOf = (shares: unknown): string[] => Object.keys(shares as object).sort();

describe('a canary release', () => {
  test('has its split from the first state on, before there is a canary', () => {
    fc.assert(
      fc.property(releases, (release) => {
        for (const { chart } of [...release.steps, release.rollback]) expect(routesIn(chart.toJson()).length).toBeGreaterThan(0);
      }),
      RUNS,
    );
  });

  test('has an apex that selects the pods of the stable version only, unless asked otherwise', () => {
    fc.assert(
      fc.property(releases, (release) => {
        for (const { name, chart } of release.steps) {
          const apex = chart.toJson().find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'web');
          const stable = ['promote', 'cleanup'].includes(name) ? 'v2' : 'v1';
          expect(apex?.spec).toMatchObject({ selector: { app: 'web', version: stable } });
        }
      }),
      RUNS,
    );
  });

  test('leaves the number of replicas to an autoscaler where there is one', () => {
    fc.assert(
      fc.property(releases, (release) => {
        for (const { chart } of release.steps) {
          const objects = chart.toJson();
          const scaled = objects.filter(({ kind }) => kind === 'HorizontalPodAutoscaler').map(({ metadata: { name } }) => name);
          for (const { kind, metadata, spec } of objects)
            if (kind === 'Deployment' && scaled.includes(metadata.name)) expect(spec).not.toHaveProperty('replicas');
        }
      }),
      RUNS,
    );
  });
});

describe('the replay', () => {
  const states = new Release(new MeshApp(), 'web', {
    namespace: 'shop',
    service: { ports: { http: 80 }, versions: { v1: { image: 'web:1' }, v2: { image: 'web:2' } } },
    from: 'v1',
    to: 'v2',
    steps: [50],
  });

  const between = (before: 'baseline' | 'canary-50', after: 'canary-50' | 'cleanup', target: (typeof DEPLOY_TARGETS)[number]) => {
    const [old, now] = [before, after].map((name) =>
      states
        .step(name)
        .chart.toJson()
        .flatMap((object) => manifestOf(JSON.parse(JSON.stringify(object)) as JsonValue) ?? []),
    );
    return differenceOf({ before: old ?? [], after: now ?? [] }, target, DEPLOY_TOOLS[target], { complete: true }).found;
  };

  // What the steps are for: left out, each of these loses requests.
  test.each(['argocd'] as const)('finds the hole where %s moves traffic and deletes in one go', (target) => {
    expect(between('canary-50', 'cleanup', target).map(({ rule }) => rule.name)).toContain('prefix-no-endpoint');
  });

  test.each(DEPLOY_TARGETS)('finds the hole where %s starts pods and gives them a share in one go', (target) => {
    expect(between('baseline', 'canary-50', target).map(({ rule }) => rule.name)).toContain('prefix-no-endpoint');
  });
});
