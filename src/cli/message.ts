/**
 * A line for standard error. Control characters that came from a file are written as escapes: a terminal must not obey them.
 */
export function messageLine(kind: 'error' | 'warning', text: string): string {
  const visible = text.replace(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `${kind}: ${visible}\n`;
}
