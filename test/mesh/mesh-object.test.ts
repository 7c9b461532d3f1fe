import { ApiObject, App, Chart, IResolver, JsonPatch, Lazy, ResolutionContext, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import type { ConfigMap, Service } from 'kubernetes-types/core/v1';
import type { KubeObject } from '../../src/bundle';
import { type Manifest, MeshApp, MeshChart, MeshObject } from '../../src/mesh';
import { synthesized, withOutdir } from './output';

const chart = (): MeshChart => new MeshChart(new MeshApp(), 'shop', { namespace: 'shop' });
const SERVICE: Manifest<Service> = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } };
/** A value that is made late, in the place of one of any type. */
const lazy = (produce: () => unknown): never => Lazy.any({ produce }) as never;

/** Any fields. */
type Free = Record<string, unknown>;

const configMap = (data: Free): Manifest<Free> => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' }, data });

/** An object with a key that JavaScript takes for the prototype in a literal. */
const withProto = (value: unknown): Record<string, unknown> => Object.fromEntries([['__proto__', value]]);

describe('the manifest', () => {
  test('is what was given, in the namespace of the chart', () => {
    expect(new MeshObject(chart(), 'web', SERVICE).toJson()).toStrictEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { ports: [{ port: 80 }] },
    });
  });

  test('has its fields in the order in which a person would write them', () => {
    const object = new MeshObject<Free>(chart(), 'web', {
      spec: {},
      kind: 'Service',
      apiVersion: 'v1',
      metadata: { annotations: { b: '1', a: '2' }, labels: { z: '1' }, name: 'web' },
    });
    expect(JSON.stringify(object.toJson())).toBe(
      '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop","labels":{"z":"1"},"annotations":{"b":"1","a":"2"}},"spec":{}}',
    );
  });

  test('has the labels of the chart, its own first', () => {
    const labelled = new MeshChart(new MeshApp(), 'shop', { namespace: 'shop', labels: { team: 'a', tier: 'web' } });
    const object = new MeshObject(labelled, 'web', { ...SERVICE, metadata: { name: 'web', labels: { team: 'b' } } });
    expect(object.toJson().metadata['labels']).toEqual({ team: 'b', tier: 'web' });
  });

  test('may name another namespace', () => {
    const object = new MeshObject(chart(), 'web', { ...SERVICE, metadata: { name: 'web', namespace: 'other' } });
    expect(object.toJson().metadata.namespace).toBe('other');
  });

  test.each([
    'Namespace',
    'CustomResourceDefinition',
    'ClusterRole',
    'ClusterRoleBinding',
    'PersistentVolume',
    'StorageClass',
    'GatewayClass',
  ])('of a %s has no namespace', (kind) => {
    expect(new MeshObject(chart(), 'x', { apiVersion: 'v1', kind, metadata: { name: 'x' } }).toJson()).toStrictEqual({
      apiVersion: 'v1',
      kind,
      metadata: { name: 'x' },
    });
  });

  test('has no namespace in a plain chart without one', () => {
    expect(new MeshObject(new Chart(new App(), 'plain'), 'web', SERVICE).toJson().metadata).toStrictEqual({ name: 'web' });
  });

  test('leaves out undefined and null fields, and keeps empty ones', () => {
    const object = new MeshObject(
      chart(),
      'x',
      configMap({ a: undefined, b: null, c: { d: undefined }, e: [], f: {}, g: '', h: 0, i: false, j: [null] }),
    );
    expect(object.toJson()['data']).toStrictEqual({ c: {}, e: [], f: {}, g: '', h: 0, i: false, j: [null] });
  });

  test('takes __proto__ and constructor for the names of fields', () => {
    const data = {
      ...withProto('a'),
      constructor: 'b',
      toString: 'c',
      nested: { ...withProto({ constructor: 'd', value: 'e' }), resolve: 'f' },
    };
    const json = new MeshObject(chart(), 'x', configMap(data)).toJson();
    expect(JSON.stringify(json['data'])).toBe(
      '{"__proto__":"a","constructor":"b","toString":"c","nested":{"__proto__":{"constructor":"d","value":"e"},"resolve":"f"}}',
    );
    expect(Object.getPrototypeOf(json['data'])).toBe(Object.prototype);
  });

  test('shares nothing with what was given', () => {
    const data = { a: { b: ['c'] } };
    const object = new MeshObject(chart(), 'x', configMap(data));
    object.addJsonPatch(JsonPatch.add('/data/a/b/0', 'patched'));
    object.toJson();
    expect(data).toEqual({ a: { b: ['c'] } });
    expect(object.toJson()['data']).toEqual({ a: { b: ['patched', 'c'] } });
  });
});

