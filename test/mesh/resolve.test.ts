import { ApiObject, App, Chart, IResolver, Lazy, LazyResolver, ResolutionContext } from 'cdk8s';
import fc from 'fast-check';
import { resolveObject } from '../../src/mesh/resolve';
import { json } from '../bundle/json-data';

function objectIn(app: App): ApiObject {
  return new ApiObject(new Chart(app, 'chart'), 'object', { apiVersion: 'v1', kind: 'ConfigMap' });
}

/** Data as cdk8s leaves it: without null fields. */
function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => (item === null ? null : withoutNull(item)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, child]) => (child === null ? [] : [[key, withoutNull(child)]])));
}

const asks: IResolver = { resolve: () => undefined };

describe.each([
  ['without resolvers', new App()],
  ['with a resolver that is asked about everything', new App({ resolvers: [asks] })],
])('%s', (_, app) => {
  const object = objectIn(app);

  test('any data stays as it is, but for null fields', () => {
    fc.assert(
      fc.property(json, (data) => expect(JSON.stringify(resolveObject(object, { data }))).toBe(JSON.stringify(withoutNull({ data })))),
    );
  });

  test('Lazy values anywhere in it make the same data', () => {
    const lazy = (value: unknown, n: number): unknown => {
      const inner = Array.isArray(value)
        ? value.map((item: unknown, i) => (item === null ? null : lazy(item, n + i)))
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(Object.entries(value).map(([key, child], i) => [key, lazy(child, n + i)]))
          : value;
      return n % 3 === 0 ? Lazy.any({ produce: () => inner }) : inner;
    };
    fc.assert(
      fc.property(json, fc.nat(5), (data, n) =>
        expect(JSON.stringify(resolveObject(object, { data: lazy(data, n) }))).toBe(JSON.stringify(withoutNull({ data }))),
      ),
    );
  });
});

test('a resolver sees the object, the path and the value, once each', () => {
  const seen: unknown[] = [];
  const resolver: IResolver = { resolve: ({ obj, key, value }: ResolutionContext) => void seen.push([obj.node.path, key, value]) };
  resolveObject(objectIn(new App({ resolvers: [resolver] })), { a: { b: ['c'] }, d: null, e: 1 });
  expect(seen).toEqual([
    ['chart/object', [], { a: { b: ['c'] }, d: null, e: 1 }],
    ['chart/object', ['a'], { b: ['c'] }],
    ['chart/object', ['a', 'b'], ['c']],
    ['chart/object', ['a', 'b', '0'], 'c'],
    ['chart/object', ['e'], 1],
  ]);
});

test('a resolver that extends one of cdk8s is asked about everything, too', () => {
  class Upper extends LazyResolver {
    override resolve(context: ResolutionContext): void {
      if (context.value === 'a') context.replaceValue('A');
    }
  }
  expect(resolveObject(objectIn(new App({ resolvers: [new Upper()] })), { x: 'a' })).toEqual({ x: 'A' });
});

test('after a fault the next object is resolved as ever', () => {
  const object = objectIn(new App());
  expect(() => resolveObject(object, { a: { b: Symbol('x') } })).toThrow(
    '[chart/object] a.b: cannot write a symbol into a manifest; pass plain data or a Lazy',
  );
  expect(resolveObject(object, { a: 1 })).toEqual({ a: 1 });
});
