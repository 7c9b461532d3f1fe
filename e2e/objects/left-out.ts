import type { ErrorObject } from 'ajv';
import { leftOut } from '../../test/schemas/left-out';

/** Data without the fields that are null: the API server drops them. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(entries.map(([key, field]) => [key, withoutNulls(field)]));
}

/** What is left out of a schema on purpose, and why: by place and what is missing there. */
const reasonsOf = (file: string): Map<string, string> =>
  new Map(
    Object.entries(leftOut)
      .filter(([key]) => key.startsWith(`${file} of `))
      .flatMap(([, all]) => all.flatMap(({ reason, what }) => what.map((each): [string, string] => [each, reason]))),
  );

/** Why a schema refuses an object on purpose; undefined if one of its faults is no purpose. */
export function purposeOf(file: string, object: unknown, faults: readonly ErrorObject[]): string[] | undefined {
  const reasons = reasonsOf(file);
  const found = faults.map((fault) =>
    names(fault, object)
      .map((name) => reasons.get(name))
      .find((reason) => reason !== undefined),
  );
  return found.every((reason) => reason !== undefined) ? found : undefined;
}

/** What `left-out.ts` may call a fault that ajv found. */
function names({ instancePath, keyword, params }: ErrorObject, object: unknown): string[] {
  const keys = instancePath.split('/').slice(1);
  const place = keys
    .map((key) => (/^\d+$/.test(key) ? '[]' : `.${key}`))
    .join('')
    .slice(1);
  const value = keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], object);
  switch (keyword) {
    case 'additionalProperties':
      return [`${place}.${String(params['additionalProperty'])}`];
    case 'required':
      return [`${place}: required ${String(params['missingProperty'])}`];
    case 'enum':
      return [`${place}: enum`, `${place}: enum ${JSON.stringify(value)}`];
    default:
      return [];
  }
}
