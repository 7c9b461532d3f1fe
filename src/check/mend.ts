import { isDeepStrictEqual } from 'node:util';
import type { DataPath } from '../yaml/locate';
import { inYaml } from '../yaml/in-yaml';
import type { JsonValue } from '../yaml/read';
import { isObject, listAt, valueAt } from './data';
import type { Found } from './finding';
import { readManifests } from './input/read-manifests';
import type { Manifest } from './manifest';
import type { Change } from './problem';

/** What becomes of a file. */
export interface MendedText {
  readonly text: string;
  /** The findings that it mends. */
  readonly mended: readonly Found[];
}

/** A change, and where it goes. */
interface Edit {
  readonly found: Found;
  readonly change: Change;
  readonly from: number;
  readonly to: number;
}

/** A file on its way. */
interface Draft {
  text: string;
  readonly objects: JsonValue[];
  readonly edits: readonly Edit[];
}

/**
 * The text of a file with the changes that its findings know. Nothing but those values becomes another one: where that cannot be done in place, as for what an
 * anchor holds for others, too, the finding is left for a person.
 */
export function mend(file: string, text: string, findings: readonly Found[]): MendedText {
  const before = readManifests(file, text).manifests;
  // From the end, so that the places of the others stay what they are.
  const edits = editsIn(file, findings).sort((a, b) => b.from - a.from);
  const indexes = new Map(edits.map((edit) => [edit, before.findIndex((each) => isSame(each, edit.found.manifest))]));
  const attempt = (now: Draft, some: readonly Edit[]): Draft | undefined => {
    const next: Draft = { text: now.text, objects: [...now.objects], edits: [...now.edits, ...some] };
    for (const edit of some) {
      const at = indexes.get(edit) ?? -1;
      const object = next.objects[at];
      if (object === undefined) return undefined;
      next.text = next.text.slice(0, edit.from) + inYaml(edit.change.value, text.charAt(edit.from) === '"') + next.text.slice(edit.to);
      next.objects[at] = withValue(object, edit.change.path, edit.change.value);
    }
    const { manifests, faults } = readManifests(file, next.text);
    const read = manifests.map(({ object }) => object);
    return faults.length === 0 && isDeepStrictEqual(read, next.objects) ? next : undefined;
  };
  const none: Draft = { text, objects: before.map(({ object }) => object), edits: [] };
  const draft = attempt(none, edits) ?? edits.reduce((now, edit) => attempt(now, [edit]) ?? now, none);
  const mended = new Set(draft.edits.map(({ found }) => found));
  return { text: draft.text, mended: findings.filter((found) => mended.has(found)) };
}

function editsIn(file: string, findings: readonly Found[]): Edit[] {
  const edits = new Map<number, Edit>();
  for (const found of findings) {
    const { manifest, change } = found;
    const span = change && manifest.origin?.file === file ? manifest.origin.spanOf?.(change.path) : undefined;
    // Where two want to change the same, the first does.
    if (change && span && !edits.has(span[0])) edits.set(span[0], { found, change, from: span[0], to: span[1] });
  }
  return [...edits.values()];
}

/** Lines are asked for last: each is looked up in the text. */
const isSame = (a: Manifest, b: Manifest): boolean => isDeepStrictEqual(a.object, b.object) && a.origin?.lineOf() === b.origin?.lineOf();

/** Data with another value in one place, if there is that place. */
function withValue(data: JsonValue, [step, ...below]: DataPath, value: JsonValue): JsonValue {
  if (step === undefined) return value;
  if (Array.isArray(data)) return listAt(data).map((item, index) => (index === step ? withValue(item, below, value) : item));
  const child = typeof step === 'string' ? valueAt(data, step) : undefined;
  return isObject(data) && child !== undefined ? { ...data, [step]: withValue(child, below, value) } : data;
}
