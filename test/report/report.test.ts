import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import type { Finding } from '../../src/check/finding';
import type { CheckResult } from '../../src/check/result';
import { FORMATS } from '../../src/report';
import { ALL_RULES, finding, object, result, write } from './results';

describe('text', () => {
  test('goes by file and line, and says the traffic, and once what to do', () => {
    const later = finding({ severity: 'warning', object: { ...object, line: 3 }, related: [{ ...object, name: 'other', line: 40 }] });
    expect(write('text', result({ findings: [finding(), later] }))).toBe(`k8s/web.yaml
  3  warning: there is no Service web-v2
     Service shop/web  [live-backend-missing]
     10 % of requests to shop/web:80 reach nothing
     see Service shop/other in k8s/web.yaml:40
     fix: Write the Service.
  7  error: there is no Service web-v2
     Service shop/web  [live-backend-missing]
     10 % of requests to shop/web:80 reach nothing

1 error, 1 warning in 1 of 3 files for linkerd-2.20
`);
  });

  test('says how much was looked at where nothing was found, and what is hidden or not read', () => {
    const faults = [{ file: 'k8s/b.yaml', line: 2, message: 'is no YAML' }];
    expect(write('text', result({ findings: [] }))).toBe('nothing found in 9 objects of 3 files for linkerd-2.20\n');
    expect(write('text', result({ findings: [], hidden: 2 }))).toContain('; 2 of less severity not shown (--min-severity info)');
    expect(write('text', result({ findings: [], hidden: 2, ifComplete: 2, ignored: 3 }))).toContain(
      '; 2 more if these are all objects of the cluster (--complete); 3 ignored as asked\n',
    );
    expect(write('text', result({ findings: [], faults }))).toBe(
      'k8s/b.yaml:2: is no YAML\n\nnothing found in 9 objects of 3 files for linkerd-2.20; 1 place could not be read\n',
    );
  });

  test('is written however many findings a file has', () => {
    const findings = Array.from({ length: 150_000 }, (_, index) => finding({ object: { ...object, line: index + 1 } }));
    expect(write('text', result({ findings }))).toContain('150000 errors in 1 of 3 files');
  });

  test('names what was left out only where that is asked for', () => {
    const of = result({ findings: [], skipped: [{ file: 'chart/a.yaml', message: 'is a template of Helm' }] });
    expect(write('text', of)).not.toContain('Helm');
    expect(write('text', of, { verbose: true })).toContain('chart/a.yaml: is a template of Helm\n');
  });

  test('has colours only where they are asked for, and never those of a file', () => {
    const of = result({ findings: [finding({ message: 'is \u001b[2J here', object: { ...object, name: 'a\u0007' } })] });
    expect(write('text', of)).not.toMatch(/[^\P{Cc}\n]/u);
    expect(write('text', of, { colour: true })).toContain('\u001b[31merror\u001b[0m: is \\u001b[2J here');
  });
});

test('JSON is as its schema says, with nothing of the report in it', () => {
  const of = result({
    findings: [finding(), finding({ traffic: undefined, related: [object] })],
    faults: [{ file: 'a.yaml', line: 1, message: 'is no YAML' }],
    skipped: [{ file: 'b.yaml', message: 'is a template' }],
  });
  const schema = JSON.parse(readFileSync(join(__dirname, '../../schemas/check.v1.json'), 'utf8')) as object;
  const validate = new Ajv({ strict: true, allErrors: true }).compile(schema);
  const json = JSON.parse(write('json', of)) as Record<string, unknown>;
  expect({ valid: validate(json), errors: validate.errors }).toEqual({ valid: true, errors: null });
  expect(json).toMatchObject({
    version: 1,
    files: 3,
    objects: 9,
    findings: [{ rule: 'live-backend-missing' }, { related: [{ name: 'web' }] }],
  });
});

describe('SARIF', () => {
  interface Log {
    readonly version: string;
    readonly runs: readonly [{ tool: { driver: { rules: { id: string }[] } }; results: Result[]; invocations: object[] }];
  }
  interface Result {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly partialFingerprints: Record<string, string>;
    readonly locations: object[];
  }
  const log = (of: CheckResult): Log => JSON.parse(write('sarif', of)) as Log;

  test('names the rule, its level, and the place as a URI', () => {
    const [run] = log(result({ findings: [finding({ severity: 'info', object: { ...object, file: './k8s/a b.yaml' } })] })).runs;
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(['live-backend-missing']);
    expect(run.results).toMatchObject([
      {
        ...{ ruleId: 'live-backend-missing', ruleIndex: 0, level: 'note' },
        locations: [
          { physicalLocation: { artifactLocation: { uri: 'k8s/a%20b.yaml', uriBaseId: '%SRCROOT%' }, region: { startLine: 7 } } },
        ],
      },
    ]);
  });

  test('a finding keeps its fingerprint when it moves to another line, and shares it with none', () => {
    const prints = (...findings: Finding[]) =>
      log(result({ findings })).runs[0].results.map(({ partialFingerprints }) => partialFingerprints['cdk8sMesh/v1']);
    const moved = finding({ object: { ...object, line: 70 } });
    const other = finding({ object: { ...object, name: 'other' } });
    expect(prints(finding())).toEqual(prints(moved));
    expect(new Set(prints(finding(), finding(), other)).size).toBe(3);
  });

  test('a fault makes the run a failed one', () => {
    expect(log(result({ faults: [{ file: 'a.yaml', line: 1, message: 'is no YAML' }] })).runs[0].invocations).toMatchObject([
      { executionSuccessful: false, toolExecutionNotifications: [{ level: 'error', message: { text: 'is no YAML' } }] },
    ]);
  });
});

describe('Markdown', () => {
  test('cannot be broken out of by a name or message', () => {
    const text = write(
      'markdown',
      result({ findings: [finding({ message: 'a | b\n<script>@me `x`', object: { ...object, name: '|x|' } })] }),
    );
    expect(text).not.toContain('<script>');
    expect(text).not.toContain('@me');
    const rows = text.split('\n').filter((line) => line.startsWith('| error'));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.split('|')).toHaveLength(5);
  });

  test('keeps what could not be read and what rules are about, however many there are, and says what it leaves out', () => {
    const findings = ALL_RULES.map(({ name }) => finding({ rule: name }));
    const faults = Array.from({ length: 500 }, (_, index) => ({ file: `bad-${index}.yaml`, message: 'is no YAML' }));
    const text = write('markdown', result({ findings, faults }));
    expect(text).toContain('bad-0.yaml');
    expect(text).toContain('<details>');
    expect(text.match(/\d+ more do not fit here/g)).toHaveLength(2);
    expect(text.length).toBeLessThanOrEqual(65_000);
  });

  test('is never longer than GitHub takes for a comment', () => {
    const text = write('markdown', result({ findings: Array.from({ length: 3000 }, () => finding()) }));
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/\d+ more do not fit here/);
  });
});

test('a workflow command keeps what GitHub would take for its own signs', () => {
  const of = result({ findings: [finding({ message: '100 %\nof', fix: 'a::b', object: { ...object, file: 'a,b:c.yaml' } })] });
  expect(write('github', of)).toBe(
    '::error file=a%2Cb%3Ac.yaml,line=7,title=live-backend-missing::100 %25%0Aof%0A10 %25 of requests to shop/web:80 reach nothing%0Aa::b\n' +
      '1 error in 1 of 3 files for linkerd-2.20\n',
  );
});

test.each(FORMATS)('%s says something of a result without anything', (format) => {
  expect(write(format, result({ findings: [], files: 0, objects: 0 }))).not.toBe('');
});
