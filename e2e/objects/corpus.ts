import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYaml } from '../../src/yaml/read';

/** Public manifests by category, beside a checkout of ours and nowhere else: they are other people's. */
export const CORPUS = join(__dirname, '..', '..', '..', 'shared', 'corpus');

/** Why the corpus cannot be asked; false if it can. */
export const corpusIsAbsent: string | false =
  !existsSync(CORPUS) && '../shared/corpus is not here; it holds manifests of others, which are not part of this project';

/** An object of the corpus, as we read it. */
export interface CorpusObject {
  readonly file: string;
  readonly object: unknown;
}

/** The objects in the YAML files of a folder of the corpus, in the order in which kubectl reads them. Throws where we cannot read a file. */
export function objectsOfCorpus(category: string): CorpusObject[] {
  const files = readdirSync(join(CORPUS, category)).filter((name) => name.endsWith('.yaml'));
  return files.sort().flatMap((name) => {
    const file = join(category, name);
    return readYaml(readFileSync(join(CORPUS, file), 'utf8')).flatMap((document) => itemsOf(document).map((object) => ({ file, object })));
  });
}

/** The folders of the corpus. */
export const categories = (): string[] =>
  readdirSync(CORPUS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/** A document may be empty, or a list of objects. */
function itemsOf(document: unknown): unknown[] {
  if (document === null) return [];
  const { kind, items } = document as { readonly kind?: unknown; readonly items?: unknown };
  return kind === 'List' && Array.isArray(items) ? items : [document];
}