describe('the name must be one that Kubernetes accepts', () => {
  test.each([['Web'], ['a/b'], ['../x'], [''], ['a..b'], ['x'.repeat(254)], ['web\n']])('%j', (name) => {
    expect(() => new MeshObject(chart(), 'x', { ...SERVICE, metadata: { name } })).toThrow(
      'name of Service must be lower-case letters, digits, "-" and ".", at most 253',
    );
  });
});

describe('escape hatches', () => {
  test('patches add, replace and remove whatever they like', () => {
    const object = new MeshObject(chart(), 'web', SERVICE);
    object.addJsonPatch(JsonPatch.add('/spec/anyField', { deep: [1] }), JsonPatch.replace('/spec/ports/0/port', 8080));
    ApiObject.of(object).addJsonPatch(
      JsonPatch.remove('/metadata/namespace'),
      JsonPatch.add('/metadata/labels', { a: 'b' }),
      JsonPatch.add('/status', null),
    );
    expect(object.toJson()).toStrictEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', labels: { a: 'b' } },
      spec: { ports: [{ port: 8080 }], anyField: { deep: [1] } },
      status: null,
    });
  });

  test('a patch that does not fit says which object it is for', () => {
    const object = new MeshObject(chart(), 'web', SERVICE);
    object.addJsonPatch(JsonPatch.add('/metadata/labels/a', 'b'));
    expect(() => object.toJson()).toThrow(
      /^\[shop\/web\] a JSON patch does not fit the object \(.+\); does the parent of its path exist\?$/s,
    );
  });

  test('a patch that takes the name away is refused when the chart is synthesized', () => {
    const shop = chart();
    new MeshObject(shop, 'web', SERVICE).addJsonPatch(JsonPatch.remove('/metadata/name'));
    expect(() => shop.toJson()).toThrow(
      '[shop/web] an object must have apiVersion, kind and metadata.name; does a JSON patch remove one of them?',
    );
  });

  test('labels, annotations, finalizers, owners and any other field of the metadata can be added', () => {
    const object = new MeshObject(chart(), 'web', { ...SERVICE, metadata: { name: 'web', labels: { a: '1' }, generation: 1 } });
    object.metadata.addLabel('b', '2');
    object.metadata.addAnnotation('c', '3');
    object.metadata.addAnnotation('constructor', '4');
    object.metadata.addFinalizers('example.com/f');
    object.metadata.addOwnerReference({ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u' });
    object.metadata.add('managedFields', [{ manager: 'x' }]);
    object.metadata.add('name', 'not-this');
    expect(object.toJson().metadata).toStrictEqual({
      name: 'web',
      namespace: 'shop',
      labels: { a: '1', b: '2' },
      annotations: { c: '3', constructor: '4' },
      finalizers: ['example.com/f'],
      ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u' }],
      generation: 1,
      managedFields: [{ manager: 'x' }],
    });
  });

  test('the metadata is the same where cdk8s keeps it in other fields', () => {
    const object = new MeshObject(chart(), 'web', { ...SERVICE, metadata: { name: 'web', labels: { a: '1' }, generation: 1 } });
    const before = object.toJson();
    Reflect.deleteProperty(object.metadata, 'ownerReferences');
    expect(object.toJson()).toEqual(before);
  });

  test('Lazy values are made when the chart is synthesized, wherever they stand', () => {
    let replicas = 1;
    const object = new MeshObject<ConfigMap>(chart(), 'x', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'x', labels: { version: lazy(() => `v${replicas}`) } },
      data: lazy(() => ({ replicas: lazy(() => `${replicas}`), none: lazy(() => undefined), list: [lazy(() => ({ a: 1 }))] })),
    });
    replicas = 3;
    expect(object.toJson()).toStrictEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'x', namespace: 'shop', labels: { version: 'v3' } },
      data: { replicas: '3', list: [{ a: 1 }] },
    });
  });

  test('the type of the manifest is checked by the compiler', () => {
    // @ts-expect-error -- a Service has no replicas
    new MeshObject<Service>(chart(), 'web', { ...SERVICE, spec: { replicas: 2 } });
  });
});

