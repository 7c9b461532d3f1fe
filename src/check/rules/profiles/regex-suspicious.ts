import { textAt } from '../../data';
import { regexFault } from '../../regex';
import type { Severity } from '../../problem';
import type { Rule } from '../../rule';
import { profilePattern } from '../../state/profile';
import { changeOf, conditionsOf, profileRoutes } from './conditions';

/** Something else, where a regular expression is expected. */
export const regexSuspicious: Rule = {
  name: 'regex-suspicious',
  severity: 'warning',
  summary: 'A `pathRegex` of a ServiceProfile looks like a glob, a parameter, or a request line.',
  why: 'It is a regular expression for the whole path: what is written otherwise takes other requests than it says, or none, and its route then has no retries, timeout or metrics (Linkerd 2.20).',
  fix: 'Write a regular expression: [^/]* for a part of the path, .* for any end.',
  *check(context) {
    for (const route of profileRoutes(context)) {
      for (const { value, path } of conditionsOf(route)) {
        const pattern = textAt(value, 'pathRegex')?.trim() ?? '';
        const [, reason, severity] = FORMS.find(([form]) => form.test(pattern)) ?? [];
        // What cannot be read at all, another rule finds.
        if (reason === undefined || regexFault(profilePattern(pattern)) !== undefined) continue;
        const message = `${JSON.stringify(pattern)} ${reason}`;
        const at = [...path, 'pathRegex'];
        const change = changeOf(at, pattern, pattern.replaceAll(PARAMETER, '$<before>[^/]*'));
        yield { manifest: route.manifest, path: at, message, ...(severity && { severity }), ...change };
      }
    }
  },
};

const PARAMETER = /(?<before>^|\/):[a-z]\w*(?=\/|$)/g;

const FORMS: readonly (readonly [RegExp, string, Severity?])[] = [
  [/^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s/, 'begins with a method, which no path does'],
  [/(^|\/):[a-z]\w*(\/|$)/, 'has a parameter with a colon, which stands for itself'],
  [/\/\*+($|\/)/, 'has a star behind a slash, which stands for any number of slashes'],
  [/\\\\[.-]/, 'has a backslash that is escaped: it takes a backslash in the path'],
  [/\?\w+=/, 'has a query, and only the path is compared'],
  [/^[a-z]+:\/\//, 'begins with a scheme, and only the path is compared'],
  [/^\^?\w(?![?*{|])[^|]*$/, 'does not begin with a slash, as every path does'],
  [/\w\.(css|csv|html?|ico|js|json|pdf|png|svg|txt|xml|ya?ml)$/, 'has a dot that takes any character', 'info'],
];
