import { rmSync } from 'node:fs';
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
  readonly runs: number;
}

/** Who takes longer than this runs once, and not with more services. */
const LONG_MS = 60_000;

/**
 * Measures all contestants in rounds, so that whatever else the machine does falls on all alike.
 *
 * @throws if they do not write the same objects
 */
export async function measureSynthesis(contestants: readonly Contestant[], sizes: readonly Size[], work: string): Promise<Row[]> {
  const out = join(work, 'out');
  await requireSameContent(contestants, out);
  const rows: Row[] = [];
  let left = contestants;
  for (const size of sizes) {
    const row = await measureRow(left, size, out);
    rows.push(row);
    left = left.filter(({ name }) => (row.results.get(name)?.milliseconds ?? 0) <= LONG_MS);
  }
  return rows;
}

async function measureRow(contestants: readonly Contestant[], { services, runs }: Size, out: string): Promise<Row> {
  for (const { prepare } of contestants) await prepare?.(services);
  const taken = new Map<string, Run[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < runs; round++) {
    for (const contestant of contestants) {
      const before = taken.get(contestant.name) ?? [];
      if (before.every(({ milliseconds }) => milliseconds <= LONG_MS)) before.push(await runOnce(contestant, services, out));
    }
  }
  return { services, results: new Map([...taken].map(([name, all]) => [name, inShort(all)])) };
}

function inShort(runs: readonly Run[]): Result {
  return {
    milliseconds: median(runs.map(({ milliseconds }) => milliseconds)),
    peakBytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)),
    runs: runs.length,
  };
}

async function runOnce({ command }: Contestant, services: number, out: string): Promise<Run> {
  [out, `${out}.yaml`].forEach((path) => rmSync(path, { recursive: true, force: true }));
  return measure(command(services, out));
}

/** With three services, which also brings all programs into the file cache. */
async function requireSameContent(contestants: readonly Contestant[], out: string): Promise<void> {
  const services = 3;
  const written: [string, string[]][] = [];
  for (const contestant of contestants) {
    await contestant.prepare?.(services);
    await runOnce(contestant, services, out);
    written.push([contestant.name, contentOf(out)]);
  }
  const [[first, content] = ['', []], ...others] = written;
  for (const [name, other] of others) requireSame(name, other, first, content);
}
