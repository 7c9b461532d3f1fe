import type { CheckResult } from '../check/result';
import type { Severity } from '../check/problem';
import { summary } from './count';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands of GitHub Actions, which show each finding beside its line in a pull request. */
export function githubReport(result: CheckResult): string {
  const findings = result.findings.map(({ severity, rule, message, traffic, fix, object }) =>
    command(
      COMMANDS[severity],
      { file: object.file, line: object.line, title: rule },
      [message, ...(traffic === undefined ? [] : [traffic]), fix].join('\n'),
    ),
  );
  const faults = result.faults.map(({ file, line, message }) => command('error', { file, line, title: 'cannot be read' }, message));
  return [...findings, ...faults, summary(result)].map((line) => `${line}\n`).join('');
}

function command(name: string, properties: Readonly<Record<string, string | number | undefined>>, message: string): string {
  const given = Object.entries(properties).filter(([, value]) => value !== undefined);
  return `::${name} ${given.map(([key, value]) => `${key}=${property(String(value))}`).join(',')}::${data(message)}`;
}

/** GitHub's runner reads it back (actions/toolkit, `command.ts`). */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
