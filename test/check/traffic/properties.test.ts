import * as fc from 'fast-check';
import { check, traffic } from '../../../src/check';
import { findingsIn } from '../../../src/check/check';
import { Fraction } from '../../../src/check/fraction';
import { manifestOf } from '../../../src/check/manifest';
import { meshNames } from '../../../src/check/mesh/mesh-model';
import { TrafficTable, trafficJson } from '../../../src/check/traffic/table';
import type { JsonValue } from '../../../src/yaml/read';
import { deployment, service } from './objects';

const NAMES = ['web', 'web-v1', 'web-v2', 'cart'];
const name = fc.constantFrom(...NAMES);
const namespace = fc.constantFrom('shop', 'client');
const labelled = fc.dictionary(fc.constantFrom('app', 'version'), fc.constantFrom('web', 'v1', 'v2'), { minKeys: 1 });
const weight = fc.constantFrom(0, 1, 2, 10, 90, 400_000);
const port = fc.constantFrom(80, 81, 8080, 25);

const anyService = fc
  .record({
    name,
    labelled,
    namespace,
    ports: fc.uniqueArray(port, { minLength: 1 }),
    spec: fc.constantFrom({}, { clusterIP: 'None' }, { type: 'ExternalName' }),
  })
  .map(({ name: called, labelled: selector, namespace: where, ports, spec }) =>
    service(called, selector, { ports: ports.map((number) => ({ port: number, name: `p${number}` })), ...spec }, where),
  );

const anyDeployment = fc
  .record({ name, labelled, namespace, replicas: fc.constantFrom(undefined, 0, 1, 3) })
  .map(({ name: called, labelled: labels, namespace: where, replicas }) =>
    deployment(called, labels, replicas === undefined ? {} : { replicas }, where),
  );

const anyMatch = fc.record(
  {
    path: fc.record({
      type: fc.constantFrom('Exact', 'PathPrefix', 'RegularExpression'),
      value: fc.constantFrom('/', '/api', '/api/', '/a.*'),
    }),
    method: fc.constantFrom('GET', 'POST'),
    headers: fc.constant([{ name: 'a', value: '1' }]),
  },
  { requiredKeys: [] },
);

const anyRoute = fc
  .record({
    name,
    namespace,
    parent: name,
    kind: fc.constantFrom('HTTPRoute', 'HTTPRoute', 'GRPCRoute'),
    group: fc.constantFrom('core', '', 'gateway.networking.k8s.io'),
    rules: fc.array(
      fc.record(
        {
          matches: fc.array(anyMatch, { maxLength: 2 }),
          backendRefs: fc.array(fc.record({ name, namespace, port, weight }, { requiredKeys: ['name', 'port'] }), { maxLength: 3 }),
        },
        { requiredKeys: [] },
      ),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ name: called, namespace: where, parent, kind, group, rules }) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: { name: called, namespace: where },
    spec: {
      parentRefs: [{ group, kind: 'Service', name: parent, namespace: 'shop' }],
      rules: kind === 'GRPCRoute' ? rules.map(({ backendRefs }) => ({ ...(backendRefs && { backendRefs }) })) : rules,
    },
  }));

const anySplit = fc
  .record({ name, namespace, service: name, backends: fc.array(fc.record({ service: name, weight }), { maxLength: 3 }) })
  .map(({ name: called, namespace: where, ...spec }) => ({
    apiVersion: 'split.smi-spec.io/v1alpha2',
    kind: 'TrafficSplit',
    metadata: { name: called, namespace: where },
    spec,
  }));

const anyProfile = fc
  .record({ namespace, of: name, overrides: fc.array(fc.record({ leaf: name, weight }), { maxLength: 3 }) })
  .map(({ namespace: where, of, overrides }) => ({
    apiVersion: 'linkerd.io/v1alpha2',
    kind: 'ServiceProfile',
    metadata: { name: `${of}.shop.svc.cluster.local`, namespace: where },
    spec: { dstOverrides: overrides.map(({ leaf, weight: share }) => ({ authority: `${leaf}.shop.svc.cluster.local`, weight: share })) },
  }));

const cluster = fc.array(fc.oneof(anyService, anyService, anyDeployment, anyDeployment, anyRoute, anySplit, anyProfile), { maxLength: 14 });
const request = fc.constantFrom('GET /', 'POST /api', 'GET /api/x', 'GET /abc', 'POST /shop.Web/Get');

const table = (objects: readonly object[], options: object) =>
  new TrafficTable(
    objects.flatMap((object) => manifestOf(object as JsonValue) ?? []),
    options,
  );

const options = fc.record({
  mesh: fc.constantFrom(...meshNames),
  complete: fc.boolean(),
  clientNamespace: fc.constantFrom(undefined, 'client', 'other'),
});

