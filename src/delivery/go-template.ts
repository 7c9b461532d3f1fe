import { show } from '../mesh/input';

/**
 * What the query of a MetricTemplate may name. Flagger knows these functions and `variables`; any other name fails every check of a
 * release (Flagger 1.44, pkg/apis/flagger/v1beta1/metric.go).
 */
const FUNCTIONS = ['namespace', 'name', 'target', 'service', 'ingress', 'route', 'interval'] as const;

/** An action of a Go template: a function, a variable, or a literal string. */
const ACTION = new RegExp(
  `^\\{\\{(?:-\\s)?\\s*(?:${FUNCTIONS.join('|')}|variables\\.([A-Za-z_]\\w*)|"(?:[^"\\\\\\n]|\\\\[nrt"\\\\])*"|\`[^\`]*\`)\\s*(?:\\s-)?\\}\\}`,
);

/** A template taken apart. */
export interface GoTemplate {
  /** The names behind `variables.`, each once. */
  readonly variables: readonly string[];
  /** The text around the actions, with an `x` in the place of each. */
  readonly text: string;
}

/**
 * Takes the query of a MetricTemplate apart.
 *
 * @throws if an action is not closed, or is none that Flagger can render without failing
 */
export function parseGoTemplate(what: string, template: string): GoTemplate {
  const variables = new Set<string>();
  let text = '';
  let rest = template;
  for (let open = rest.indexOf('{{'); open >= 0; open = rest.indexOf('{{')) {
    text += `${rest.slice(0, open)}x`;
    rest = rest.slice(open);
    const action = ACTION.exec(rest);
    if (!action) throw unknownAction(what, rest);
    if (action[1] !== undefined) variables.add(action[1]);
    rest = rest.slice(action[0].length);
  }
  return { variables: [...variables], text: text + rest };
}

function unknownAction(what: string, rest: string): Error {
  const end = rest.indexOf('}}');
  const got = end < 0 ? `${show(rest)}, which is not closed` : show(rest.slice(0, end + 2));
  return new Error(
    `${what} may have {{ ${FUNCTIONS.join(' }}, {{ ')} }} and {{ variables.x }}, got ${got}; write goTemplateLiteral(text) for braces that mean themselves`,
  );
}

/** Text that a Go template renders as it is, whatever braces it has and whatever template follows it. */
export function goTemplateLiteral(text: string): string {
  // A single brace is plain text, but not in front of an action that begins where the text ends.
  return text.replace(/\{{2,}|\{$/g, (braces) => `{{ "${braces}" }}`);
}
