/** Text from a file, for a terminal: control characters are written as escapes, so that it does not obey them. */
export const visible = (text: string): string =>
  text.replace(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
