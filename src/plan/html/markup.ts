/** What may stand in markup: text, which is escaped, and markup, which has been. */
export type Content = Markup | string | number | undefined | readonly Content[];

/** HTML or SVG that says what the page means it to say, whatever the names in it. */
export class Markup {
  /** Of text that is no input: a stylesheet. */
  static trusted(text: string): Markup {
    return new Markup(text);
  }

  private constructor(private readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** Markup with contents: the only way in which a text gets into the page. */
export const markup = (parts: TemplateStringsArray, ...contents: readonly Content[]): Markup =>
  Markup.trusted(parts.map((part, index) => part + written(contents[index])).join(''));

function written(content: Content): string {
  if (content === undefined) return '';
  if (content instanceof Markup) return content.toString();
  if (typeof content === 'object') return content.map(written).join('');
  return shown(String(content)).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** With characters that nobody sees, or that turn the line around, as escapes. */
export const shown = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) =>
    character === '\n' ? character : `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );

/** Contents with something between them. */
export const joined = (contents: readonly Content[], between: Content): Content[] =>
  contents.flatMap((content, index) => (index === 0 ? [content] : [between, content]));

/** A name, which keeps the direction of its letters to itself. */
export const bdi = (text: string): Markup => markup`<bdi dir="ltr">${text}</bdi>`;

/** Names in a sentence: `a, b and c`. */
export const listed = (contents: readonly Content[]): Content =>
  contents.length < 2 ? contents : [joined(contents.slice(0, -1), ', '), ' and ', contents.at(-1)];
