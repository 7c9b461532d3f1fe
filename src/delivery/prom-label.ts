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
  const escaped = value.replace(/[\\"]/g, '\\$&').replace(/\p{Cc}/gu, escapeControl);
  return `${name}${operator}"${goTemplateLiteral(escaped)}"`;
}

/** Flagger joins the lines of a query, and every run of white space, before it is sent. */
function escapeControl(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
