import { CodeBlock, codeBlocks } from './markdown';

/** A program of the documentation. */
export interface Snippet {
  /** Where its block is: `docs/splits.md:12`. */
  readonly at: string;
  /** The block, behind those that it continues. */
  readonly program: string;
  /** Files that its page shows, by name. */
  readonly files: ReadonlyMap<string, string>;
  /** Parts of what it writes: the `yaml` blocks up to the next program. */
  readonly excerpts: readonly string[];
}

/** The programs of a page. CONTRIBUTING.md says what the comments above blocks mean. */
export function snippets(page: string, file: string): Snippet[] {
  const blocks = codeBlocks(file);
  const files = new Map(blocks.flatMap(({ text, comment: { key, value = '' } }) => (key === 'file' ? [[value, text]] : [])));
  const programs = blocks.filter(({ language }) => language === 'ts');
  const excerpts = blocks.filter(({ language, comment }) => language === 'yaml' && comment.key !== 'file');
  return programs.map((block, index) => {
    const next = programs[index + 1]?.line ?? Infinity;
    return {
      at: `${page}:${block.line}`,
      program: wholeProgram(block, programs, page),
      files,
      excerpts: excerpts.filter(({ line }) => line > block.line && line < next).map(({ text }) => text),
    };
  });
}

/** Synthesis comes last, whichever of the blocks shows it. */
function wholeProgram(block: CodeBlock, programs: readonly CodeBlock[], page: string): string {
  return `${withBeginning(block, programs, page).replace(/^app\.synth\(\);.*\n/gm, '')}\napp.synth();\n`;
}

function withBeginning({ text, line, comment: { key, value } }: CodeBlock, programs: readonly CodeBlock[], page: string): string {
  if (key !== 'continues') return text;
  const before = programs.find(({ comment, line: other }) => comment.key === 'snippet' && comment.value === value && other < line);
  if (!before) throw new Error(`${page}:${line} continues ${value}, but no block above has the comment <!-- snippet: ${value} -->`);
  return `${withBeginning(before, programs, page)}\n${text}`;
}
