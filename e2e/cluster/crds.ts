import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { crdFiles } from '../build/cache';
import { GROUPS } from '../build/groups';
import type { Crd, CrdVersion } from './crd';
import { schemaCrds } from './schema-crds';

/** Whence a version of a CRD is. */
export type CrdSource = 'go module' | 'shared/crds' | 'schemas';

/** A CRD, and whence each version of it is. */
export interface SourcedCrd {
  readonly crd: Crd;
  readonly sources: Readonly<Record<string, CrdSource>>;
}

/** CRDs without descriptions, of releases that no Go module has; beside a checkout of ours, and nowhere else. */
const SHARED = join(__dirname, '..', '..', '..', 'shared', 'crds');

/** Several releases of one CRD; the newest counts. */
const OLDER = ['gateway-api-1.2.1'];

/**
 * The CRDs of all kinds that we write, and of the tools: version by version that of the tool's or project's own module, else that of `shared/crds`, else
 * one made from our schema. `read` reads YAML as Kubernetes does: some of these files are YAML to Go alone. A version that a release has, but does not serve, counts as absent.
 */
export async function knownCrds(read: (files: readonly string[]) => Promise<readonly Crd[]>): Promise<SourcedCrd[]> {
  const found = new Map<string, { crd: Crd; sources: Record<string, CrdSource> }>();
  const add = (source: CrdSource, crd: Crd): void => {
    const { name } = crd.metadata;
    const served = crd.spec.versions.filter((version) => version.served);
    const known = found.get(name);
    if (known === undefined) {
      found.set(name, { crd: withVersions(crd, served), sources: Object.fromEntries(served.map((version) => [version.name, source])) });
      return;
    }
    for (const version of served.filter((each) => !(each.name in known.sources))) {
      known.sources[version.name] = source;
      known.crd = withVersions(known.crd, [...known.crd.spec.versions, version]);
    }
  };
  for (const crd of await read(GROUPS.flatMap(crdFiles))) add('go module', crd);
  for (const crd of await read(sharedFiles())) add('shared/crds', crd);
  for (const crd of schemaCrds()) add('schemas', crd);
  return [...found.values()];
}

/** The CRDs in what `kubectl -o json` prints: objects one behind the other, some of them lists. */
export function crdsIn(text: string): Crd[] {
  const objects = text
    .split(/(?<=^\})\n/m)
    .filter((part) => part.trim() !== '')
    .map((part) => JSON.parse(part) as Crd | { readonly kind: 'List'; readonly items: readonly Crd[] });
  return objects
    .flatMap((object) => ('items' in object ? object.items : [object]))
    .filter(({ kind }) => kind === 'CustomResourceDefinition');
}

/** One line for each source: how many kinds, and which. */
export function describeSources(crds: readonly SourcedCrd[]): string[] {
  return (['go module', 'shared/crds', 'schemas'] as const).flatMap((source) => {
    const names = crds.flatMap(({ crd, sources }) => {
      const versions = Object.keys(sources).filter((version) => sources[version] === source);
      return versions.length === 0 ? [] : [`${crd.spec.names.kind} (${versions.sort().join(', ')})`];
    });
    return names.length === 0 ? [] : [`CRDs from ${source === 'go module' ? 'Go modules' : source}: ${names.sort().join(', ')}`];
  });
}

const sharedFiles = (): string[] =>
  existsSync(SHARED)
    ? readdirSync(SHARED)
        .filter((folder) => !OLDER.includes(folder))
        .flatMap((folder) => readdirSync(join(SHARED, folder)).map((name) => join(SHARED, folder, name)))
        .filter((file) => /\.ya?ml$/.test(basename(file)))
    : [];

/** No conversion: versions differ in what they check only. What the stored one does not know is lost, so the CRD itself says which it is, if it can. */
function withVersions({ metadata, spec, ...crd }: Crd, versions: readonly CrdVersion[]): Crd {
  const { name, annotations } = metadata;
  const stored = versions.find(({ storage }) => storage) ?? versions[0];
  return {
    ...crd,
    metadata: { name, ...(annotations && { annotations }) },
    spec: { ...spec, conversion: { strategy: 'None' }, versions: versions.map((version) => ({ ...version, storage: version === stored })) },
  };
}
