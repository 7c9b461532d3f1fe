import type * as JsYaml from 'js-yaml';
import type { JsonValue } from './json';
import { keyText } from './key';
import { resolveScalar } from './scalar';

/** A collection that is still being filled. */
type Open = { readonly list: JsonValue[] } | { readonly object: Record<string, JsonValue>; key?: string };

/**
 * The data of documents, made in one pass; undefined where there is more to a document than that: anchors, tags, merged or odd keys, values that JSON does not
 * have. Then it takes the tree. Nearly all manifests are simple, and for them this takes half the time.
 */
export function readDirectly(text: string, events: readonly JsYaml.Event[], yaml: typeof JsYaml): JsonValue[] | undefined {
  const { EVENT_ID, SCALAR_STYLE } = yaml;
  const documents: JsonValue[] = [];
  const open: Open[] = [];
  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        if (event.directives.length > 0) return undefined;
        open.push({ list: documents });
        break;
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING: {
        if (event.anchorStart >= 0) return undefined;
        const value: JsonValue[] | Record<string, JsonValue> = event.type === EVENT_ID.SEQUENCE ? [] : {};
        if (!add(open.at(-1), value)) return undefined;
        open.push(Array.isArray(value) ? { list: value } : { object: value });
        break;
      }
      case EVENT_ID.SCALAR: {
        if (event.anchorStart >= 0 || event.tagStart >= 0) return undefined;
        const isPlain = event.style === SCALAR_STYLE.PLAIN;
        const value = resolveScalar(yaml.getScalarValue(text, event), isPlain);
        const into = open.at(-1);
        if (into && 'object' in into && into.key === undefined) {
          if ((value === '<<' && isPlain) || (typeof value !== 'string' && typeof value !== 'boolean')) return undefined;
          into.key = keyText(value);
        } else {
          if (typeof value === 'number' && !Number.isFinite(value)) return undefined;
          if (!add(into, typeof value === 'bigint' ? Number(value) : value)) return undefined;
        }
        break;
      }
      case EVENT_ID.ALIAS:
        return undefined;
      case EVENT_ID.POP:
        open.pop();
        break;
    }
  }
  return documents;
}

/** False if it would be a key, and so is none that is known here. */
function add(into: Open | undefined, value: JsonValue): boolean {
  if (!into) return false;
  if ('list' in into) into.list.push(value);
  else {
    const { key } = into;
    if (key === undefined || key === '__proto__') return false;
    into.object[key] = value;
    into.key = undefined;
  }
  return true;
}
