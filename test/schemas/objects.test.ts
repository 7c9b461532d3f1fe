import { samples } from './samples';
import { badMetadata, goodMetadata } from './samples/metadata';
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

  test.each(Object.entries(goodMetadata))('takes metadata with %s', (_, metadata) => {
    validate({ ...good, metadata });
    expect(validate.errors ?? []).toEqual([]);
  });

  test.each(Object.entries(badMetadata))('refuses metadata with %s', (_, metadata) => {
    expect(validate({ ...good, metadata })).toBe(false);
  });

  test.each(Object.entries({ ...bad, ...stricter }))('refuses %s', (_, spec) => {
    expect(validate({ ...good, spec })).toBe(false);
  });

  test.each([
    ['another version', { ...good, apiVersion: 'v1' }],
    ['another kind', { ...good, kind: 'Pod' }],
    ['no metadata', { ...good, metadata: undefined }],
    ['an unknown field', { ...good, spec: { ...good.spec, surprise: 1 } }],
    ['a status, which controllers write', { ...good, status: {} }],
  ])('refuses %s', (_, object) => {
    expect(validate(object)).toBe(false);
  });
});
