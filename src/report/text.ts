import type { Finding, ObjectRef } from '../check/finding';
import type { CheckResult } from '../check/result';
import type { Severity } from '../check/problem';
import { summary } from './count';
import type { ReportOptions } from './options';
import { visible } from './visible';

/** How wide a paragraph may be. */
const WIDTH = 100;

const CODES = { error: 31, warning: 33, info: 36, bold: 1, dim: 2 } as const;

type Paint = (code: keyof typeof CODES, text: string) => string;

/** For a terminal or a log: by file and line, each finding with the traffic that it means and what to do. */
export function textReport(result: CheckResult, { colour = false, verbose = false }: ReportOptions): string {
  const paint: Paint = (code, text) => (colour ? `\u001b[${CODES[code]}m${text}\u001b[0m` : text);
  const blocks = [...byFile(result.findings)].map(
    ([file, findings]) => `${paint('bold', visible(file))}\n${paragraphs(findings, paint).join('')}\n`,
  );
  const places = [...result.faults, ...(verbose ? result.skipped : [])].map(
    ({ file, line, message }) => `${visible(`${file}${line === undefined ? '' : `:${line}`}: ${message}`)}\n`,
  );
  return [...blocks, ...places, ...(places.length > 0 ? ['\n'] : []), `${summary(result)}\n`].join('');
}

/** Objects of a program have no file. */
function byFile(findings: readonly Finding[]): Map<string, Finding[]> {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) {
    const file = finding.object.file ?? 'objects';
    const others = files.get(file);
    if (others) others.push(finding);
    else files.set(file, [finding]);
  }
  for (const all of files.values()) all.sort((a, b) => (a.object.line ?? 0) - (b.object.line ?? 0));
  return files;
}

/** What to do is said once in a file. */
function paragraphs(findings: readonly Finding[], paint: Paint): string[] {
  const width = findings.reduce((most, { object }) => Math.max(most, String(object.line ?? '').length), 0);
  const told = new Set<string>();
  return findings.map((finding) => {
    const { rule, severity, message, traffic, fix, object, related } = finding;
    const margin = ' '.repeat(width + 4);
    const lines = [
      `${margin}${paint('dim', wrapped(`${nameOf(object)}  [${rule}]`, margin))}`,
      ...(traffic === undefined ? [] : [`${margin}${wrapped(visible(traffic), margin)}`]),
      ...related.map((each) => `${margin}${paint('dim', `see ${placeOf(each)}`)}`),
      ...(told.has(fix) ? [] : [`${margin}${paint('dim', wrapped(`fix: ${visible(fix)}`, margin))}`]),
    ];
    told.add(fix);
    const place = String(object.line ?? '').padStart(width + 2);
    return `${place}  ${paint(severity, severity)}: ${wrapped(visible(message), margin, severity)}\n${lines.join('\n')}\n`;
  });
}

const nameOf = ({ kind, namespace, name }: ObjectRef): string => visible(`${kind} ${namespace}/${name}`);

const placeOf = (object: ObjectRef): string =>
  `${nameOf(object)}${object.file === undefined ? '' : visible(` in ${object.file}${object.line === undefined ? '' : `:${object.line}`}`)}`;

/** Broken at spaces, with a margin before each further line. */
function wrapped(text: string, margin: string, first: Severity | '' = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const room = WIDTH - margin.length - (lines.length === 0 ? first.length : 0);
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${margin}`);
}
