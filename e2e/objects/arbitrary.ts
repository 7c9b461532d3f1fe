import * as fc from 'fast-check';
import { resolve, type Node, type Schema } from '../../test/schemas/schema-files';

/** Texts that tell readers and checks apart: empty, not ASCII, with white space, long, or as if they were something else. */
const TEXTS = ['', 'a', 'web', 'A b', 'ü', '😀', 'x\ny', ' x', '1', 'true', 'a/b', '*', '-', '500m', '1e3', '10s', 'x'.repeat(300)];

/** Numbers at the edges of what 32 bits and a double hold. */
const INTEGERS = [0, 1, -1, 80, 100, 65535, 65536, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 53];
const NUMBERS = [...INTEGERS, 0.5, 1e21, 1e-7];

const KEYS = ['a', 'app', 'x-tester', 'A.b'];

/** How far down optional fields are filled: types that hold themselves must end. */
const DEPTH = 9;

/** What a choice between fields adds to an object: fields that must be there, and what they then are. */
interface Alternative {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

type Values = fc.Arbitrary<unknown>;

/**
 * Values that a schema describes, place by place. Where it says how fields depend on each other, most of them keep to it, and the caller must drop the
 * others.
 */
export function valuesOf(node: Node, depth = DEPTH): Values {
  const { file, schema } = resolve(node);
  const at = (child: Schema) => valuesOf({ file, schema: child }, depth - 1);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.properties) return fc.oneof(...variants(schema).map((variant) => objectsOf(variant, at, depth)));
  if (schema.additionalProperties) return fc.dictionary(fc.constantFrom(...KEYS), at(schema.additionalProperties), { maxKeys: 3 });
  if (schema.items) return listsOf(schema, at(schema.items), depth);
  return fc.oneof(...[schema.type ?? 'object'].flat().map((type) => scalarsOf(type, schema)));
}

/** One schema for each of the alternatives between fields, without the fields of the others. */
function variants(schema: Schema): Schema[] {
  const alternatives = (schema.oneOf ?? schema.anyOf ?? []) as readonly Alternative[];
  if (alternatives.length === 0) return [schema];
  const choices = alternatives.flatMap(({ required = [] }) => required);
  return alternatives.map(({ required = [], properties = {} }) => {
    const others = schema.oneOf ? choices.filter((field) => !required.includes(field)) : [];
    const kept = Object.entries({ ...schema.properties, ...properties }).filter(([field]) => !others.includes(field));
    return { ...schema, required: [...(schema.required ?? []), ...required], properties: Object.fromEntries(kept) };
  });
}

function objectsOf(schema: Schema, at: (child: Schema) => Values, depth: number): Values {
  const { properties = {}, required = [], minProperties = 0, maxProperties = required.length + 4 } = schema;
  const optional = Object.keys(properties).filter((name) => !required.includes(name));
  const most = depth <= 0 ? 0 : Math.min(optional.length, Number(maxProperties) - required.length);
  const least = Math.min(most, Math.max(0, Number(minProperties) - required.length));
  return fc.subarray(optional, { minLength: least, maxLength: Math.max(0, most) }).chain((chosen) => {
    return fc.record(Object.fromEntries([...required, ...chosen].map((name) => [name, at(properties[name] ?? {})])));
  });
}

function listsOf({ minItems = 0, maxItems = 3 }: Schema, items: Values, depth: number): Values {
  const least = Number(minItems);
  return fc.array(items, { minLength: least, maxLength: Math.max(least, depth <= 0 ? 0 : Math.min(3, Number(maxItems))) });
}

function scalarsOf(type: string, schema: Schema): Values {
  const { minimum = -Infinity, maximum = Infinity } = schema;
  const inRange = (values: readonly number[]) => {
    const edges = [minimum, maximum].map(Number).filter(Number.isFinite);
    return fc.constantFrom(...[...values, ...edges].filter((value) => value >= Number(minimum) && value <= Number(maximum)));
  };
  switch (type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return inRange(INTEGERS);
    case 'number':
      return inRange(NUMBERS);
    case 'string':
      return textsOf(schema);
    default:
      throw new Error(`a schema has a type that is not known here: ${type}`);
  }
}

/** By pattern and bounds: to make texts of a pattern, it must be parsed. */
const texts = new Map<string, fc.Arbitrary<string>>();

function textsOf({ pattern, minLength, maxLength }: Schema): fc.Arbitrary<string> {
  const key = JSON.stringify([pattern, minLength, maxLength]);
  const known = texts.get(key) ?? newTexts(pattern, Number(minLength ?? 0), Number(maxLength ?? Infinity));
  texts.set(key, known);
  return known;
}

function newTexts(pattern: string | undefined, minLength: number, maxLength: number): fc.Arbitrary<string> {
  // JSON Schema and Kubernetes count characters, not the units of UTF-16.
  const fits = (text: string) => [...text].length >= minLength && [...text].length <= maxLength;
  const longest = Number.isFinite(maxLength) ? ['x'.repeat(maxLength), 'ü'.repeat(maxLength)] : [];
  const some = [...TEXTS, '/', '/a/b', ...longest].filter((text) => fits(text) && new RegExp(pattern ?? '', 'u').test(text));
  // Of a pattern that looks ahead nothing can be made.
  if (pattern === undefined || pattern.includes('(?')) return fc.constantFrom(...some);
  const made = fc.stringMatching(new RegExp(pattern, 'u')).filter(fits);
  return some.length === 0 ? made : fc.oneof(made, fc.constantFrom(...some));
}
