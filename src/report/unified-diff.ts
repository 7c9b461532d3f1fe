/** Lines around a change that stay as they are. */
const CONTEXT = 3;

/** What changes in a file, line by line, as `git apply` takes it; empty where nothing does. Both texts have equally many lines. */
export function unifiedDiff(file: string, before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const isChanged = old.map((line, index) => line !== now[index]);
  // A text that ends with a line feed has no line behind it.
  const count = before.endsWith('\n') ? old.length - 1 : old.length;
  const hunks = hunksIn(isChanged, count).map(([from, to]) => {
    const lines = old.slice(from, to).flatMap((line, index) => marked(line, now[from + index] ?? '', from + index === old.length - 1));
    return [`@@ -${from + 1},${to - from} +${from + 1},${to - from} @@`, ...ordered(lines)].join('\n');
  });
  return hunks.length === 0 ? '' : [`--- a/${file}`, `+++ b/${file}`, ...hunks, ''].join('\n');
}

/** From which line to which something changes, with what is around it. */
function hunksIn(isChanged: readonly boolean[], count: number): (readonly [from: number, to: number])[] {
  const hunks: [number, number][] = [];
  for (const [index, changed] of isChanged.entries()) {
    if (!changed) continue;
    const [from, to] = [Math.max(0, index - CONTEXT), Math.min(count, index + CONTEXT + 1)];
    const last = hunks.at(-1);
    if (last && from <= last[1]) last[1] = to;
    else hunks.push([from, to]);
  }
  return hunks;
}

const NO_NEWLINE = '\n\\ No newline at end of file';

function marked(old: string, now: string, isLast: boolean): string[] {
  const end = isLast ? NO_NEWLINE : '';
  return old === now ? [` ${old}${end}`] : [`-${old}${end}`, `+${now}${end}`];
}

/** Of neighbours that change, all old ones stand before the new ones. */
function ordered(lines: readonly string[]): string[] {
  const [done, added]: [string[], string[]] = [[], []];
  for (const line of lines) {
    if (line.startsWith('+')) added.push(line);
    else if (line.startsWith('-')) done.push(line);
    else done.push(...added.splice(0), line);
  }
  return [...done, ...added];
}
