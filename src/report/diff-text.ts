import { type Difference, doneText } from '../check/replay/diff';
import { plural } from './count';
import { type DiffRow, diffTable } from './diff-rows';
import { visible } from './visible';

/** For people: who receives what before and after, what the tool writes, and what can be met on the way. */
export function diffText(difference: Difference, findings: string): string {
  const { rows, added, removed } = diffTable(difference);
  const table =
    rows.length === 0
      ? 'every request goes where it went before\n'
      : `    ${'before'.padStart(8)}  ${'after'.padStart(8)}\n${blocks(rows)}`;
  const ports = [
    ...(added.length === 0 ? [] : [`new: ${added.join(', ')}\n`]),
    ...(removed.length === 0 ? [] : [`gone: ${removed.join(', ')}\n`]),
  ].map((line) => `${visible(line.trim())}\n`);
  return `${table}${ports.join('')}\n${writesText(difference)}\n${findings}`;
}

function blocks(rows: readonly DiffRow[]): string {
  let last = '';
  return rows
    .map(({ apex, request, receivers }) => {
      const head = apex === last ? '' : `${visible(apex)}\n`;
      last = apex;
      const lines = receivers.map(({ who, before, after }) => `    ${before.padStart(8)}  ${after.padStart(8)}  ${visible(who)}\n`);
      return `${head}  ${visible(request)}\n${lines.join('')}`;
    })
    .join('');
}

/** Batches are numbered: what has one number arrives in any order. */
function writesText({ batches, target, left }: Difference): string {
  const width = String(batches.length).length;
  const lines = batches.flatMap(({ writes, waits }, index) => [
    ...(waits ? [`  ${' '.repeat(width)}  (when the pods so far are ready)\n`] : []),
    ...writes.map((write) => `  ${String(index + 1).padStart(width)}  ${visible(doneText(write))}\n`),
  ]);
  const kept = left.length === 0 ? '' : `${plural(left.length, 'object')} no longer wanted, which ${target} does not delete\n`;
  return lines.length === 0 ? `${target} writes nothing\n${kept}` : `${target} writes:\n${lines.join('')}${kept}`;
}
