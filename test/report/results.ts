import type { Finding, ObjectRef } from '../../src/check/finding';
import type { CheckResult } from '../../src/check/result';
import { RULES } from '../../src/check/rules';
import { SUPPRESSION_RULES } from '../../src/check/suppression';
import { type Format, report } from '../../src/report';

/** All rules that a finding may be of. */
export const ALL_RULES = [...RULES, ...SUPPRESSION_RULES];

/** A Service in line 7 of a file. */
export const object: ObjectRef = { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'web', file: 'k8s/web.yaml', line: 7 };

/** A finding about it, some of which may be otherwise. */
export const finding = (rest: Partial<Finding> = {}): Finding => ({
  ...{
    rule: 'live-backend-missing',
    severity: 'error',
    message: 'there is no Service web-v2',
    traffic: '10 % of requests to shop/web:80 reach nothing',
  },
  ...{ why: 'Answered by 500 (Linkerd 2.20).', fix: 'Write the Service.', object, path: 'spec.ports[0]', related: [] },
  ...rest,
});

/** The result with that finding, some of which may be otherwise. */
export const result = (rest: Partial<CheckResult> = {}): CheckResult => ({
  ...{ findings: [finding()], hidden: 0, ifComplete: 0, ignored: 0, mesh: 'linkerd-2.20', faults: [], skipped: [], files: 3, objects: 9 },
  ...rest,
});

/** A result in a format. */
export const write = (format: Format, of: CheckResult, rest: { colour?: boolean; verbose?: boolean } = {}): string =>
  report(format, of, { rules: ALL_RULES, version: '1.2.3', ...rest });
