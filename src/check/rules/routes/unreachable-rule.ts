import type { Rule } from '../../rule';
import type { RouteMatch, RouteRule } from '../../state/route';
import { isService } from '../../traffic/attachment';

/** A rule that never takes a request. */
export const unreachableRule: Rule = {
  name: 'unreachable-rule',
  severity: 'warning',
  summary: 'All matches of a rule belong to an earlier rule of the same route.',
  why: 'Among equal matches the first rule wins. Linkerd ranks by the length of the path, whatever its type: an exact path behind the same one as a prefix never wins (Linkerd proxy, August 2026, measured).',
  fix: 'Remove the rule, or put it first.',
  *check({ state, mesh }) {
    for (const { manifest, parents, rules } of state.routes.filter((route) => mesh.routeApis.includes(route.manifest.apiVersion))) {
      if (!parents.some((parent) => isService(mesh, parent))) continue;
      for (const [index, rule] of rules.entries()) {
        const earlier = rules.slice(0, index).findIndex((each) => takesAllOf(each, rule, mesh.pathOrder === 'longest'));
        if (earlier >= 0)
          yield { manifest, path: ['spec', 'rules', index], message: `rule ${earlier + 1} takes all requests of rule ${index + 1}` };
      }
    }
  },
};

const takesAllOf = (earlier: RouteRule, later: RouteRule, byLength: boolean): boolean =>
  later.matches.every((match) => earlier.matches.some((each) => isSame(each, match, byLength)));

function isSame(a: RouteMatch, b: RouteMatch, byLength: boolean): boolean {
  const isPrefixOfExact =
    byLength && a.path?.type === 'PathPrefix' && b.path?.type === 'Exact' && a.path.value === b.path.value && a.path.value !== '/';
  const [one, other] = isPrefixOfExact ? [{ ...a, path: b.path }, b] : [a, b];
  return JSON.stringify(one) === JSON.stringify(other);
}