describe('resolvers of the app', () => {
  /** Notes what it is asked about, and puts the environment into texts. */
  class Environment implements IResolver {
    readonly asked: string[] = [];
    resolve(context: ResolutionContext): void {
      this.asked.push(context.key.join('.'));
      if (typeof context.value === 'string' && context.value.includes('$ENV')) context.replaceValue(context.value.replace('$ENV', 'test'));
    }
  }
  const manifest = {
    ...configMap({ host: '$ENV.example', list: ['$ENV'], constructor: '$ENV' }),
    metadata: { name: 'web', labels: { stage: '$ENV' } },
  };
  const expected = {
    metadata: { name: 'web', namespace: 'shop', labels: { stage: 'test' } },
    data: { host: 'test.example', list: ['test'], constructor: 'test' },
  };

  test.each<[string, (resolvers: IResolver[]) => App]>([
    ['an App', (resolvers) => new App({ resolvers })],
    ['a MeshApp', (resolvers) => new MeshApp({ resolvers })],
  ])('of %s are asked about every value, with the path of its field', (_, makeApp) => {
    const resolver = new Environment();
    const object = new MeshObject(new MeshChart(makeApp([resolver]), 'shop', { namespace: 'shop' }), 'x', manifest);
    expect(object.toJson()).toMatchObject(expected);
    expect(resolver.asked).toEqual(
      expect.arrayContaining(['', 'apiVersion', 'metadata', 'metadata.labels.stage', 'data.list.0', 'data.constructor']),
    );
  });

  test('may replace a value by one that has to be resolved', () => {
    const resolver: IResolver = {
      resolve: (context) => (context.value === 'lazy' ? context.replaceValue(Lazy.any({ produce: () => 'made' })) : undefined),
    };
    const object = new MeshObject(new Chart(new App({ resolvers: [resolver] }), 'x'), 'x', configMap({ a: 'lazy' }));
    expect(object.toJson()['data']).toEqual({ a: 'made' });
  });

  test('give values to instances of classes, as the tokens of another library', () => {
    class Token {
      resolve(): unknown {
        return { arn: 'x' };
      }
    }
    expect(new MeshObject(chart(), 'x', configMap({ a: new Token() })).toJson()['data']).toEqual({ a: { arn: 'x' } });
  });
});

