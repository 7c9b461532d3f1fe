import { isDeepStrictEqual } from 'node:util';
import { isObject, textAt, valueAt } from '../../data';
import { coversWhole } from '../../regex';
import type { Rule } from '../../rule';
import { type ProfileRoute, routesOf } from './conditions';

/** A route that no request reaches. */
export const routeShadowed: Rule = {
  name: 'route-shadowed',
  severity: 'warning',
  summary: 'An earlier route of a ServiceProfile takes all requests of a later one.',
  why: 'The first route whose condition holds is that of a request, so that the retries, timeout and metrics of the later one are never used (Linkerd 2.20).',
  fix: 'Put the narrower route first.',
  *check({ state }) {
    for (const { manifest } of state.profiles) {
      const simple = routesOf(manifest).flatMap((route) => simpleCondition(route) ?? []);
      const last: Simple[] = [];
      for (const route of simple) {
        const earlier = last.find((each) => takesAllOf(each, route));
        if (earlier)
          yield { manifest, path: route.route.path, message: `route ${earlier.route.name} takes all requests of ${route.route.name}` };
        // Few patterns take much: those, and equal ones, are all that is looked for.
        else last.push(route);
      }
    }
  },
};

interface Simple {
  readonly route: ProfileRoute;
  readonly method?: string;
  readonly pattern: string;
}

/** Of a condition without parts. */
function simpleCondition(route: ProfileRoute): Simple | undefined {
  const condition = valueAt(route.value, 'condition');
  if (!isObject(condition) || !Object.keys(condition).every((key) => key === 'method' || key === 'pathRegex')) return undefined;
  const method = textAt(condition, 'method');
  return { route, pattern: anchored(textAt(condition, 'pathRegex') ?? '.*'), ...(method !== undefined && { method }) };
}

const anchored = (pattern: string): string =>
  pattern
    .trim()
    .replace(/^(?!\^)/, '^')
    .replace(/(?<!\$)$/, '$');

function takesAllOf(a: Simple, b: Simple): boolean {
  if (a.method !== undefined && a.method !== b.method) return false;
  if (a.pattern === b.pattern || /^\^\/?\.\*\$$/.test(a.pattern)) return true;
  const literal = literalOf(b.pattern);
  return literal !== undefined && isDeepStrictEqual(coversWhole(a.pattern, literal), true);
}

/** The only path that a pattern takes; undefined if there are others. */
function literalOf(pattern: string): string | undefined {
  const [, inside = ''] = /^\^(.*)\$$/.exec(pattern) ?? [];
  return /^(?:[\w/~%-]|\\[.\-/])+$/.test(inside) ? inside.replaceAll('\\', '') : undefined;
}
