import { type Node, resolve, type Schema } from './schema-files';

interface Alternative {
  readonly required?: readonly string[];
  readonly [keyword: string]: unknown;
}

/** What both kinds of schema say, in one form. */
interface Shape<Child> {
  readonly type: string;
  readonly values: readonly string[] | undefined;
  readonly fallback: string | undefined;
  readonly pattern: string | undefined;
  readonly bounds: Readonly<Record<string, number>>;
  /** Whether each item of a list may be there once only. */
  readonly isSet: boolean;
  readonly required: readonly string[];
  readonly conditions: string;
  readonly children: ReadonlyMap<string, Child>;
}

/** What the two say differently. Both lists hold `path` for a field, and `path: what` for anything else. */
export interface Differences {
  /** Not in ours: a field, a value that upstream takes (also by a tighter bound or pattern), or rules in CEL. */
  readonly leftOut: readonly string[];
  /** Ours takes what upstream refuses, or something else altogether. */
  readonly wrong: readonly string[];
}

const BOUNDS = ['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'];

/** Formats that the API server checks, as a pattern. All other formats in use say no more than the type. */
const FORMATS: Readonly<Record<string, string>> = {
  duration: '^(0|([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+)$',
};

const json = (value: unknown) => (value === undefined ? undefined : JSON.stringify(value));

function bounds(schema: Readonly<Record<string, unknown>>): Record<string, number> {
  return Object.fromEntries(BOUNDS.flatMap((key) => (typeof schema[key] === 'number' ? [[key, schema[key]]] : [])));
}

/** Fields that every alternative requires are required, whatever is chosen. */
function commonlyRequired(alternatives: readonly Alternative[]): string[] {
  const [first, ...others] = alternatives.map(({ required = [] }) => required);
  return (first ?? []).filter((field) => others.every((required) => required.includes(field)));
}

/** The conditions between fields: those of `oneOf`, less what is required in any case, and whatever else ours says. */
function conditions(schema: Schema, alternatives: readonly Alternative[], common: readonly string[]): string {
  const { if: when, then, anyOf, minProperties, maxProperties } = schema;
  const choices = alternatives.map(({ required = [], ...rest }) => ({
    ...rest,
    required: required.filter((field) => !common.includes(field)),
  }));
  const single = choices.filter((choice) => Object.keys(choice).length === 1 && choice.required.length === 1);

  // Alternatives for each of the fields, with or without one for none of them, count the fields.
  if (single.length > 0 && single.length === Object.keys(schema.properties ?? {}).length) {
    return JSON.stringify({ minProperties: single.length === choices.length ? 1 : undefined, maxProperties: 1 });
  }
  const isIntOrString = schema['x-kubernetes-int-or-string'] === true;
  const oneOf = choices.length === 0 ? undefined : choices;
  return JSON.stringify({ oneOf, when, then, anyOf: isIntOrString ? undefined : anyOf, minProperties, maxProperties });
}

const NO_CONDITIONS = '{}';

function children<Child>(schema: Schema, child: (schema: Schema) => Child): Map<string, Child> {
  return new Map([
    ...Object.entries(schema.properties ?? {}).map(([key, value]): [string, Child] => [`.${key}`, child(value)]),
    ...(schema.items === undefined ? [] : [['[]', child(schema.items)] as [string, Child]]),
    ...(schema.additionalProperties ? [['{}', child(schema.additionalProperties)] as [string, Child]] : []),
  ]);
}

function typeOf(schema: Schema): string {
  if (schema['x-kubernetes-int-or-string'] === true || Array.isArray(schema.type)) return 'int-or-string';
  return String(schema.type);
}

function shape<Child>(schema: Schema, child: (schema: Schema) => Child): Shape<Child> {
  const type = typeOf(schema);
  const alternatives = (schema.oneOf ?? []) as readonly Alternative[];
  const common = commonlyRequired(alternatives);
  return {
    type,
    values: schema.enum?.map((value) => JSON.stringify(value)),
    fallback: json(schema.default),
    pattern: schema.pattern ?? FORMATS[String(schema.format)],
    bounds: bounds(schema),
    isSet: schema.uniqueItems === true || schema['x-kubernetes-list-type'] === 'set',
    // Some CRDs have `required` on a list, where it says nothing.
    required: type === 'object' ? [...new Set([...(schema.required ?? []), ...common])] : [],
    conditions: conditions(schema, alternatives, common),
    children: children(schema, child),
  };
}

