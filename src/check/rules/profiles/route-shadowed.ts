import type { JsonValue } from '../../../yaml/read';
import { isObject, textAt, valueAt } from '../../data';
import { coversWhole, regexFault } from '../../regex';
import type { Rule } from '../../rule';
import { profilePattern } from '../../state/profile';
import { profilesIn, type ProfileRoute, routesOf } from './conditions';

/** A route that no request reaches. */
export const routeShadowed: Rule = {
  name: 'route-shadowed',
  severity: 'warning',
  summary: 'An earlier route of a ServiceProfile takes all requests of a later one.',
  why: 'The first route whose condition holds is that of a request, so that the retries, timeout and metrics of the later one are never used (Linkerd 2.20).',
  fix: 'Put the narrower route first.',
  *check(context) {
    for (const { manifest } of profilesIn(context)) {
      const earlier = new Earlier();
      for (const route of routesOf(manifest)) {
        const condition = valueAt(route.value, 'condition');
        const simple = simpleCondition(condition, route);
        const taker = simple ? earlier.takerOf(simple) : isObject(condition) ? earlier.takerOfAll : undefined;
        if (taker) yield { manifest, path: route.path, message: `route ${taker.name} takes all requests of ${route.name}` };
        else if (simple) earlier.add(simple);
      }
    }
  },
};

interface Simple {
  readonly route: ProfileRoute;
  /** Empty: any. */
  readonly method: string;
  readonly pattern: string;
}

/** Of a condition without parts, that the proxy can read. */
function simpleCondition(condition: JsonValue | undefined, route: ProfileRoute): Simple | undefined {
  if (!isObject(condition) || !Object.keys(condition).every((key) => key === 'method' || key === 'pathRegex')) return undefined;
  const path = textAt(condition, 'pathRegex') ?? '';
  const pattern = path === '' ? ALL : profilePattern(path);
  return regexFault(pattern) === undefined ? { route, method: (textAt(condition, 'method') ?? '').toUpperCase(), pattern } : undefined;
}

const ALL = '^.*$';

/** The routes so far, by how a later one is to be compared with them. */
class Earlier {
  private readonly equal = new Map<string, ProfileRoute>();
  /** All but those that take one path, and so only what is equal. */
  private readonly wide: Simple[] = [];
  /** Whose condition always holds. */
  takerOfAll: ProfileRoute | undefined;

  add(simple: Simple): void {
    const { route, method, pattern } = simple;
    this.equal.set(`${method} ${pattern}`, route);
    if (literalOf(pattern) === undefined) this.wide.push(simple);
    if (method === '' && isAll(pattern)) this.takerOfAll ??= route;
  }

  takerOf({ method, pattern }: Simple): ProfileRoute | undefined {
    const equal = this.equal.get(`${method} ${pattern}`) ?? this.equal.get(` ${pattern}`);
    const path = literalOf(pattern);
    const takes = (wide: Simple) =>
      (wide.method === '' || wide.method === method) && (isAll(wide.pattern) || (path !== undefined && coversWhole(wide.pattern, path)));
    return equal ?? this.wide.find(takes)?.route;
  }
}

const isAll = (pattern: string): boolean => /^\^\/?\.\*\$$/.test(pattern);

/** The only path that a pattern takes; undefined if there are others. */
function literalOf(pattern: string): string | undefined {
  const [, inside = ''] = /^\^(.*)\$$/.exec(pattern) ?? [];
  return /^(?:[\w/~%-]|\\[.\-/])+$/.test(inside) ? inside.replaceAll('\\', '') : undefined;
}
