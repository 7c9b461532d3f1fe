import { samples } from './samples';
import { kinds, validator } from './schema-files';

test('there is a sample of every kind', () => {
  expect(samples.map(({ file }) => file).sort()).toEqual(kinds);
});

describe.each(samples)('$file', ({ file, good, bad, stricter }) => {
  const validate = validator(file);

  test('takes a good object', () => {
    validate(good);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('takes metadata that others write, such as finalizers', () => {
    expect(validate({ ...good, metadata: { ...good.metadata, finalizers: ['example.org/keep'], labels: { app: 'web' } } })).toBe(true);
  });

  test.each(Object.entries({ ...bad, ...stricter }))('refuses %s', (_, spec) => {
    expect(validate({ ...good, spec })).toBe(false);
  });

  test.each([
    ['another version', { ...good, apiVersion: 'v1' }],
    ['another kind', { ...good, kind: 'Pod' }],
    ['no metadata', { ...good, metadata: undefined }],
    ['a name in upper case', { ...good, metadata: { name: 'Web' } }],
    ['a label that is no text', { ...good, metadata: { ...good.metadata, labels: { enabled: true } } }],
    ['an unknown field', { ...good, spec: { ...good.spec, surprise: 1 } }],
    ['a status, which controllers write', { ...good, status: {} }],
  ])('refuses %s', (_, object) => {
    expect(validate(object)).toBe(false);
  });
});
