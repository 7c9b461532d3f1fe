import { kinds, resolve, type Schema, schemaOf, schemas, validator } from './schema-files';

const KIND_FIELDS = ['apiVersion', 'kind', 'metadata', 'spec'];

/** Every schema in a file by its place, references not followed. */
function schemasIn(schema: Schema, place: string): [string, Schema][] {
  const children: [string, Schema][] = [
    ...Object.entries(schema.properties ?? {}).map(([key, child]): [string, Schema] => [`${place}.${key}`, child]),
    ...Object.entries(schema.definitions ?? {}).map(([key, child]): [string, Schema] => [`${place}#${key}`, child]),
    ...(schema.items === undefined ? [] : [[`${place}[]`, schema.items] as [string, Schema]]),
    ...(schema.additionalProperties ? [[`${place}{}`, schema.additionalProperties] as [string, Schema]] : []),
  ];
  return [[place, schema], ...children.flatMap(([childPlace, child]) => schemasIn(child, childPlace))];
}

const everywhere = [...schemas].flatMap(([file, schema]) => schemasIn(schema, file).map(([place, at]) => ({ file, place, schema: at })));

const places = (holds: (at: (typeof everywhere)[number]) => boolean) => everywhere.filter(holds).map(({ place }) => place);

describe('each schema', () => {
  test.each(kinds)('%s is valid JSON Schema whose references lead somewhere', (file) => {
    expect(() => validator(file)).not.toThrow();
  });

  test.each(kinds)('%s describes the object of its path, whole', (file) => {
    const { properties, required, additionalProperties, title } = schemaOf(file);
    const [group, kind, version] = /^([^/]+)\/([a-z]+)\.([a-z0-9]+)\.json$/.exec(file)?.slice(1) ?? [];

    expect(Object.keys(properties ?? {})).toEqual(KIND_FIELDS);
    expect(required).toEqual(KIND_FIELDS);
    expect(additionalProperties).toBe(false);
    expect(properties?.apiVersion?.const).toBe(`${group}/${version}`);
    expect(String(properties?.kind?.const).toLowerCase()).toBe(kind);
    expect(title?.toLowerCase()).toContain(`${kind}${version}`);
  });

  test('titles are unique, since they become names of types', () => {
    const titles = [...schemas.values()].map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe('each part of a schema', () => {
  test('has a description if it is a file, a definition or a property', () => {
    const needOne = everywhere.filter(({ place }) => !/(\[]|{})$/.test(place));
    const without = needOne.filter(({ file, schema }) => !resolve({ file, schema }).schema.description);
    expect(without.map(({ place }) => place)).toEqual([]);
  });

  test('refuses unknown fields if it lists fields; only metadata lets others through', () => {
    expect(places(({ schema }) => schema.properties !== undefined && schema.additionalProperties !== false)).toEqual(['object-meta.json']);
  });

  test('has nothing but annotations beside a reference, which draft-07 would not read', () => {
    const annotations = ['$ref', 'description', 'default', 'deprecated'];
    expect(places(({ schema }) => schema.$ref !== undefined && Object.keys(schema).some((key) => !annotations.includes(key)))).toEqual([]);
  });

  test('has no look-around in a pattern, for which kubeconform would skip the kind without a word: Go has none', () => {
    expect([...schemas].filter(([, schema]) => /\(\?[=!<]/.test(JSON.stringify(schema))).map(([file]) => file)).toEqual([]);
  });

  test('is referred to if it is a definition', () => {
    const used = new Set(
      [...schemas].flatMap(([file, schema]) => {
        // Conditions refer to definitions, too.
        const references = [...JSON.stringify(schema).matchAll(/"\$ref":"([^"#]*)#\/definitions\/([^"]+)"/g)];
        return references.map(([, path = '', key]) => `${path === '' ? file : new URL(path, `file:///${file}`).pathname.slice(1)}#${key}`);
      }),
    );
    expect(places(({ place }) => place.includes('#') && !/[.[{]/.test(place.split('#')[1] ?? '') && !used.has(place))).toEqual([]);
  });
});
