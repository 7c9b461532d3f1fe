import { type Difference, doneText, type FoundMoment } from '../check/replay/diff';
import { findingOf } from '../check/finding';
import type { CheckResult } from '../check/result';
import { pathWithQuery, apexesJson } from '../check/traffic/table';
import { type Format, report } from '.';
import { diffMarkdown } from './diff-markdown';
import { diffText } from './diff-text';
import type { ReportOptions } from './options';

/** What becomes of the requests, as text in a format. SARIF and the commands of GitHub have the findings alone. */
export function diffReport(format: Format, difference: Difference, result: CheckResult, options: ReportOptions): string {
  switch (format) {
    case 'json':
      return diffJson(difference, result);
    case 'text':
      return diffText(difference, report('text', result, options));
    case 'markdown':
      return diffMarkdown(difference, report('markdown', result, options));
    case 'sarif':
    case 'github':
      return report(format, result, options);
  }
}

/** As the schema `schemas/diff.v1.json` describes it. */
function diffJson({ target, batches, before, after, found, left }: Difference, { mesh }: CheckResult): string {
  const [old, now] = [before, after].map((table) => apexesJson(table.rows()));
  const json = {
    ...{ version: 1, target, mesh },
    batches: batches.map(({ writes }) => writes.map(({ verb, manifest: { kind, namespace, name } }) => ({ verb, kind, namespace, name }))),
    ...{ before: old, after: now },
    left: left.map(({ kind, namespace, name }) => ({ kind, namespace, name })),
    findings: found.map((each) => ({ ...findingOf(each), trace: traceOf(each) })),
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

/** The way to a finding; null for what no request meets. */
function traceOf({ moment }: FoundMoment): object | null {
  if (!moment) return null;
  const { when, fault, exposing, effective, pending } = moment;
  const { namespace, service, port, request } = fault.question;
  return {
    when,
    apex: { namespace, service, port },
    request: { method: request.method, path: pathWithQuery(request), headers: Object.fromEntries(request.headers) },
    ...{ kind: fault.kind, version: fault.version === '' ? null : fault.version },
    ...{ share: fault.share.toString(), allowed: fault.allowed.toString() },
    ...{ exposing: doneText(exposing), effective: effective.map(doneText), pending: pending.map(doneText) },
    because: fault.traffic.because,
  };
}
