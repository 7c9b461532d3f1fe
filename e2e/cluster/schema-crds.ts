import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Crd } from './crd';

const SCHEMAS = join(__dirname, '..', '..', 'schemas');

/** A schema of ours, as far as a CRD can say the same. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false | Schema;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** What Kubernetes calls a structural schema: no references, one type everywhere. */
type Structural = Readonly<Record<string, unknown>>;

/** CRDs that our schemas stand for: types, required fields, values and bounds. They do not say what is true of two fields at once. */
export function schemaCrds(): Crd[] {
  const groups = readdirSync(SCHEMAS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return groups.flatMap(({ name: group }) => readdirSync(join(SCHEMAS, group)).map((file) => crdOf(group, join(SCHEMAS, group, file))));
}

function crdOf(group: string, file: string): Crd {
  const schema = read(file);
  const kind = String(schema.properties?.kind?.const);
  const version = String(schema.properties?.apiVersion?.const).split('/')[1] ?? '';
  const singular = kind.toLowerCase();
  const plural = singular.endsWith('y') ? `${singular.slice(0, -1)}ies` : `${singular}s`;
  const spec = schema.properties?.spec;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind, singular, plural, listKind: `${kind}List` },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: {
            openAPIV3Schema: {
              type: 'object',
              required: ['spec'],
              properties: {
                ...(spec && { spec: structural(spec, file) }),
                status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
              },
            },
          },
        },
      ],
    },
  };
}

function structural(schema: Schema, file: string, above: readonly string[] = []): Structural {
  if (schema.$ref !== undefined) return resolved(schema.$ref, file, above);
  const { type, const: constant, items, properties, additionalProperties, required } = schema;
  const several = Array.isArray(type);
  return {
    ...(several ? { 'x-kubernetes-int-or-string': true } : { type: type === undefined ? typeof constant : String(type) }),
    ...(constant !== undefined && { enum: [constant] }),
    ...(schema.enum && { enum: [...schema.enum] }),
    ...(required && { required: [...required] }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, structural(value, file, above)])),
    }),
    ...(additionalProperties && { additionalProperties: structural(additionalProperties, file, above) }),
    ...(items && { items: structural(items, file, above) }),
    ...bounds(schema),
  };
}

const bounds = ({ minimum, maximum, minLength, maxLength, minItems, maxItems, pattern }: Schema): Structural => ({
  ...(minimum !== undefined && { minimum }),
  ...(maximum !== undefined && { maximum }),
  ...(minLength !== undefined && { minLength }),
  ...(maxLength !== undefined && { maxLength }),
  ...(minItems !== undefined && { minItems }),
  ...(maxItems !== undefined && { maxItems }),
  ...(pattern !== undefined && { pattern }),
});

function resolved(reference: string, file: string, above: readonly string[]): Structural {
  const [path = '', pointer = ''] = reference.split('#');
  const target = path === '' ? file : join(dirname(file), path);
  const name = pointer.replace('/definitions/', '');
  const schema = name === '' ? read(target) : read(target).definitions?.[name];
  if (!schema) throw new Error(`${file} refers to ${reference}, which does not exist`);
  const place = `${target}#${name}`;
  // A type that holds itself: no structural schema can say so.
  if (above.includes(place)) return { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  return structural(schema, target, [...above, place]);
}

const read = (file: string): Schema => JSON.parse(readFileSync(file, 'utf8')) as Schema;
