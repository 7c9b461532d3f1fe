import type { Finding } from '../check/finding';
import type { CheckResult } from '../check/result';
import { summary } from './count';
import type { ReportOptions } from './options';

/** GitHub refuses a comment of more than 65,536 characters. */
const MAX_LENGTH = 65_000;

/** For a comment on a pull request: a table, and behind it what each rule is about. */
export function markdownReport(result: CheckResult, { rules }: ReportOptions): string {
  const head = `### cdk8s-mesh: ${escape(summary(result))}\n\n`;
  const faults = result.faults.map(
    ({ file, line, message }) => `- ${code(`${file}${line === undefined ? '' : `:${line}`}`)} ${escape(message)}\n`,
  );
  if (result.findings.length === 0) return fitting(head, faults, '');
  const used = rules.filter(({ name }) => result.findings.some(({ rule }) => rule === name));
  const details = used.map(
    ({ name, summary: what, why, fix }) =>
      `<details><summary>${name}: ${escape(what)}</summary>\n\n${escape(why)}\n\n${escape(fix)}\n</details>\n`,
  );
  const rows = result.findings.map(row);
  return fitting(`${head}| | where | what |\n|---|---|---|\n`, rows, `\n${faults.join('')}${details.join('')}`);
}

const row = ({ severity, rule, message, traffic, object }: Finding): string => {
  const place = object.file === undefined ? '' : `${code(`${object.file}${object.line === undefined ? '' : `:${object.line}`}`)}<br>`;
  const name = escape(`${object.kind} ${object.namespace}/${object.name}`);
  const means = traffic === undefined ? '' : `<br>**${escape(traffic)}**`;
  return `| ${severity} | ${place}${name} | ${escape(message)}${means}<br>${rule} |\n`;
};

/** As many lines as there is room for; says how many there is none for. */
function fitting(head: string, lines: readonly string[], tail: string): string {
  const end = head.length + tail.length > MAX_LENGTH / 2 ? '' : tail;
  let text = head;
  for (const [index, line] of lines.entries()) {
    if (text.length + line.length + end.length > MAX_LENGTH - 100) return `${text}\n${lines.length - index} more do not fit here.\n${end}`;
    text += line;
  }
  return text + end;
}

/** Text that Markdown and HTML leave as it is, on one line. */
const escape = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '')
    .replace(/[\\`*_[\]|~#@]/g, (character) => `&#${character.charCodeAt(0)};`);

const code = (text: string): string => `<code>${escape(text)}</code>`;
