import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { compare } from './compare';
import { leftOut } from './left-out';
import { kinds, REPOSITORY, type Schema, schemaOf } from './schema-files';

interface Crd {
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

/** The CRDs by the release they come from, beside the repository. They are not ours, so a clone does not have them. */
const CRDS = join(REPOSITORY, '../shared/crds');

/** The releases whose CRD a schema is compared with, the first that fits. Several: all that we promise to work with. */
const SOURCES: readonly (readonly [prefix: string, ...releases: string[]])[] = [
  ['split.smi-spec.io/trafficsplit.v1alpha4', 'smi-sdk'],
  ['split.smi-spec.io/', 'linkerd-smi-0.2.7'],
  ['specs.smi-spec.io/', 'smi-sdk'],
  ['access.smi-spec.io/', 'smi-sdk'],
  ['gateway.networking.k8s.io/', 'gateway-api-1.2.1', 'gateway-api-1.5.1'],
  ['flagger.app/', 'flagger-1.44'],
  ['linkerd.io/', 'linkerd-2.20'],
  ['policy.linkerd.io/', 'linkerd-2.20'],
];

const crds = new Map<string, readonly Crd[]>();

function readCrds(release: string): readonly Crd[] {
  const read = () => readdirSync(join(CRDS, release)).map((file) => load(readFileSync(join(CRDS, release, file), 'utf8')) as Crd);
  const found = crds.get(release) ?? read();
  crds.set(release, found);
  return found;
}

const pairs = kinds.flatMap((file) => {
  const [, ...releases] = SOURCES.find(([prefix]) => file.startsWith(prefix)) ?? [''];
  return releases.map((release): [string, string] => [file, release]);
});

test('every kind is compared with something, and every reason is about such a comparison', () => {
  expect(new Set(pairs.map(([file]) => file))).toEqual(new Set(kinds));
  expect(Object.keys(leftOut).filter((key) => !pairs.some(([file, release]) => key === `${file} of ${release}`))).toEqual([]);
});

const isThere = existsSync(CRDS);
const suite = isThere ? describe : describe.skip;

suite(`the schema of a kind beside its CRD${isThere ? '' : ' (skipped: ../shared/crds is not here)'}`, () => {
  test.each(pairs)('%s takes nothing that %s refuses, and each thing left out has a reason', (file, release) => {
    const { apiVersion, kind, spec = {} } = schemaOf(file).properties ?? {};
    const crd = readCrds(release).find((each) => each.spec.names.kind === kind?.const);
    const version = crd?.spec.versions.find(({ name }) => `${crd.spec.group}/${name}` === apiVersion?.const);
    const upstream = version?.schema.openAPIV3Schema.properties?.spec;
    if (upstream === undefined) throw new Error(`${release} has no ${file}`);

    const found = compare({ file, schema: spec }, upstream, 'spec');

    expect(crd?.spec.scope).toBe('Namespaced');
    expect(found.wrong).toEqual([]);
    expect([...found.leftOut].sort()).toEqual((leftOut[`${file} of ${release}`] ?? []).flatMap(({ what }) => what).sort());
  });
});
