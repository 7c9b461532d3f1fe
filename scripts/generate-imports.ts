/**
 * Writes imports/ (TypeScript) from schemas/ (JSON Schema).
 *
 *   tsx scripts/generate-imports.ts            writes what has changed, deletes what no schema stands for
 *   tsx scripts/generate-imports.ts --check    writes nothing; lists the stale files and exits with 1 if there are any
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { compile, type Options } from 'json-schema-to-typescript';
import { format } from 'prettier';

const ROOT = dirname(__dirname);
const SCHEMAS = join(ROOT, 'schemas');
const IMPORTS = join(ROOT, 'imports');

const COMPILE: Partial<Options> = {
  additionalProperties: false,
  bannerComment: '',
  format: false,
  ignoreMinAndMaxItems: true,
};
const STYLE = { parser: 'typescript', printWidth: 120, singleQuote: true } as const;
const COMMENT_WIDTH = 110;

/** The keywords of our schemas that say something about types. All others (oneOf, if, pattern, …) only narrow the values. */
interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly default?: unknown;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false | Schema;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** A place where a type may stand: a whole file, or one definition in it. */
interface Place {
  /** Path below schemas/, with `/`. */
  readonly file: string;
  readonly schema: Schema;
  /** Name of the TypeScript type, or none if the schema is written out wherever it is used. */
  readonly typeName: string | undefined;
}

type Schemas = ReadonlyMap<string, Schema>;
type TypeSchema = Parameters<typeof compile>[0];

/** All files below a folder with an ending, sorted, as paths below it with `/`. */
function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => file.split(sep).join('/'))
    .sort();
}

/** What our commands print, which nobody writes: `check.v1.json`. */
const isOutput = (file: string): boolean => /^[a-z]+\.v\d+\.json$/.test(file);

function readSchemas(): Schemas {
  const files = filesBelow(SCHEMAS, '.json').filter((file) => !isOutput(file));
  return new Map(files.map((file) => [file, JSON.parse(readFileSync(join(SCHEMAS, file), 'utf8')) as Schema]));
}

function schemaIn(schemas: Schemas, file: string): Schema & { readonly title: string } {
  const schema = schemas.get(file);
  if (schema?.title === undefined) throw new Error(`schemas/${file} is missing or has no title`);
  return { ...schema, title: schema.title };
}

/** Objects with known fields and closed lists of values get a type of their own; text, numbers, lists and maps do not. */
const isNamed = (schema: Schema) => schema.properties !== undefined || schema.enum !== undefined;

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The places of a file that get a type: the file itself if it describes an object, then its definitions. */
function placesOf(schemas: Schemas, file: string): Place[] {
  const { definitions = {}, ...root } = schemaIn(schemas, file);
  const places: Place[] = [
    { file, schema: root, typeName: root.title },
    ...Object.entries(definitions).map(([key, schema]) => ({ file, schema, typeName: root.title + upperFirst(key) })),
  ];
  return places.filter(({ schema }) => isNamed(schema));
}

/** Where a `$ref` leads to: `file.json`, `file.json#/definitions/key` or `#/definitions/key`. */
function follow(schemas: Schemas, from: string, ref: string): Place {
  const [path = '', pointer] = ref.split('#');
  const file = path === '' ? from : posix.join(posix.dirname(from), path);
  const root = schemaIn(schemas, file);
  if (pointer === undefined) return { file, schema: root, typeName: root.title };
  const key = pointer.replace('/definitions/', '');
  const schema = root.definitions?.[key];
  if (schema === undefined) throw new Error(`schemas/${from} refers to ${ref}, which does not exist`);
  return { file, schema, typeName: isNamed(schema) ? root.title + upperFirst(key) : undefined };
}

function wrapped(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1] ?? '';
    if (line !== '' && line.length + 1 + word.length > COMMENT_WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}

/** What the type cannot say about the values. */
function limits({ minimum, maximum, minItems, maxItems }: Schema): string {
  const range = (least?: number, most?: number, unit = '') => {
    if (least !== undefined && most !== undefined) return ` From ${least} to ${most}${unit}.`;
    if (least !== undefined) return ` At least ${least}${unit}.`;
    return most === undefined ? '' : ` At most ${most}${unit}.`;
  };
  return range(minimum, maximum) + range(minItems, maxItems, ' items');
}

