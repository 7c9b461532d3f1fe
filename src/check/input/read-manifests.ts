import { basename } from 'node:path';
import { YamlFault } from '../../yaml/fault';
import { type DataPath, offsetOf, scalarSpan } from '../../yaml/locate';
import { type JsonValue, lineOf, readDocuments, readValues } from '../../yaml/read';
import { isObject, listAt, textAt } from '../data';
import { type Manifest, manifestOf, type Origin } from '../manifest';
import { type Chunk, chunksIn } from './chunks';
import type { Fault } from './find-files';

/** What a file holds. */
export interface FileContent {
  readonly manifests: readonly Manifest[];
  /** Objects for kustomize, which never reach a cluster. */
  readonly kustomizations: readonly JsonValue[];
  readonly faults: readonly Fault[];
  readonly skipped: readonly Fault[];
}

/** Actions of Helm that no other use of two braces has, such as that of Flagger's queries. */
const HELM =
  /\{\{-?\s*(?:\/\*|(?:if|range|with|define|template|include|block|end|else|toYaml|tpl)\b|\$?\.(?:Values|Release|Chart|Capabilities|Files|Template)\b|\$\w+\s*:=)/;

/** Those that decide about more than one line. */
const HELM_BLOCK = /\{\{-?\s*(?:if|range|with|define|block|end|else)\b/;

const TEMPLATE = 'is a Helm template; check what `helm template` prints';

/** The objects in a text, and what is no object. Data without `apiVersion` and `kind` is left out without a word: folders hold all sorts of things. */
export function readManifests(file: string, text: string): FileContent {
  const manifests: Manifest[] = [];
  const kustomizations: JsonValue[] = [];
  const [faults, skipped]: [Fault[], Fault[]] = [[], []];
  const isTemplate = text.includes('{{') && HELM.test(text);
  if (isTemplate && HELM_BLOCK.test(text)) return { manifests, kustomizations, faults, skipped: [{ file, message: TEMPLATE }] };
  for (const chunk of chunksIn(text)) {
    if (isTemplate && HELM.test(chunk.text)) {
      skipped.push({ file, line: chunk.line, message: TEMPLATE });
      continue;
    }
    try {
      for (const [value, at] of documentsIn(chunk)) {
        for (const [object, path] of objectsIn(value)) {
          if (isKustomization(object, file)) {
            kustomizations.push(object);
            continue;
          }
          const origin: Origin = {
            file,
            lineOf: (below = []) => chunk.line - 1 + lineIn(chunk.text, at, [...path, ...below]),
            spanOf: (below) => spanIn(chunk, at, [...path, ...below]),
          };
          const manifest = manifestOf(object, origin);
          if (manifest) manifests.push(manifest);
          else if (isNameless(object))
            skipped.push({ file, line: origin.lineOf(), message: `a ${String(textAt(object, 'kind'))} without a name is no object yet` });
          else if (isHalfTyped(object)) {
            const [name, missing] = [textAt(object, 'metadata', 'name'), textAt(object, 'kind') === undefined ? 'kind' : 'apiVersion'];
            faults.push({ file, line: origin.lineOf(), message: `the object "${name}" has no ${missing}: no tool applies it` });
          }
        }
      }
    } catch (error) {
      if (!(error instanceof YamlFault)) throw error;
      faults.push({ file, line: chunk.line - 1 + lineOf(chunk.text, error.at), message: error.message });
    }
  }
  return { manifests, kustomizations, faults, skipped };
}

/** Values, each with its place among the documents of the chunk: more than one where text stands behind the dashes. */
function documentsIn({ text }: Chunk): (readonly [JsonValue, number])[] {
  const json = /^\s*\{/.test(text) ? parseJson(text) : undefined;
  return json === undefined ? readValues(text).map((value, index) => [value, index] as const) : [[json, 0]];
}

/** JSON is YAML; but for JSON there is a faster reader. What it does not read, YAML may. */
function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** Objects of lists, each with its path; lists may hold lists. */
function* objectsIn(value: JsonValue, path: DataPath = []): Generator<readonly [JsonValue, DataPath]> {
  const isList = isObject(value) && textAt(value, 'kind')?.endsWith('List') && Array.isArray(value.items);
  if (!isList || path.length > 6) yield [value, path];
  else for (const [index, item] of listAt(value, 'items').entries()) yield* objectsIn(item, [...path, 'items', index]);
}

const isKustomization = (value: JsonValue, file: string): boolean =>
  textAt(value, 'apiVersion')?.startsWith('kustomize.config.k8s.io/') ??
  (isObject(value) && textAt(value, 'kind') === undefined && /^kustomization(\.ya?ml)?$/i.test(basename(file)));

const isNameless = (value: JsonValue): boolean => textAt(value, 'apiVersion') !== undefined && textAt(value, 'kind') !== undefined;

/** Whether it is meant as an object, and has one of the two things that say of which type. */
const isHalfTyped = (value: JsonValue): boolean =>
  textAt(value, 'metadata', 'name') !== undefined && (textAt(value, 'apiVersion') !== undefined) !== (textAt(value, 'kind') !== undefined);

/** The line of a value in a chunk; the text is read once more, for which only findings pay. */
function lineIn(text: string, document: number, path: DataPath): number {
  const node = readDocuments(text)[document]?.node;
  return node ? lineOf(text, offsetOf(node, path)) : 1;
}

function spanIn({ text, at }: Chunk, document: number, path: DataPath): readonly [number, number] | undefined {
  const node = readDocuments(text)[document]?.node;
  const span = node && scalarSpan(text, node, path);
  return span && [at + span[0], at + span[1]];
}
