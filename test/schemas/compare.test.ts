import { compare, type Differences } from './compare';
import type { Schema } from './schema-files';

const compared = (ours: Schema, upstream: Schema): Differences => compare({ file: 'scalars.json', schema: ours }, upstream, 'spec');

const same: Differences = { leftOut: [], wrong: [] };

test('the same is the same, in either notation', () => {
  const port = { type: 'integer', minimum: 1, maximum: 65535 };
  expect(compared({ $ref: 'scalars.json#/definitions/portNumber' }, { ...port, format: 'int32' })).toEqual(same);
  expect(
    compared({ type: ['integer', 'string'] }, { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] }),
  ).toEqual(same);
  expect(compared({ $ref: 'scalars.json#/definitions/goDuration' }, { type: 'string', format: 'duration' })).toEqual(same);
});

test('fields: one of ours alone is wrong, one of theirs alone is left out', () => {
  const text = { type: 'string' };
  expect(compared({ type: 'object', properties: { a: text, b: text } }, { type: 'object', properties: { a: text, c: text } })).toEqual({
    leftOut: ['spec.c'],
    wrong: ['spec.b: upstream has no such field'],
  });
});

test('fields below lists, maps and references are reached', () => {
  const ours = { type: 'array', items: { type: 'object', additionalProperties: { $ref: 'object-meta.json' } } };
  const meta = { name: 1, namespace: 1, labels: 1, annotations: 1 };
  const upstream = {
    type: 'array',
    items: { type: 'object', additionalProperties: { type: 'object', properties: { uid: { type: 'string' } } } },
  };
  expect(compared(ours, upstream).leftOut).toContain('spec[]{}.uid');
  expect(compared(ours, upstream).wrong).toEqual(Object.keys(meta).map((key) => `spec[]{}.${key}: upstream has no such field`));
});

test('types and defaults must be equal', () => {
  expect(compared({ type: 'integer' }, { type: 'number' }).wrong).toEqual(['spec: type integer instead of number']);
  expect(compared({ type: 'string' }, { type: 'string', default: 'Gateway' }).wrong).toEqual([
    'spec: default undefined instead of "Gateway"',
  ]);
});

test('values: more are wrong, fewer are left out', () => {
  const text = (...values: string[]) => ({ type: 'string', enum: values });
  expect(compared(text('a', 'b'), text('a', 'c'))).toEqual({ leftOut: ['spec: enum "c"'], wrong: ['spec: enum "b"'] });
  expect(compared({ type: 'string' }, text('a')).wrong).toEqual(['spec: enum is missing']);
  expect(compared(text('a'), { type: 'string' }).leftOut).toEqual(['spec: enum']);
});

test('bounds: looser ones are wrong, tighter ones are left out', () => {
  const number = (minimum: number, maximum: number) => ({ type: 'integer', minimum, maximum });
  expect(compared(number(0, 9), number(1, 8)).wrong).toEqual(['spec: minimum 0 instead of 1', 'spec: maximum 9 instead of 8']);
  expect(compared(number(2, 7), number(1, 8)).leftOut).toEqual(['spec: minimum 2 instead of 1', 'spec: maximum 7 instead of 8']);
  expect(compared({ type: 'array' }, { type: 'array', maxItems: 3 }).wrong).toEqual(['spec: maxItems undefined instead of 3']);
});

test('sets: a list of theirs that is no set of ours is wrong, a set of ours alone is left out', () => {
  const list = { type: 'array', items: { type: 'string' } };
  const [ours, theirs] = [
    { ...list, uniqueItems: true },
    { ...list, 'x-kubernetes-list-type': 'set' },
  ];
  expect(compared(ours, theirs)).toEqual(same);
  expect(compared(list, theirs).wrong).toEqual(['spec: each item once undefined instead of true']);
  expect(compared(ours, list).leftOut).toEqual(['spec: each item once']);
});

test('patterns: another one is wrong, one where there is none is left out', () => {
  expect(compared({ type: 'string', pattern: '^b' }, { type: 'string', pattern: '^a' }).wrong).toEqual(['spec: pattern ^b instead of ^a']);
  expect(compared({ type: 'string', pattern: '^b' }, { type: 'string' }).leftOut).toEqual(['spec: pattern']);
});

test('required: what every alternative requires counts, and only on objects', () => {
  const oneOf = [{ required: ['a', 'b'] }, { required: ['a', 'c'] }];
  expect(
    compared({ type: 'object', required: ['a'], oneOf: [{ required: ['b'] }, { required: ['c'] }] }, { type: 'object', oneOf }),
  ).toEqual(same);
  expect(compared({ type: 'object' }, { type: 'object', required: ['a'] }).wrong).toEqual(['spec: required a']);
  expect(compared({ type: 'object', required: ['a'] }, { type: 'object' }).leftOut).toEqual(['spec: required a']);
  expect(compared({ type: 'array' }, { type: 'array', required: ['a'] })).toEqual(same);
});

test('conditions: exactly one and at most one of all fields can be counted instead', () => {
  const properties = { a: { type: 'string' }, b: { type: 'string' } };
  const each = [{ required: ['a'] }, { required: ['b'] }];
  expect(compared({ type: 'object', properties, minProperties: 1, maxProperties: 1 }, { type: 'object', properties, oneOf: each })).toEqual(
    same,
  );
  expect(
    compared({ type: 'object', properties, maxProperties: 1 }, { type: 'object', properties, oneOf: [{ not: { anyOf: each } }, ...each] }),
  ).toEqual(same);
  expect(compared({ type: 'object', properties }, { type: 'object', properties, oneOf: each }).wrong).toHaveLength(1);
});

test('rules in CEL: a place without conditions of ours is left out', () => {
  const ruled = { type: 'object', 'x-kubernetes-validations': [{}] };
  expect(compared({ type: 'object' }, ruled).leftOut).toEqual(['spec: rules']);
  expect(compared({ type: 'object', maxProperties: 2 }, ruled)).toEqual(same);
  expect(compared({ type: 'object', maxProperties: 2 }, { type: 'object' }).leftOut).toEqual(['spec: conditions']);
});

test('what upstream keeps as it is, ours may describe', () => {
  expect(
    compared({ type: 'object', properties: { a: { type: 'string' } } }, { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }),
  ).toEqual(same);
});