test('shares of every request to every port sum to 1, and are above 0', () => {
  fc.assert(
    fc.property(cluster, options, (objects, how) => {
      for (const { traffic: result } of table(objects, how).rowsByClass()) {
        const { to, nothing, notFound, unknown } = result;
        expect(Fraction.sum([...to.map(({ share }) => share), nothing, notFound, unknown]).toString()).toBe('1');
        for (const { share } of to) expect(share.isZero).toBe(false);
      }
    }),
    { numRuns: 500 },
  );
});

test('objects of another namespace, which nobody names, change nothing', () => {
  const unrelated = [service('web', { app: 'web' }, {}, 'elsewhere'), deployment('web', { app: 'web' }, {}, 'elsewhere')];
  fc.assert(
    fc.property(cluster, options, (objects, how) => {
      const before = JSON.stringify(trafficJson(table(objects, how).rows()));
      const rows = table([...objects, ...unrelated], how).rows();
      expect(JSON.stringify(trafficJson(rows.filter(({ namespace: where }) => where !== 'elsewhere')))).toBe(before);
    }),
    { numRuns: 300 },
  );
});

test('the order of objects changes nothing, but for those that are the same object', () => {
  fc.assert(
    fc.property(cluster, options, fc.array(fc.nat(), { minLength: 14, maxLength: 14 }), (objects, how, places) => {
      const unique = [
        ...new Map(
          objects.map((object) => [JSON.stringify([Reflect.get(object, 'kind'), Reflect.get(object, 'metadata')]), object]),
        ).values(),
      ];
      const shuffled = unique.map((object, index) => ({ object, at: places[index] ?? 0 })).sort((a, b) => a.at - b.at);
      const byLeaf = (all: readonly object[]) => {
        const json = trafficJson(table(all, how).rows()) as { apexes: { to: object[] }[] };
        return json.apexes.map(({ to, ...apex }) => ({ ...apex, because: undefined, to: to.map((each) => JSON.stringify(each)).sort() }));
      };
      expect(byLeaf(shuffled.map(({ object }) => object))).toEqual(byLeaf(unique));
    }),
    { numRuns: 300 },
  );
});

test('any request is answered alike twice, and by an answer that the schema knows', () => {
  fc.assert(
    fc.property(cluster, request, (objects, text) => {
      const ask = () =>
        objects
          .flatMap((object) => (Reflect.get(object, 'kind') === 'Service' ? [object] : []))
          .map((each) => Reflect.get(each, 'metadata') as { name: string; namespace: string });
      for (const { name: called, namespace: where } of ask()) {
        const services = traffic(objects);
        try {
          expect(services.of(`${where}/${called}`).send(text)).toEqual(services.of(`${where}/${called}`).send(text));
        } catch (error) {
          expect(String(error)).toContain('the port of a Service must be one of');
        }
      }
    }),
    { numRuns: 100 },
  );
});

test('no rule throws, whatever objects hold', () => {
  const kinds = [
    ['v1', 'Service'],
    ['v1', 'Namespace'],
    ['v1', 'ConfigMap'],
    ['apps/v1', 'Deployment'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler'],
    ['networking.k8s.io/v1', 'Ingress'],
    ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
    ['policy.linkerd.io/v1beta3', 'Server'],
    ['policy.linkerd.io/v1alpha1', 'AuthorizationPolicy'],
    ['linkerd.io/v1alpha2', 'ServiceProfile'],
    ['split.smi-spec.io/v1alpha2', 'TrafficSplit'],
    ['flagger.app/v1beta1', 'Canary'],
    ['flagger.app/v1beta1', 'MetricTemplate'],
    ['argoproj.io/v1alpha1', 'Rollout'],
  ] as const;
  const fields = [
    'spec',
    'metadata',
    'rules',
    'backendRefs',
    'parentRefs',
    'routes',
    'condition',
    'template',
    'labels',
    'annotations',
    'ports',
    'selector',
    'analysis',
    'strategy',
    'weight',
    'name',
    '__proto__',
  ];
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, 0, -1, 1.5, '', 'web', '*', '/api', '90', '100m'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...fields), tie('value'), { maxKeys: 5 }),
    ),
  }));
  const any = fc
    .record({ kind: fc.constantFrom(...kinds), name, spec: value, annotations: value, data: value })
    .map(({ kind: [apiVersion, kind], name: called, spec, annotations, data }) => ({
      ...{ apiVersion, kind, spec, data },
      metadata: { name: called, namespace: 'shop', annotations, labels: annotations },
    }));
  fc.assert(
    fc.property(
      fc.array(any, { maxLength: 8 }),
      fc.constantFrom(...meshNames),
      fc.boolean(),
      fc.constantFrom(undefined, 'kubectl', 'argocd', 'helm', 'flux'),
      (objects, mesh, complete, target) => {
        const manifests = objects.flatMap((object) => manifestOf(JSON.parse(JSON.stringify(object)) as JsonValue) ?? []);
        for (const { message } of findingsIn(manifests, { mesh, complete, ...(target && { target: target as 'kubectl' }) }))
          expect(message).not.toBe('');
        check(objects, { mesh, complete });
      },
    ),
    { numRuns: 500 },
  );
});
