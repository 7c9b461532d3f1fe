import type { Finding } from '../check/finding';
import type { CheckResult } from '../check/result';
import { summary } from './count';
import type { ReportOptions } from './options';
import { visible } from './visible';

/** GitHub refuses a comment of more than 65,536 characters. */
const MAX_LENGTH = 65_000;

/** What it takes at most to say how much is left out. */
const SENTENCE = 50;

/** For a comment on a pull request: a table, and behind it what each rule is about. */
export function markdownReport(result: CheckResult, { rules }: ReportOptions): string {
  const head = `### cdk8s-mesh: ${escape(summary(result))}\n\n`;
  const faults = result.faults.map(
    ({ file, line, message }) => `- ${code(`${file}${line === undefined ? '' : `:${line}`}`)} ${escape(message)}\n`,
  );
  if (result.findings.length === 0) return head + fitting(faults, MAX_LENGTH - head.length);
  const used = rules.filter(({ name }) => result.findings.some(({ rule }) => rule === name));
  const details = used.map(
    ({ name, summary: what, why, fix }) =>
      `<details><summary>${name}: ${escape(what)}</summary>\n\n${escape(why)}\n\n${escape(fix)}\n</details>\n`,
  );
  const tail = `\n${fitting(faults, MAX_LENGTH / 8)}\n${fitting(details, MAX_LENGTH / 2)}`;
  const start = `${head}| | where | what |\n|---|---|---|\n`;
  return start + fitting(result.findings.map(row), MAX_LENGTH - start.length - tail.length) + tail;
}

const row = ({ severity, rule, message, traffic, object }: Finding): string => {
  const place = object.file === undefined ? '' : `${code(`${object.file}${object.line === undefined ? '' : `:${object.line}`}`)}<br>`;
  const name = escape(`${object.kind} ${object.namespace}/${object.name}`);
  const means = traffic === undefined ? '' : `<br>**${escape(traffic)}**`;
  return `| ${severity} | ${place}${name} | ${escape(message)}${means}<br>${rule} |\n`;
};

/** As many lines as there is room for; says how many there is none for. */
function fitting(lines: readonly string[], room: number): string {
  const all = lines.join('');
  if (all.length <= room) return all;
  let text = '';
  for (const [index, line] of lines.entries()) {
    if (text.length + line.length > room - SENTENCE) return `${text}\n${lines.length - index} more do not fit here.\n`;
    text += line;
  }
  return text;
}

/** Text that Markdown and HTML leave as it is, on one line. */
export const escape = (text: string): string =>
  visible(text.replace(/\s+/g, ' '))
    .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '')
    .replace(/[\\`*_[\]|~#@]/g, (character) => `&#${character.charCodeAt(0)};`);

const code = (text: string): string => `<code>${escape(text)}</code>`;
