import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';

/** A JSON Schema, as far as ours use it. */
export interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false | Schema;
  readonly items?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly [keyword: string]: unknown;
}

/** A schema and the file that its references start from. */
export interface Node {
  readonly file: string;
  readonly schema: Schema;
}

export const REPOSITORY = join(__dirname, '../..');
const SCHEMAS = join(REPOSITORY, 'schemas');

/** Every file of schemas/ by its path below that folder. */
export const schemas: ReadonlyMap<string, Schema> = new Map(
  readdirSync(SCHEMAS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => [file.split(sep).join('/'), JSON.parse(readFileSync(join(SCHEMAS, file), 'utf8')) as Schema]),
);

/** The files that describe a kind, without those that only hold shared parts. */
export const kinds = [...schemas.keys()].filter((file) => file.includes('/'));

export function schemaOf(file: string): Schema {
  const schema = schemas.get(file);
  if (schema === undefined) throw new Error(`there is no schemas/${file}`);
  return schema;
}

/** The node that a reference stands for, with what is written beside the reference; a node without reference is itself. */
export function resolve({ file, schema }: Node): Node {
  if (schema.$ref === undefined) return { file, schema };
  const { $ref, ...beside } = schema;
  const [path = '', pointer = ''] = $ref.split('#');
  const target = path === '' ? file : posix.join(posix.dirname(file), path);
  const keys = pointer.split('/').slice(1);
  const found = keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], schemaOf(target)) as
    Schema | undefined;
  if (found === undefined) throw new Error(`schemas/${file} refers to ${$ref}, which does not exist`);
  const resolved = resolve({ file: target, schema: found });
  return { file: resolved.file, schema: { ...resolved.schema, ...beside } };
}

const idOf = (file: string) => `https://schemas.invalid/${file}`;

// `strictRequired` is off because `oneOf` lists the names of fields that are described beside it.
const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true });
for (const [file, schema] of schemas) ajv.addSchema({ ...schema, $id: idOf(file) });

/**
 * A validator for a kind, whose references reach the other files.
 *
 * @throws if the schema is not valid
 */
export function validator(file: string): ValidateFunction {
  const validate = ajv.getSchema(idOf(file));
  if (validate === undefined) throw new Error(`there is no schemas/${file}`);
  return validate;
}