describe('what is no data is refused, with the place', () => {
  class Point {
    readonly x = {};
  }
  const itself: Record<string, unknown> = {};
  itself['a'] = itself;

  test.each([
    ['a function', () => 1, '[shop/x] data.a.0: cannot write a function into a manifest; pass plain data or a Lazy'],
    ['an instance', new Point(), '[shop/x] data.a.0: cannot write a Point into a manifest; pass plain data or a Lazy'],
    ['a date', new Date(0), '[shop/x] data.a.0: cannot write a Date into a manifest; pass plain data or a Lazy'],
    ['NaN', NaN, '[shop/x] data.a.0: cannot write the number NaN into a manifest; pass plain data or a Lazy'],
    ['infinity', Infinity, '[shop/x] data.a.0: cannot write the number Infinity into a manifest; pass plain data or a Lazy'],
    ['a bigint', 1n, '[shop/x] data.a.0: cannot write a bigint into a manifest; pass plain data or a Lazy'],
    ['undefined in a list', undefined, '[shop/x] data.a: item 0 of the list is undefined; leave it out'],
    [
      'a Lazy that makes no data',
      lazy(() => new Map()),
      '[shop/x] data.a.0: cannot write a Map into a manifest; pass plain data or a Lazy',
    ],
    ['what contains itself', itself, 'data must not be nested deeper than 200 levels; does it contain itself?'],
  ])('%s', (_, value, message) => expect(() => new MeshObject(chart(), 'x', configMap({ a: [value] })).toJson()).toThrow(message));

  test('records of another realm, such as structuredClone makes, are data', () => {
    expect(new MeshObject(chart(), 'x', configMap(structuredClone({ a: { b: 'c' } }))).toJson()['data']).toEqual({ a: { b: 'c' } });
  });
});

describe('the content is the same', () => {
  /** A bit of everything. */
  function fill(scope: Construct): void {
    const service = new MeshObject(scope, 'service', { ...SERVICE, metadata: { name: 'web', annotations: { on: 'off', n: '012' } } });
    service.addJsonPatch(JsonPatch.add('/spec/type', 'ClusterIP'));
    service.metadata.addLabel('added', 'yes');
    const data = {
      ...withProto('a'),
      constructor: 'b',
      'nginx.conf': 'server {\n  listen 80;\n}\n',
      y: 'no',
      weird: '\u0085\u2028\ufeff 😀\t',
      port: lazy(() => '80'),
    };
    new MeshObject<Free>(scope, 'config', { ...configMap(data), immutable: true });
    new MeshObject<Free>(scope, 'workload', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { replicas: 0, template: {}, share: 0.5, paused: undefined },
    });
    new MeshObject(scope, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    new ApiObject(scope, 'plain', { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'web' }, spec: { size: 3 } });
  }
  const PROPS = { namespace: 'shop', labels: { team: 'a' } };
  const byKind = (objects: readonly KubeObject[]) => [...objects].sort((a, b) => (a.kind < b.kind ? -1 : 1));

  const ways: ReadonlyArray<readonly [string, (outdir: string) => readonly [App, Chart]]> = [
    ['an App and a Chart', (outdir) => make(new App({ outdir }), (app) => new Chart(app, 'shop', PROPS))],
    ['an App and a MeshChart', (outdir) => make(new App({ outdir }), (app) => new MeshChart(app, 'shop', PROPS))],
    ['a MeshApp and a Chart', (outdir) => make(new MeshApp({ outdir }), (app) => new Chart(app, 'shop', PROPS))],
    ['a MeshApp and a MeshChart', (outdir) => make(new MeshApp({ outdir }), (app) => new MeshChart(app, 'shop', PROPS))],
  ];
  function make(app: App, makeChart: (scope: App) => Chart): readonly [App, Chart] {
    const made = makeChart(app);
    fill(made);
    return [app, made];
  }
  const reference = byKind(Testing.synth(make(new MeshApp(), (app) => new MeshChart(app, 'shop', PROPS))[1]) as KubeObject[]);

  test.each(ways)('in files, by %s', (_, makeWay) =>
    withOutdir((outdir) => expect(byKind(synthesized(makeWay(outdir)[0]))).toEqual(reference)),
  );

  test.each(ways)('by Testing.synth of %s', (_, makeWay) =>
    expect(byKind(Testing.synth(makeWay('unused')[1]) as KubeObject[])).toEqual(reference),
  );

  test('and there is something in it', () => expect(reference).toHaveLength(5));
});
