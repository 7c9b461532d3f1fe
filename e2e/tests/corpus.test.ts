import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { kinds, schemaOf, validator } from '../../test/schemas/schema-files';
import { kubectlPath } from '../../scripts/kubectl';
import { useCluster } from '../cluster/use-cluster';
import { brokenBeyondJsonSchema } from '../objects/beyond-json-schema';
import { categories, CORPUS, corpusIsAbsent, objectsOfCorpus } from '../objects/corpus';
import { type Addressed, DryRun } from '../objects/dry-run';
import { purposeOf, withoutNulls } from '../objects/left-out';

const NAMESPACE = 'corpus';

/** Files of the schemas by API version and kind. */
const schemas = new Map(
  kinds.map((file) => {
    const { apiVersion, kind } = schemaOf(file).properties ?? {};
    return [`${String(apiVersion?.const)} ${String(kind?.const)}`, file];
  }),
);

describe('public manifests', { skip: corpusIsAbsent }, () => {
  const cluster = useCluster();
  let server: DryRun;
  before(async () => {
    await cluster().addNamespace(NAMESPACE);
    server = new DryRun(cluster(), NAMESPACE);
  });
  after(() => server.close());

  const counted = new Map<string, number>();
  const count = (what: string) => counted.set(what, (counted.get(what) ?? 0) + 1);
  after(() => {
    for (const what of [...counted.keys()].sort()) console.log(`# ${counted.get(what)} ${what}`);
  });

  for (const category of corpusIsAbsent ? [] : categories()) {
    const objects = objectsOfCorpus(category);

    describe(category, () => {
      it('are read as kubectl reads them', async () => {
        // Changes a field that none of them has, and nothing else; asks no server.
        const args = ['annotate', '--local', '-f', join(CORPUS, category), '-o', 'json', `${ANNOTATION}=`];
        const { stdout } = await cluster().run(kubectlPath(), args);
        const read = stdout.split(/(?<=^\})\n/m).filter((text) => text.trim() !== '');
        const theirs = read.map((text) => withoutAnnotation(JSON.parse(text)));
        assert.equal(theirs.length, objects.length);
        for (const [index, { file, object }] of objects.entries()) assert.deepEqual(withoutAnnotation(object), theirs[index], file);
      });

      it('are taken and refused by the schema of their kind as by the API server', async () => {
        const disagreements = await Promise.all(
          objects.map(async ({ file, object }) => {
            if (!isAddressed(object)) {
              count('have no apiVersion or no kind');
              return [];
            }
            const { apiVersion, kind } = object;
            if (!(await server.serves(object))) {
              count(`are of a kind that the API server does not have: ${apiVersion} ${kind}`);
              return [];
            }
            const placed = inNamespace(object);
            const { accepted, reasons } = await server.create(placed);
            const schema = schemas.get(`${apiVersion} ${kind}`);
            count(
              `are ${accepted ? 'accepted' : 'refused'}${schema === undefined ? ', of a kind without a schema' : `: ${apiVersion} ${kind}`}`,
            );
            if (schema === undefined) return [];
            if (cluster().crdSource(apiVersion, kind) === 'schemas') {
              count('prove nothing, for the CRD of their kind is made from our schema');
              return [];
            }
            const fault = disagreement(schema, placed, accepted ? undefined : reasons);
            return fault === undefined ? [] : [`${file}: ${kind}: ${fault}`];
          }),
        );
        assert.deepEqual(disagreements.flat(), []);
      });
    });
  }

  /** What the schema says otherwise than the API server, but for what it says on purpose. */
  function disagreement(schema: string, object: Addressed, refusedFor: readonly string[] | undefined): string | undefined {
    const validate = validator(schema);
    if (refusedFor !== undefined) {
      if (!validate(object) || brokenBeyondJsonSchema(refusedFor) !== undefined) return undefined;
      return `the API server alone refuses it: ${refusedFor.join('; ')}`;
    }
    const data = withoutNulls(object);
    if (validate(object)) return undefined;
    if (validate(data)) {
      count('are accepted, but refused by the schema on purpose: null, which the API server drops');
      return undefined;
    }
    const faults = validate.errors ?? [];
    const purposes = purposeOf(schema, data, faults);
    for (const purpose of new Set(purposes)) count(`are accepted, but refused by the schema on purpose: ${purpose}`);
    return purposes === undefined ? `the schema alone refuses it: ${JSON.stringify(faults)}` : undefined;
  }
});

const ANNOTATION = 'cdk8s-mesh.test/read';

/** An object without our annotation, and without annotations if it then has none. */
function withoutAnnotation(object: unknown): unknown {
  const { metadata, ...rest } = object as { readonly metadata?: { readonly annotations?: object } };
  const { annotations, ...others } = metadata ?? {};
  const kept = Object.entries(annotations ?? {}).filter(([key]) => key !== ANNOTATION);
  return { ...rest, metadata: { ...others, ...(kept.length > 0 && { annotations: Object.fromEntries(kept) }) } };
}

function isAddressed(object: unknown): object is Addressed & { readonly metadata?: object } {
  const { apiVersion, kind } = object as Partial<Addressed>;
  return typeof apiVersion === 'string' && typeof kind === 'string';
}

/** The object in a namespace that is there; some name one that only their readers know. */
function inNamespace(object: Addressed & { readonly metadata?: object }): Addressed {
  const { metadata = {} } = object;
  return { ...object, metadata: 'namespace' in metadata ? { ...metadata, namespace: NAMESPACE } : metadata };
}
