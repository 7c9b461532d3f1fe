import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import type { CheckResult } from '../../src/check/result';
import { ALL_RULES, finding, object, result, write } from './results';

interface Log {
  readonly runs: readonly [{ readonly results: readonly { readonly locations: readonly object[] }[] }];
}

/** The schema is of draft-04; without its name and identifier it says the same in draft-07. One of its patterns is none with the flag `u`. */
function validator() {
  const file = join(__dirname, 'fixtures/sarif-2.1.0-rtm.5.json');
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const formats = {
    uri: (text: string) => URL.canParse(text),
    'uri-reference': (text: string) => /^(%[0-9A-F]{2}|[\w.~:/?#@!$&'()*+,;=-])*$/i.test(text) && URL.canParse(text, 'file:///'),
    'date-time': true as const,
  };
  return new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats }).compile(schema);
}

const validate = validator();

const faults = [
  { file: 'k8s/a b.yaml', line: 2, message: 'is no YAML' },
  { file: '-', message: 'is empty' },
];

test.each<[string, CheckResult]>([
  ['nothing', result({ findings: [], files: 0, objects: 0 })],
  ['a finding', result()],
  ['a finding of each rule', result({ findings: ALL_RULES.map(({ name, severity }) => finding({ rule: name, severity })) })],
  ['a rule that nobody knows', result({ findings: [finding({ rule: 'of-tomorrow' })] })],
  [
    'related objects, faults and what was left out',
    result({ findings: [finding({ related: [object, object] })], faults, skipped: faults }),
  ],
  ['names of files that are no URIs', result({ findings: ['ä%|\n.yaml', '/etc/a b', 'C:\\k8s\\a.yaml', '../x.yaml', '-'].map(inFile) })],
])('%s is as the schema of SARIF says', (_, of) => {
  expect({ valid: validate(JSON.parse(write('sarif', of))), errors: validate.errors }).toEqual({ valid: true, errors: null });
});

test('the schema would find what is wrong', () => {
  const log = JSON.parse(write('sarif', result())) as { runs: [{ results: [object] }] };
  log.runs[0].results = [{ level: 'worst' }];
  expect(validate(log)).toBe(false);
});

test.each([
  ['k8s/a b%.yaml', 'k8s/a%20b%25.yaml'],
  ['./././a.yaml', 'a.yaml'],
  ['k8s\\a.yaml', 'k8s/a.yaml'],
  ['/srv/a.yaml', 'file:///srv/a.yaml'],
  ['C:\\k8s\\a.yaml', 'file:///C:/k8s/a.yaml'],
])('the file %s has the URI %s', (file, uri) => {
  const log = JSON.parse(write('sarif', result({ findings: [inFile(file)] }))) as Log;
  expect(log.runs[0].results[0]?.locations).toMatchObject([{ physicalLocation: { artifactLocation: { uri } } }]);
});

function inFile(file: string) {
  return finding({ object: { ...object, file } });
}
