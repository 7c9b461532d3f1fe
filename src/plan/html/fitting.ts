import { shown } from './markup';

/** What a line of SVG has room for. */
export interface Room {
  readonly width: number;
  /** Of the font. */
  readonly size: number;
  readonly lines: number;
}

/** How wide a text is at most, in a font that nobody knows. */
export const widthOf = (text: string, size: number): number =>
  [...shown(text)].reduce((sum, character) => sum + widthOfCharacter(character), 0) * size;

function widthOfCharacter(character: string): number {
  if ((character.codePointAt(0) ?? 0) > 0x10ff) return 1.1;
  if (/[MW@%mw]/.test(character)) return 0.95;
  if (/[A-Z]/.test(character)) return 0.74;
  return /[ .,:;|!'iljtfr-]/.test(character) ? 0.42 : 0.64;
}

/** Breaks a text into lines, which SVG does not do: behind a sign if there is one, anywhere if not. What there is no room for is left out. */
export function fitted(text: string, { width, size, lines: most }: Room): string[] {
  const lines: string[] = [];
  let rest = [...shown(text).replace(/\s+/g, ' ')];
  while (rest.length > 0 && lines.length < most) {
    const count = fitting(rest, width, size, lines.length === most - 1);
    lines.push(rest.slice(0, count).join(''));
    rest = rest.slice(count);
  }
  const last = lines.at(-1);
  if (rest.length > 0 && last !== undefined) lines[lines.length - 1] = `${[...last].slice(0, -1).join('')}…`;
  return lines;
}

/** How many characters stand in the first line; the last one is full. */
function fitting(characters: readonly string[], width: number, size: number, isLast: boolean): number {
  let room = width;
  let after = 0;
  for (const [index, character] of characters.entries()) {
    room -= widthOfCharacter(character) * size;
    if (room < 0) return after > index / 2 && !isLast ? after : Math.max(1, index);
    if (/[-./:, ]/.test(character)) after = index + 1;
  }
  return characters.length;
}
