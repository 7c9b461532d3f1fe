import type { YamlNode } from './node';
import { keyText } from './key';

/** The steps from the top of a document to a value: keys of mappings, and indexes of sequences. */
export type DataPath = readonly (string | number)[];

/** Where a value begins, as an offset; where there is no such value, that of the nearest one above it. */
export function offsetOf(document: YamlNode, path: DataPath): number {
  let node = document;
  let { at } = node;
  for (const step of path) {
    const next = stepInto(node, step);
    if (!next) return at;
    ({ node, at } = next);
  }
  return at;
}

/** Where the text of a scalar is, with its quotes; undefined for another value, and for one that stands elsewhere or on several lines. */
export function scalarSpan(text: string, document: YamlNode, path: DataPath): readonly [from: number, to: number] | undefined {
  let node: YamlNode | undefined = document;
  for (const step of path) node = node && stepInto(node, step)?.node;
  if (node?.kind !== 'scalar' || node.end === node.at || text.slice(node.at, node.end).includes('\n')) return undefined;
  const quote = text.charAt(node.end);
  const isQuoted = (quote === '"' || quote === "'") && text.charAt(node.at - 1) === quote;
  return isQuoted ? [node.at - 1, node.end + 1] : [node.at, node.end];
}

interface Step {
  readonly node: YamlNode;
  /** Of a field, where its key begins: that is what a person looks for. */
  readonly at: number;
}

function stepInto(from: YamlNode, step: string | number): Step | undefined {
  const node = from.kind === 'alias' ? from.target : from;
  if (node.kind === 'sequence') {
    const item = node.items[Number(step)];
    return item && { node: item, at: item.at };
  }
  return node.kind === 'mapping' ? fieldOf(node.items, String(step)) : undefined;
}

/** The last of equal keys counts; what is merged counts where it stands. */
function fieldOf(items: readonly YamlNode[], name: string): Step | undefined {
  for (let i = items.length - 2; i >= 0; i -= 2) {
    const [key, value] = [items[i], items[i + 1]];
    if (!key || !value) continue;
    if (key.kind === 'scalar' && key.isMerge) {
      const merged = stepInto(value, name);
      if (merged) return merged;
    } else if (isKey(key, name)) return { node: value, at: key.at };
  }
  return undefined;
}

function isKey(node: YamlNode, name: string): boolean {
  const key = node.kind === 'alias' ? node.target : node;
  return key.kind === 'scalar' && key.value !== null && keyText(key.value) === name;
}
