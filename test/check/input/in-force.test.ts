import { inForce } from '../../../src/check/input/in-force';

const pointer = (resources: string): string => `resources: [${resources}]\n`;

/** File → text. */
const kept = (files: Readonly<Record<string, string>>) => {
  const { sources, skipped, faults } = inForce(Object.entries(files).map(([file, text]) => ({ file, text: () => text })));
  return { files: sources.map(({ file }) => file), skipped, ...(faults.length > 0 && { faults }) };
};

const RELEASE = {
  'dist/web/current/Kustomization': pointer('"../steps/10-canary"'),
  'dist/web/steps/00-baseline/web.yaml': '',
  'dist/web/steps/10-canary/Kustomization': '',
  'dist/web/steps/10-canary/web.yaml': '',
  'dist/web/rollback/web.yaml': '',
  'dist/web/teardown/web.yaml': '',
  'dist/web/charts/10-canary/templates/web.yaml': '',
  'dist/web/plan/plan.json': '',
};

test('of a release only the state counts that is deployed; what is beside it stays', () => {
  const others = { 'dist/namespace/shop.yaml': '', 'dist/web/delivery/application.yaml': '', 'steps/10-canary/web.yaml': '' };
  expect(kept({ ...RELEASE, ...others })).toEqual({
    files: ['dist/web/steps/10-canary/Kustomization', 'dist/web/steps/10-canary/web.yaml', ...Object.keys(others)],
    skipped: [
      {
        file: 'dist/web',
        message: 'is a release, of which steps/10-canary is deployed, as current/Kustomization says; the other states are left out',
      },
    ],
  });
});

test('the way back may be deployed, too, and a release may be all that there is', () => {
  expect(kept({ ...RELEASE, 'dist/web/current/Kustomization': pointer('../rollback') }).files).toEqual(['dist/web/rollback/web.yaml']);
  const alone = { 'current/Kustomization': pointer('../steps/10-canary'), 'steps/10-canary/a.yaml': '', 'steps/20-canary/a.yaml': '' };
  expect(kept(alone)).toMatchObject({ files: ['steps/10-canary/a.yaml'], skipped: [{ file: '.' }] });
});

test('of a git revision, too', () => {
  const files = Object.fromEntries(Object.entries(RELEASE).map(([file, text]) => [`main:${file}`, text]));
  expect(kept(files).files).toEqual(['main:dist/web/steps/10-canary/Kustomization', 'main:dist/web/steps/10-canary/web.yaml']);
});

test.each([
  ['names several', pointer('../steps/10-canary, ../steps/00-baseline')],
  ['names something else', pointer('../base')],
  ['cannot be read', '['],
])('a folder `current` whose Kustomization %s is like any other', (_, text) => {
  const files = { ...RELEASE, 'dist/web/current/Kustomization': text };
  expect(kept(files)).toEqual({ files: Object.keys(files), skipped: [] });
});

test('a pointer to a state that is not there is a fault, and nothing else is read in its place', () => {
  const { files, faults } = kept({ ...RELEASE, 'dist/web/current/Kustomization': pointer('../steps/90-other') });
  expect(files).toEqual([]);
  expect(faults).toEqual([{ file: 'dist/web/current/Kustomization', message: 'names ../steps/90-other, which is not there' }]);
});
