import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import * as fc from 'fast-check';
import { JsonPatch } from 'cdk8s';
import { MeshApp, MeshChart, type Mesh } from 'cdk8s-mesh';
import { samples } from '../../test/schemas/samples';
import { badMetadata, goodMetadata } from '../../test/schemas/samples/metadata';
import type { Sample } from '../../test/schemas/samples/sample';
import { schemaOf, validator } from '../../test/schemas/schema-files';
import { useCluster } from '../cluster/use-cluster';
import { valuesOf } from '../objects/arbitrary';
import { brokenBeyondJsonSchema, rulesBeyondJsonSchema } from '../objects/beyond-json-schema';
import { type Addressed, DryRun } from '../objects/dry-run';
import { anyOther, mutations, otherOfItsType } from '../objects/mutations';
import { kindsOfProps } from '../objects/props';
import { fieldAt } from '../objects/props/row';
import { wholeDeliveries } from '../objects/whole/deliveries';
import { wholeRoutes } from '../objects/whole/routes';
import { wholeWorkloads } from '../objects/whole/workloads';

const NAMESPACE = 'shop';

/** The same ones in each run. */
const SEED = 20261124;

/** How many objects are made from a schema, and of how many more all changes are tried. */
const MADE = 150;
const CHANGED = 2;

