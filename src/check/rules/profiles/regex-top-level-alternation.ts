import { textAt } from '../../data';
import { piecesOf, regexFault } from '../../regex';
import type { Rule } from '../../rule';
import { profilePattern } from '../../state/profile';
import { conditionsOf, profileRoutes } from './conditions';

/** Alternatives of which each is held at one end only. */
export const regexTopLevelAlternation: Rule = {
  name: 'regex-top-level-alternation',
  severity: 'error',
  summary: 'A `pathRegex` of a ServiceProfile has alternatives that no group holds together.',
  why: 'The proxy puts `^` before and `$` behind the text: `/a|/b` becomes `^/a|/b$`, which takes all that begins with the one or ends with the other (linkerd2-proxy, `linkerd/service-profiles/src/proto.rs`).',
  fix: 'Put the alternatives into a group: (?:/a|/b).',
  *check(context) {
    for (const route of profileRoutes(context)) {
      for (const { value, path } of conditionsOf(route)) {
        const pattern = textAt(value, 'pathRegex')?.trim() ?? '';
        const parts = alternatives(pattern);
        const [first = '', last = ''] = [parts[0], parts.at(-1)];
        // Anchored by hand, each is what it looks like.
        if (parts.length < 2 || parts.every((part) => part.startsWith('^') && part.endsWith('$'))) continue;
        if (regexFault(profilePattern(pattern)) !== undefined) continue;
        const at = [...path, 'pathRegex'];
        yield {
          ...{ manifest: route.manifest, path: at },
          message: `${JSON.stringify(pattern)} also takes what begins with ${first} or ends with ${last}`,
          change: { path: at, value: `(?:${pattern})` },
        };
      }
    }
  },
};

/** The parts between bars that stand in no group and no class. */
function alternatives(pattern: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const { piece, isClass } of piecesOf(pattern)) {
    if (!isClass && piece === '(') depth++;
    if (!isClass && piece === ')') depth--;
    if (!isClass && depth === 0 && piece === '|') parts.push('');
    else parts.push((parts.pop() ?? '') + piece);
  }
  return parts;
}
