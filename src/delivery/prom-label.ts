import { oneOf, show } from '../mesh/input';
import { goTemplateLiteral } from './go-template';

/** How a label is compared. The last two take a regular expression (RE2) for the whole value. */
export type PromOperator = '=' | '!=' | '=~' | '!~';

/**
 * A label matcher of PromQL, for the query of a `FlaggerMetricTemplate`: `promLabel('status_code', '404', '!=')` is `status_code!="404"`.
 *
 * The value is data: no quote, backslash, line break or brace in it ends the matcher. To have Flagger fill in a value, write the
 * matcher by hand: `deployment="{{ target }}"`.
 *
 * @throws if the name is none of a label
 */
export function promLabel(name: string, value: string, operator: PromOperator = '='): string {
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new Error(`name of a label must be letters, digits and "_", no digit first, got ${show(name)}`);
  oneOf('operator', operator, ['=', '!=', '=~', '!~']);
  const escaped = value.replace(/[\\"]/g, '\\$&').replace(/\p{Cc}|(?<= ) /gu, escapeCharacter);
  return `${name}${operator}"${goTemplateLiteral(escaped)}"`;
}

/** Line breaks would end the matcher, and of several spaces Flagger sends one (Flagger 1.44, pkg/metrics/providers/prometheus.go). */
function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
