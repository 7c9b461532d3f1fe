import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { Contestant } from './contestants';
import { measure, median, Run } from './measure';
import { contentOf, requireSame } from './same-content';

/** How often a number of services is synthesized. */
export interface Size {
  readonly services: number;
  readonly runs: number;
}

/** What a number of services took, by contestant; one that would take too long is not there. */
export interface Row {
  readonly services: number;
  readonly results: ReadonlyMap<string, Result>;
}

/** The runs of one contestant, in short. */
export interface Result {
  /** The median, from the start of the process to its end. */
  readonly milliseconds: number;
  /** The highest of all runs. */
  readonly peakBytes: number;
}

/** Who takes longer than this runs once, and not with more services. */
const LONG_MS = 60_000;

/**
 * Measures all contestants in rounds, so that whatever else the machine does falls on all alike.
 *
 * @throws if they do not write the same objects
 */
export async function measureSynthesis(contestants: readonly Contestant[], sizes: readonly Size[], work: string): Promise<Row[]> {
  await requireSameContent(contestants, work);
  const rows: Row[] = [];
  let left = contestants;
  for (const size of sizes) {
    const row = await measureRow(left, size, work);
    rows.push(row);
    left = left.filter(({ name }) => (row.results.get(name)?.milliseconds ?? 0) <= LONG_MS);
  }
  return rows;
}

async function measureRow(contestants: readonly Contestant[], { services, runs }: Size, work: string): Promise<Row> {
  for (const { prepare } of contestants) await prepare?.(services);
  const taken = new Map<string, Run[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < runs; round++) {
    for (const contestant of contestants) {
      const before = taken.get(contestant.name) ?? [];
      if (before.every(({ milliseconds }) => milliseconds <= LONG_MS))
        before.push(await measure(contestant.command(services, newPlace(work))));
    }
  }
  return { services, results: new Map([...taken].map(([name, all]) => [name, inShort(all)])) };
}

function inShort(runs: readonly Run[]): Result {
  return {
    milliseconds: median(runs.map(({ milliseconds }) => milliseconds)),
    peakBytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)),
  };
}

/**
 * What a run wrote stays until the end: where many files were deleted, ext4 without a journal makes new ones slowly for minutes (Linux 6.18, measured).
 */
const newPlace = (work: string): string => join(mkdtempSync(join(work, 'run-')), 'out');

/** With three services, which also brings all programs into the file cache. */
async function requireSameContent(contestants: readonly Contestant[], work: string): Promise<void> {
  const services = 3;
  const written: [string, string[]][] = [];
  for (const contestant of contestants) {
    await contestant.prepare?.(services);
    const out = newPlace(work);
    await measure(contestant.command(services, out));
    written.push([contestant.name, contentOf(out)]);
  }
  const [[first, content] = ['', []], ...others] = written;
  for (const [name, other] of others) requireSame(name, other, first, content);
}
