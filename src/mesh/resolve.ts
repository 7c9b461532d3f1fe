import { ApiObject, App, ImplicitTokenResolver, IResolver, LazyResolver, NumberStringUnionResolver, ResolutionContext } from 'cdk8s';
import { isRecord, nameOf } from '../bundle';

/**
 * Turns what a user may put into an object (cdk8s `Lazy` values, tokens, whatever the app's own resolvers know) into plain data,
 * leaving out `undefined` and `null` fields as cdk8s does.
 *
 * cdk8s's own function asks every resolver about every value and takes a map with the key `constructor` for a class instance; this
 * one asks only where there is something to resolve, which is what makes synthesis of large apps fast.
 *
 * @throws if there is something that no resolver makes plain data, with the path of the construct and of the field
 */
export function resolveObject(object: ApiObject, value: unknown): unknown {
  return new Resolution(object).resolve(value);
}

/** The resolvers that every cdk8s app has (cdk8s 2.70). We ask them about instances of classes only. */
const BUILT_IN: ReadonlySet<unknown> = new Set([LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver]);

/** Deeper than any Kubernetes object; a value that contains itself reaches it soon. */
const MAX_DEPTH = 200;

class Resolution {
  private readonly resolvers: readonly IResolver[];
  private readonly customResolvers: readonly IResolver[];
  private readonly path: (string | number)[] = [];

  constructor(private readonly object: ApiObject) {
    this.resolvers = App.of(object).resolvers;
    this.customResolvers = this.resolvers.filter((resolver) => !BUILT_IN.has(resolver.constructor));
  }

  resolve(value: unknown): unknown {
    if (value === undefined || value === null) return undefined;
    const record = isRecord(value) ? value : undefined;
    const isPlain = record !== undefined || typeof value !== 'object' || Array.isArray(value);
    const resolvers = isPlain ? this.customResolvers : this.resolvers;
    if (resolvers.length > 0) {
      const context = new ResolutionContext(this.object, this.path.map(String), value);
      for (const resolver of resolvers) {
        resolver.resolve(context);
        if (context.replaced) return this.resolve(context.replacedValue);
      }
    }
    if (record !== undefined) return this.record(record);
    if (Array.isArray(value)) return this.list(value);
    if (typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
    throw this.fault(`cannot write ${nameOf(value)} into a manifest; pass plain data or a Lazy`);
  }

  private list(values: readonly unknown[]): unknown[] {
    return values.map((value, index) => {
      const item = value === null ? null : this.field(index, value);
      if (item === undefined) throw this.fault(`item ${index} of the list is undefined; leave it out`);
      return item;
    });
  }

  private record(values: Readonly<Record<string, unknown>>): object {
    const result: Record<string, unknown> = {};
    for (const key of Object.keys(values)) {
      const value = this.field(key, values[key]);
      if (value === undefined) continue;
      if (key === '__proto__') Object.defineProperty(result, key, { value, enumerable: true, configurable: true, writable: true });
      else result[key] = value;
    }
    return result;
  }

  private field(key: string | number, value: unknown): unknown {
    if (this.path.length === MAX_DEPTH)
      throw this.fault(`data must not be nested deeper than ${MAX_DEPTH} levels; does it contain itself?`);
    this.path.push(key);
    const resolved = this.resolve(value);
    this.path.pop();
    return resolved;
  }

  private fault(what: string): Error {
    return new Error(`[${this.object.node.path}] ${this.path.slice(0, 20).join('.')}: ${what}`);
  }
}
