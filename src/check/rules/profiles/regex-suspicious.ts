import { textAt } from '../../data';
import type { Rule } from '../../rule';
import { conditionsOf, profileRoutes } from './conditions';

/** Something else, where a regular expression is expected. */
export const regexSuspicious: Rule = {
  name: 'regex-suspicious',
  severity: 'warning',
  summary: 'A `pathRegex` of a ServiceProfile looks like a template, a glob, or a request line.',
  why: 'It is a regular expression for the whole path: what is written otherwise takes other requests than it says, or none, and its route then has no retries, timeout or metrics (Linkerd 2.20).',
  fix: 'Write a regular expression: [^/]* for a part of the path, .* for any end.',
  *check({ state }) {
    for (const route of profileRoutes(state)) {
      for (const { value, path } of conditionsOf(route)) {
        const pattern = textAt(value, 'pathRegex') ?? '';
        const reason = FORMS.find(([form]) => form.test(pattern))?.[1];
        if (reason !== undefined)
          yield { manifest: route.manifest, path: [...path, 'pathRegex'], message: `${JSON.stringify(pattern)} ${reason}` };
      }
    }
  },
};

const FORMS: readonly (readonly [RegExp, string])[] = [
  [/^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s/, 'begins with a method, which no path does'],
  [/(^|\/)\{[A-Za-z_][\w-]*\}/, 'has a template in braces, which is no repetition'],
  [/(^|\/):[a-z]\w*(\/|$)/, 'has a parameter with a colon, which stands for itself'],
  [/\/\*($|\/)/, 'has a star behind a slash, which stands for any number of slashes'],
  [/\\\\[.-]/, 'has a backslash that is escaped: it takes a backslash in the path'],
  [/\?\w+=/, 'has a query, and only the path is compared'],
  [/^[a-z]+:\/\//, 'begins with a scheme, and only the path is compared'],
];
