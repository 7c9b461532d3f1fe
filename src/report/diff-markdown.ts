import { type Difference, doneText } from '../check/replay/diff';
import { diffTable } from './diff-rows';
import { escape } from './markdown';

/** For a comment on a pull request. */
export function diffMarkdown(difference: Difference, findings: string): string {
  const rows = diffTable(difference).rows.flatMap(({ apex, request, receivers }) =>
    receivers.map(({ who, before, after }) => `| ${escape(apex)}<br>${escape(request)} | ${escape(who)} | ${before} | ${after} |\n`),
  );
  const table =
    rows.length === 0
      ? 'Every request goes where it went before.\n'
      : `| requests to | go to | before | after |\n|---|---|---:|---:|\n${rows.join('')}`;
  const writes = difference.batches.flatMap(({ writes: batch }, index) =>
    batch.map((write) => `${index + 1}. ${escape(doneText(write))}\n`),
  );
  const order =
    writes.length === 0
      ? ''
      : `\n<details><summary>What ${difference.target} writes, in this order</summary>\n\n${writes.join('')}\n</details>\n`;
  const room = 65_000 - findings.length;
  const text = `\n${table}${order}`;
  return findings + (text.length <= room ? text : '\nThe rest does not fit here.\n');
}