function compareBounds(ours: Readonly<Record<string, number>>, upstream: Readonly<Record<string, number>>): Differences {
  const leftOut: string[] = [];
  const wrong: string[] = [];
  for (const key of BOUNDS) {
    const [our, their] = [ours[key], upstream[key]];
    if (our === their) continue;
    const tighter = their === undefined || (our !== undefined && (key.startsWith('min') ? our > their : our < their));
    (tighter ? leftOut : wrong).push(`${key} ${our} instead of ${their}`);
  }
  return { leftOut, wrong };
}

function compareValues(ours: readonly string[] | undefined, upstream: readonly string[] | undefined): Differences {
  if (upstream === undefined) return { leftOut: ours === undefined ? [] : ['enum'], wrong: [] };
  return {
    leftOut: upstream.filter((value) => ours?.includes(value) === false).map((value) => `enum ${value}`),
    wrong: ours === undefined ? ['enum is missing'] : ours.filter((value) => !upstream.includes(value)).map((value) => `enum ${value}`),
  };
}

/** What one place says by itself, without its fields and items. */
function compareHere(ours: Shape<Node>, upstream: Shape<Schema>, hasRules: boolean): Differences[] {
  const differs = (what: string, our: string | undefined, their: string | undefined): Differences => ({
    leftOut: our !== their && their === undefined ? [what] : [],
    wrong: our !== their && their !== undefined ? [`${what} ${our} instead of ${their}`] : [],
  });
  const said = (text: string) => (text === NO_CONDITIONS ? undefined : text);
  const conditionsDiffer = hasRules
    ? { leftOut: ours.conditions === NO_CONDITIONS ? ['rules'] : [], wrong: [] }
    : differs('conditions', said(ours.conditions), said(upstream.conditions));
  return [
    { leftOut: [], wrong: ours.type === upstream.type ? [] : [`type ${ours.type} instead of ${upstream.type}`] },
    { leftOut: [], wrong: ours.fallback === upstream.fallback ? [] : [`default ${ours.fallback} instead of ${upstream.fallback}`] },
    compareValues(ours.values, upstream.values),
    differs('pattern', ours.pattern, upstream.pattern),
    compareBounds(ours.bounds, upstream.bounds),
    differs('each item once', ours.isSet ? 'true' : undefined, upstream.isSet ? 'true' : undefined),
    conditionsDiffer,
    {
      leftOut: ours.required.filter((field) => !upstream.required.includes(field)).map((field) => `required ${field}`),
      wrong: upstream.required.filter((field) => !ours.required.includes(field)).map((field) => `required ${field}`),
    },
  ];
}

/**
 * Compares a schema of ours with the part of a CRD that stands for the same thing. Rules in CEL are not read: a place that has some must have
 * conditions in ours too, or `path: rules` says that it has none.
 */
export function compare(our: Node, upstream: Schema, path: string): Differences {
  if (upstream['x-kubernetes-preserve-unknown-fields']) return { leftOut: [], wrong: [] };
  const { file, schema } = resolve(our);
  const ours = shape(schema, (child) => resolve({ file, schema: child }));
  const theirs = shape(upstream, (child) => child);
  const hasRules = upstream['x-kubernetes-validations'] !== undefined;
  const at = (where: string) => (difference: string) => `${where}: ${difference}`;

  const here = compareHere(ours, theirs, hasRules).map(({ leftOut, wrong }) => ({
    leftOut: leftOut.map(at(path)),
    wrong: wrong.map(at(path)),
  }));
  const fields = [...ours.children].map(([key, child]) => {
    const their = theirs.children.get(key);
    return their === undefined
      ? { leftOut: [], wrong: [`${path}${key}: upstream has no such field`] }
      : compare(child, their, `${path}${key}`);
  });
  const missing = [...theirs.children.keys()].filter((key) => !ours.children.has(key)).map((key) => `${path}${key}`);
  const all = [...here, ...fields, { leftOut: missing, wrong: [] }];
  return { leftOut: all.flatMap(({ leftOut }) => leftOut), wrong: all.flatMap(({ wrong }) => wrong) };
}
