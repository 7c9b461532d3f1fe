import { readFileSync } from 'node:fs';

/** A code block of a Markdown file. */
export interface CodeBlock {
  /** What stands behind the fence: `ts`, `yaml`. */
  readonly language: string;
  readonly text: string;
  /** The line of the fence, from 1. */
  readonly line: number;
  /** The HTML comment in the line before it, `<!-- continues: shop -->`, taken apart. */
  readonly comment: { readonly key?: string; readonly value?: string };
}

const BLOCK = /^(?:<!-- (?<key>[a-z ]+): (?<value>.+) -->\n)?```(?<language>\w*)\n(?<text>[^]*?)^```$/gm;

/** The code blocks of a Markdown file, in order. */
export function codeBlocks(file: string): CodeBlock[] {
  const markdown = readFileSync(file, 'utf8');
  return [...markdown.matchAll(BLOCK)].map(({ 0: whole, index, groups: { key, value, language = '', text = '' } = {} }) => ({
    language,
    text,
    line: markdown.slice(0, index + whole.indexOf('```')).split('\n').length,
    comment: { key, value },
  }));
}

/** The rows of all tables of a Markdown file, as lines. */
export function tableRows(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^\|.*\|$/gm)].map(([row]) => row);
}
