import { ApiObject, App, IResolver, Lazy, ResolutionContext } from 'cdk8s';

/**
 * Turns what a user may put into an object (cdk8s `Lazy` values, tokens, whatever the app's own resolvers know) into plain data,
 * leaving out `undefined` and `null` fields as cdk8s does.
 *
 * cdk8s's own function asks every resolver about every value and takes a map with the key `constructor` for a class instance; this
 * one asks only where there is something to resolve, which is what makes synthesis of large apps fast.
 */
export function resolveObject(object: ApiObject, value: unknown): unknown {
  const resolvers = App.of(object).resolvers;
  return resolve(object, resolvers, resolvers.some(isCustom), [], value);
}

function isCustom(resolver: IResolver): boolean {
  return !BUILT_IN.has(resolver.constructor.name);
}

/** The resolvers that every cdk8s app has (cdk8s 2.70); they act on class instances only. */
const BUILT_IN = new Set(['LazyResolver', 'ImplicitTokenResolver', 'NumberStringUnionResolver']);

function resolve(object: ApiObject, resolvers: readonly IResolver[], askAlways: boolean, path: string[], value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  const plain = isPlain(value);
  if (askAlways || !plain) {
    const context = new ResolutionContext(object, path, value);
    for (const resolver of resolvers) {
      if (plain && !isCustom(resolver)) continue;
      resolver.resolve(context);
      if (context.replaced) return resolve(object, resolvers, askAlways, path, context.replacedValue);
    }
  }
  if (typeof value !== 'object') return value;
  const inner = (key: string, child: unknown) => resolve(object, resolvers, askAlways, askAlways ? [...path, key] : path, child);
  if (Array.isArray(value)) return value.map((child, index) => inner(String(index), child));
  if (!plain) throw new Error(`cannot write a ${value.constructor.name} into a manifest; pass plain data or a Lazy`);

  const result: Record<string, unknown> = {};
  for (const [key, child] of Object.entries(value)) {
    const resolved = inner(key, child);
    if (resolved === undefined) continue;
    if (key === '__proto__') Object.defineProperty(result, key, { value: resolved, enumerable: true, configurable: true, writable: true });
    else result[key] = resolved;
  }
  return result;
}

/** Scalars, arrays and records, as opposed to instances of classes. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return typeof value !== 'function';
  if (value instanceof Lazy) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
