/** A part of a file that holds one document. */
export interface Chunk {
  readonly text: string;
  /** Its offset in the file. */
  readonly at: number;
  /** The line on which it begins, from 1. */
  readonly line: number;
}

/** A line that separates documents: only space or a comment may stand behind the dashes. */
const SEPARATOR = /^---[ \t]*(?:#.*)?\r?$/;

/**
 * The documents of a file, cut as kubectl cuts them, line by line and before YAML is read (apimachinery `pkg/util/yaml`, Kubernetes 1.34): a fault in one leaves
 * the others alone, and a large file is never in memory as a whole tree.
 */
export function* chunksIn(text: string): Generator<Chunk> {
  let [begin, at, line, first] = [0, 0, 1, 1];
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    if (text.startsWith('---', at) && SEPARATOR.test(text.slice(at, newline < 0 ? next : newline))) {
      yield { text: text.slice(begin, at), at: begin, line: first };
      [begin, first] = [next, line + 1];
    }
    [at, line] = [next, line + 1];
  }
  yield { text: text.slice(begin), at: begin, line: first };
}
