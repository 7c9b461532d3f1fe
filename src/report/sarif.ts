import { createHash } from 'node:crypto';
import { isAbsolute, relative } from 'node:path';
import type { Finding, ObjectRef } from '../check/finding';
import type { CheckResult } from '../check/result';
import type { Severity } from '../check/problem';
import type { Rule } from '../check/rule';
import type { ReportOptions } from './options';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF 2.1.0, which code scanning of GitHub and others read. */
export function sarifReport(result: CheckResult, { rules, version }: ReportOptions): string {
  const used = rules.filter(({ name }) => result.findings.some(({ rule }) => rule === name));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'cdk8s-mesh', version, rules: used.map(ruleOf) } },
        invocations: [
          {
            executionSuccessful: result.faults.length === 0,
            toolExecutionNotifications: result.faults.map(({ file, line, message }) => ({
              level: 'error',
              message: { text: message },
              locations: [locationOf({ file, line })],
            })),
          },
        ],
        results: resultsOf(result.findings, used),
        columnKind: 'utf16CodeUnits',
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const ruleOf = ({ name, severity, summary, why, fix }: Rule): object => ({
  id: name,
  shortDescription: { text: summary },
  fullDescription: { text: `${summary} ${why}` },
  help: { text: `${why}\n${fix}`, markdown: `${why}\n\n**${fix}**` },
  defaultConfiguration: { level: LEVELS[severity] },
});

/** A finding keeps its fingerprint when lines move: it is made of the rule, the object and the field, and counted where these are the same. */
function resultsOf(findings: readonly Finding[], rules: readonly Rule[]): object[] {
  const counted = new Map<string, number>();
  return findings.map(({ rule, severity, message, traffic, object, path, related }) => {
    const identity = [rule, object.apiVersion.split('/')[0], object.kind, object.namespace, object.name, path].join('\n');
    const count = counted.get(identity) ?? 0;
    counted.set(identity, count + 1);
    const fingerprint = createHash('sha256').update(`${identity}\n${count}`).digest('hex').slice(0, 32);
    return {
      ruleId: rule,
      ruleIndex: rules.findIndex(({ name }) => name === rule),
      level: LEVELS[severity],
      message: { text: traffic === undefined ? message : `${message}: ${traffic}` },
      locations:
        object.file === undefined
          ? []
          : [{ ...locationOf(object), logicalLocations: [{ fullyQualifiedName: nameOf(object), kind: 'object' }] }],
      relatedLocations: related
        .filter(({ file }) => file !== undefined)
        .map((each, id) => ({ id, ...locationOf(each), message: { text: nameOf(each) } })),
      partialFingerprints: { 'cdk8sMesh/v1': fingerprint },
    };
  });
}

const nameOf = ({ kind, namespace, name }: ObjectRef): string => `${kind} ${namespace}/${name}`;

const locationOf = ({ file = '', line }: Pick<ObjectRef, 'file' | 'line'>): { physicalLocation: object } => ({
  physicalLocation: {
    artifactLocation: uriOf(file),
    ...(line !== undefined && { region: { startLine: line } }),
  },
});

/** A path from the current folder, or a whole one, as a URI. Code scanning knows those that lead from the folder of the repository. */
function uriOf(name: string): object {
  const below = isAbsolute(name) ? relative('.', name) : name;
  const file = below.startsWith('..') ? name : below;
  const path = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  if (/^[a-z]:[\\/]/i.test(file)) return { uri: `file:///${path.replace('%3A', ':')}` };
  return file.startsWith('/') ? { uri: `file://${path}` } : { uri: path.replace(/^(\.\/)+/, ''), uriBaseId: '%SRCROOT%' };
}
