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

const BLOCK = /^(?:<!-- (?<key>\w+): (?<value>.+) -->\n)?```(?<language>\w*)\n(?<text>[^]*?)^```$/gm;

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

/** The tables of a Markdown file, each as its lines, header first. */
export function tables(file: string): string[][] {
  return [...readFileSync(file, 'utf8').matchAll(/(?:^\|.*\n)+/gm)].map(([table]) => table.trimEnd().split('\n'));
}

/** The relative links of a Markdown file. */
export function links(file: string): string[] {
  const text = prose(file).replace(/`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link);
}

/** The headings of a Markdown file, as links name them (GitHub). */
export function headings(file: string): string[] {
  const anchor = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
  return [...prose(file).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => anchor(text));
}

function prose(file: string): string {
  return readFileSync(file, 'utf8').replace(BLOCK, '');
}