function comment(schema: Schema): string {
  const text = wrapped(`${schema.description ?? ''}${limits(schema)}`.trim());
  if (!('default' in schema)) return text;
  const value = typeof schema.default === 'string' ? `'${schema.default}'` : JSON.stringify(schema.default);
  return `${text}\n\n@default ${typeof schema.default === 'object' ? `\`${value}\`` : value}`;
}

/** A schema without references, that json-schema-to-typescript turns into one type. `uses` hears of every named type in it. */
function typeSchema(schemas: Schemas, file: string, schema: Schema, uses: (place: Place) => void): TypeSchema {
  if (schema.$ref !== undefined) {
    const { $ref, ...beside } = schema;
    const target = follow(schemas, file, $ref);
    const merged = { ...target.schema, ...beside };
    if (target.typeName === undefined) return typeSchema(schemas, target.file, merged, uses);
    uses(target);
    const { deprecated } = beside;
    return {
      tsType: target.typeName,
      ...(deprecated && { deprecated }),
      description: comment({ ...beside, description: merged.description }),
    };
  }
  const inner = (child: Schema) => typeSchema(schemas, file, child, uses);
  const { properties, additionalProperties, items } = schema;
  return {
    ...(schema.type !== undefined && { type: schema.type as TypeSchema['type'] }),
    ...(schema.const !== undefined && { const: schema.const }),
    ...(schema.enum && { enum: [...schema.enum] as TypeSchema['enum'] }),
    ...(schema.required && { required: [...schema.required] }),
    ...(schema.deprecated && { deprecated: true }),
    ...(properties && { properties: Object.fromEntries(Object.entries(properties).map(([key, child]) => [key, inner(child)])) }),
    ...(additionalProperties && { additionalProperties: inner(additionalProperties) }),
    ...(items && { items: itemSchema(inner(items)) }),
    description: comment(schema),
  };
}

/** Items of a named type are described there; the comment of the list need not repeat it. */
function itemSchema({ description, ...item }: TypeSchema): TypeSchema {
  return item.tsType === undefined ? { ...item, description } : item;
}

const moduleOf = (file: string) => file.replace(/\.json$/, '');

/** A path as an import in a file of another path needs it. */
function importPath(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}

async function typeModule(schemas: Schemas, file: string): Promise<string> {
  const used = new Map<string, Set<string>>();
  const uses = ({ file: other, typeName }: Place) => {
    if (other !== file && typeName !== undefined) used.set(other, (used.get(other) ?? new Set()).add(typeName));
  };
  const types: string[] = [];
  for (const { schema, typeName = '' } of placesOf(schemas, file)) {
    types.push(await compile(typeSchema(schemas, file, schema, uses), typeName, COMPILE));
  }
  const imports = [...used]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([other, names]) => `import type { ${[...names].sort().join(', ')} } from '${importPath(moduleOf(file), moduleOf(other))}';`);
  return [`// Generated from schemas/${file} by npm run imports; do not edit.`, ...imports, '', ...types].join('\n');
}

/** All types, which is why no two may have one name. */
function indexModule(schemas: Schemas): string {
  const typed = [...schemas.keys()].map((file) => ({ file, names: placesOf(schemas, file).map(({ typeName = '' }) => typeName) }));
  const names = typed.flatMap((each) => each.names);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`two schemas or definitions would both be the type ${twice}`);
  const lines = typed.filter((each) => each.names.length > 0).map(({ file }) => `export type * from './${moduleOf(file)}';`);
  return ['// Generated from schemas/ by npm run imports; do not edit.', ...lines].join('\n');
}

/** All that belongs into imports/, by path below it. */
async function generate(): Promise<Map<string, string>> {
  const schemas = readSchemas();
  const modules = new Map([['index.ts', await format(indexModule(schemas), STYLE)]]);
  for (const file of schemas.keys()) {
    if (placesOf(schemas, file).length === 0) continue;
    modules.set(`${moduleOf(file)}.ts`, await format(await typeModule(schemas, file), STYLE));
  }
  return modules;
}

async function main(check: boolean): Promise<number> {
  const wanted = await generate();
  const present = new Map(filesBelow(IMPORTS, '.ts').map((file) => [file, readFileSync(join(IMPORTS, file), 'utf8')]));
  const stale = [...wanted.keys()].filter((file) => present.get(file) !== wanted.get(file));
  const surplus = [...present.keys()].filter((file) => !wanted.has(file));
  const shown = (file: string) => relative(ROOT, join(IMPORTS, file)).split(sep).join('/');

  if (check) {
    for (const file of stale) console.error(`${shown(file)} is not what schemas/ says; run npm run imports`);
    for (const file of surplus) console.error(`${shown(file)} has no schema; run npm run imports`);
    return stale.length + surplus.length === 0 ? 0 : 1;
  }
  for (const file of surplus) rmSync(join(IMPORTS, file));
  for (const file of stale) {
    mkdirSync(dirname(join(IMPORTS, file)), { recursive: true });
    writeFileSync(join(IMPORTS, file), wanted.get(file) ?? '');
  }
  console.log(`imports/: ${wanted.size} files, ${stale.length} written, ${surplus.length} deleted`);
  return 0;
}

main(process.argv.includes('--check')).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
