/** More mistakes than that make another word. */
const MOST = 3;

/** The word that somebody may have meant; undefined if none is written nearly so. */
export function nearest(text: string, words: Iterable<string>): string | undefined {
  let [found, least]: [string | undefined, number] = [undefined, MOST + 1];
  for (const word of words) {
    const distance = Math.abs(word.length - text.length) < least ? editDistance(text, word) : least;
    if (distance < least) [found, least] = [word, distance];
  }
  return found;
}

/** How many letters must be added, left out or replaced. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries())
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
}
