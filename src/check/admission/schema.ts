import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type * as AjvModule from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { DataPath } from '../../yaml/locate';
import type { JsonValue } from '../../yaml/read';
import { isObject } from '../data';
import type { Fault } from './fault';
import { isTakenAnyway } from './taken-anyway';

/**
 * What the schema of a kind does not allow, but for what the API server takes all the same.
 *
 * @param file below `schemas/`, as in `linkerd.io/serviceprofile.v1alpha2.json`
 */
export function schemaFaults(file: string, spec: JsonValue): Fault[] {
  const validate = validatorOf(file);
  if (validate(spec)) return [];
  const data = withoutNulls(spec);
  if (validate(data)) return [];
  const errors = validate.errors ?? [];
  const taken = errors.filter((error) => isTakenAnyway(file, error, data));
  const choices = errors.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf');
  const own = errors.filter(
    (error) => !FOLLOWS.has(error.keyword) && !taken.includes(error) && !choices.some((choice) => isBelow(error, choice)),
  );
  const unmet = choices.filter(({ instancePath }) => !taken.some((error) => error.instancePath.startsWith(instancePath)));
  const faults = [...own, ...unmet.flatMap((choice) => nearest(choice, errors))].map(faultOf);
  return faults.length > 0 || taken.length > 0 ? faults : errors.slice(0, 1).map(faultOf);
}

/** Keywords that only say that another one failed. */
const FOLLOWS = new Set(['if', 'anyOf', 'oneOf', 'allOf', 'not', 'contains', 'false schema']);

const isBelow = ({ schemaPath }: ErrorObject, choice: ErrorObject): boolean => schemaPath.startsWith(`${choice.schemaPath}/`);

/** Of a choice that is not met, what the option lacks that is meant: the one whose constants are as they must be. */
function nearest(choice: ErrorObject, errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const below = errors.filter((error) => isBelow(error, choice));
  const optionOf = ({ schemaPath }: ErrorObject) => schemaPath.slice(choice.schemaPath.length + 1).split('/')[0];
  const others = new Set(below.filter(({ keyword }) => keyword === 'const').map(optionOf));
  const meant = below.filter((error) => !others.has(optionOf(error)) && !FOLLOWS.has(error.keyword));
  return meant.length > 0 ? meant : [choice];
}

const validators = new Map<string, ValidateFunction>();
let ajv: AjvModule.Ajv | undefined;

function validatorOf(file: string): ValidateFunction {
  const known = validators.get(file);
  if (known) return known;
  ajv ??= withAllSchemas();
  const validate = ajv.compile({ $ref: `${BASE}${file}#/definitions/spec` });
  validators.set(file, validate);
  return validate;
}

const BASE = 'https://schemas.invalid/';

function withAllSchemas(): AjvModule.Ajv {
  // Loaded here: an input without custom objects needs none of it.
  const { Ajv } = require('ajv') as typeof AjvModule;
  const instance = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const folder = schemasFolder();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))) {
    const schema = JSON.parse(readFileSync(join(folder, file), 'utf8')) as object;
    instance.addSchema({ ...schema, $id: BASE + file.replaceAll('\\', '/') });
  }
  return instance;
}

/** `schemas/` of this package, which lies in another place from the sources than from the file that is shipped. */
function schemasFolder(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const found = join(folder, 'schemas', 'scalars.json');
    if (existsSync(found)) return dirname(found);
    if (folder === dirname(folder)) throw new Error('the package is not whole: there is no folder schemas');
  }
}

/** The API server drops fields that are null. */
function withoutNulls(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(withoutNulls);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(entries.map(([key, field]) => [key, withoutNulls(field)]));
}

/** Keys of a pointer; the schema is that of `spec`. */
const pathOf = ({ instancePath }: ErrorObject): DataPath => [
  'spec',
  ...instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
];

function faultOf(error: ErrorObject): Fault {
  const path = pathOf(error);
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case 'additionalProperties': {
      const field = String(params['additionalProperty']);
      return { path: [...path, field], message: `unknown field ${textOf([...path, field])}` };
    }
    case 'required':
      return { path, message: `${textOf(path)} must have ${String(params['missingProperty'])}` };
    case 'enum':
      return { path, message: `${textOf(path)} must be one of ${(params['allowedValues'] as unknown[]).join(', ')}` };
    case 'const':
      return { path, message: `${textOf(path)} must be ${JSON.stringify(params['allowedValue'])}` };
    case 'oneOf':
    case 'anyOf':
      return { path, message: `${textOf(path)} is none of the forms that it may have` };
    default:
      return { path, message: `${textOf(path)} ${error.message ?? 'is wrong'}` };
  }
}

/** `spec.rules[0].backendRefs` */
const textOf = (path: DataPath): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .slice(1);