describe('what the API server refuses, we refuse', () => {
  const cluster = useCluster();
  let server: DryRun;
  before(async () => {
    await cluster().addNamespace(NAMESPACE);
    server = new DryRun(cluster(), NAMESPACE);
  });
  after(() => server.close());

  const asked = new Map<string, { accepted: number; refused: number }>();
  const ask = async (object: Addressed) => {
    const verdict = await server.create(object);
    const kind = `${object.apiVersion} ${object.kind}`;
    const count = asked.get(kind) ?? { accepted: 0, refused: 0 };
    count[verdict.accepted ? 'accepted' : 'refused'] += 1;
    asked.set(kind, count);
    return verdict;
  };
  after(() => {
    for (const [kind, { accepted, refused }] of asked)
      console.log(`# ${kind}: the API server accepted ${accepted} objects and refused ${refused}`);
  });

  /** Those of some objects that the server takes or does not take, by what is wrong with them. */
  const those = async (wanted: 'accepted' | 'refused', objects: Readonly<Record<string, Addressed>>): Promise<string[]> => {
    const answers = await Promise.all(Object.entries(objects).map(async ([what, object]) => ({ what, ...(await ask(object)) })));
    return answers.filter(({ accepted }) => accepted === (wanted === 'accepted')).map(({ what, reasons }) => [what, ...reasons].join('\n'));
  };

  describe('in schemas', () => {
    const broken = new Set<string>();

    for (const { file, good, bad, stricter } of samples as readonly Sample[]) {
      const validate = validator(file);
      const withSpecs = (specs: Readonly<Record<string, object>>) => mapped(specs, (spec) => ({ ...good, spec }));
      const withMetadata = (all: Readonly<Record<string, object>>) => mapped(all, (metadata) => ({ ...good, metadata }));

      /** A CRD that was made from our schema says nothing of it. */
      const skipped = (test: TestContext): boolean => {
        const isOurs = cluster().crdSource(good.apiVersion, good.kind) === 'schemas';
        if (isOurs) test.skip('the CRD of this version is made from this schema, and proves nothing about it');
        return isOurs;
      };

      describe(file, () => {
        it('takes the good object, and all good metadata, as the API server does', async () => {
          const objects = { 'the good object': good, ...withMetadata(goodMetadata) };
          assert.deepEqual(await those('refused', objects), []);
          assert.deepEqual(
            namesOf(objects, (object) => !validate(object)),
            [],
          );
        });

        it(`refuses metadata that is wrong in ${Object.keys(badMetadata).length} ways, as the API server does`, async () => {
          const objects = withMetadata(badMetadata);
          assert.deepEqual(await those('accepted', objects), []);
          assert.deepEqual(namesOf(objects, validate), []);
        });

        it(`refuses ${Object.keys(bad).join('; ')}; as the API server does`, async (test) => {
          if (skipped(test)) return;
          const objects = { ...withSpecs(bad), 'an unknown field': { ...good, spec: { ...good.spec, surprise: 1 } } };
          assert.ok(Object.keys(objects).length > 3);
          assert.deepEqual(await those('accepted', objects), []);
          assert.deepEqual(namesOf(objects, validate), []);
        });

        if (Object.keys(stricter).length > 0) {
          it(`refuses ${Object.keys(stricter).join('; ')}; which the API server takes`, async (test) => {
            if (skipped(test)) return;
            const objects = withSpecs(stricter);
            assert.deepEqual(await those('refused', objects), []);
            assert.deepEqual(namesOf(objects, validate), []);
          });
        }

        const spec = schemaOf(file).properties?.spec;
        const made = fc
          .sample(valuesOf({ file, schema: spec ?? {} }), { numRuns: MADE, seed: SEED })
          .map((value) => ({ ...good, spec: value }))
          .filter((object) => validate(object));

        const disagreements = async (objects: readonly { readonly what: string; readonly object: Addressed }[]) => {
          const found = await Promise.all(
            objects.map(async ({ what, object }) => {
              const { accepted, reasons } = await ask(object);
              if (accepted || !validate(object)) return [];
              const rules = brokenBeyondJsonSchema(reasons);
              rules?.forEach((rule) => broken.add(rule));
              return rules === undefined ? [`${what}\n${reasons.join('\n')}`] : [];
            }),
          );
          return found.flat();
        };

        it(`makes nothing that the API server refuses, in ${made.length} objects made from it`, async (test) => {
          if (skipped(test)) return;
          assert.ok(made.length > MADE / 2);
          assert.deepEqual(await disagreements(made.map((object) => ({ what: JSON.stringify(object), object }))), []);
        });

        it('refuses all that the API server refuses, with one place changed', async (test) => {
          if (skipped(test)) return;
          const { apiVersion, kind } = good;
          // Where an object is made is a matter of the request.
          const metadata = { name: 'web', labels: { app: 'web' }, annotations: { 'example.com/note': 'x' } };
          const objects = [good, ...made.slice(0, CHANGED)].flatMap(({ spec }) =>
            mutations({ spec, metadata }, anyOther).map(({ what, value }) => ({
              what,
              object: { ...(value as object), apiVersion, kind },
            })),
          );
          assert.ok(objects.length > 100);
          assert.deepEqual(await disagreements(objects), []);
        });
      });
    }

    it('but for rules that JSON Schema cannot say, each of which was met', () => {
      assert.deepEqual([...broken].sort(), [...rulesBeyondJsonSchema].sort());
    });
  });

  describe('in constructs', () => {
    const chart = (mesh?: Mesh) => new MeshChart(new MeshApp(), 'chart', { namespace: NAMESPACE, mesh });

    for (const { kind, good, bad } of kindsOfProps) {
      /** In a namespace that is there. */
      const written = (): Addressed => inNamespace(good(chart())?.toJson());

      describe(kind, () => {
        it('is accepted as it is written', async () => {
          assert.deepEqual(await those('refused', { [kind]: written() }), []);
        });

        for (const { what, at, value, field = fieldAt(at), make, says } of bad) {
          it(`with ${what}`, async () => {
            const changed = JsonPatch.apply(structuredClone(written()), JsonPatch.add(at, value)) as Addressed;
            const { accepted, reasons } = await ask(changed);
            assert.equal(accepted, false);
            assert.ok(
              reasons.some((reason) => reason.includes(field)),
              `${field} is not in: ${reasons.join('\n')}`,
            );
            assert.throws(
              () => {
                const bad = chart();
                make(bad);
                bad.toJson();
              },
              (error: Error) => error.message.includes(says) || assert.fail(`"${says}" is not in: ${error.message}`),
            );
          });
        }
      });
    }

    it('HelmRelease', { skip: 'the CRD of the helm-controller of Flux is not to be had, so nobody would refuse anything' });

    for (const { name, props, make, mesh } of [...wholeWorkloads, ...wholeRoutes, ...wholeDeliveries]) {
      const written = (some: object): Addressed[] => {
        const made = chart(mesh);
        make(made, some);
        return made.toJson().map(inNamespace);
      };

      it(`${name}: what it writes with one prop changed is accepted, where it throws nothing`, async () => {
        const changes = mutations(props, otherOfItsType).flatMap(({ value }) =>
          (attempt(() => written(value as object)) ?? []).map((object): [string, Addressed] => [JSON.stringify(object), object]),
        );
        const distinct = new Map([...written(props).map((object): [string, Addressed] => [JSON.stringify(object), object]), ...changes]);
        const known = await Promise.all(
          [...distinct].map(async ([text, object]) => ((await server.serves(object)) ? [[text, object]] : [])),
        );
        assert.deepEqual(await those('refused', Object.fromEntries(known.flat()) as Record<string, Addressed>), []);
      });
    }
  });
});

function mapped<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

const namesOf = <A>(record: Readonly<Record<string, A>>, holds: (value: A) => unknown): string[] =>
  Object.entries(record).flatMap(([name, value]) => (holds(value) ? [name] : []));

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

/** The object, in a namespace that is there if it is in any. */
function inNamespace(object: unknown): Addressed {
  const { metadata, ...rest } = object as Addressed & { metadata: object };
  return { ...rest, metadata: 'namespace' in metadata ? { ...metadata, namespace: NAMESPACE } : metadata };
}
