import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { machine } from '../machine';
import { measure, median, type Run } from '../measure';
import { runBench } from '../run';
import { table } from '../table';

const ROOT = join(__dirname, '../..');
/** Measures how the time of a replay grows with the number of independent releases; see docs/performance.md. */
runBench('bench:replay', async (work, quick) => {
  const [many, rounds] = quick ? [20, 1] : [1000, 5];
  const program = join(ROOT, 'node_modules', '.cache', 'bench-replay', 'releases.js');
  buildSync({
    ...{ platform: 'node', target: 'node20', format: 'cjs', bundle: true, packages: 'external', outfile: program },
    entryPoints: [join(__dirname, 'releases.ts')],
  });
  const sizes = [1, many / 10, many];
  const runs = new Map<number, Run[]>(sizes.map((size) => [size, []]));
  for (let round = 0; round < rounds; round++)
    for (const size of sizes) runs.get(size)?.push(await measure({ program: process.execPath, args: [program, String(size)] }));
  return report(machine(work), sizes, runs);
});

/** The first release pays for the start of Node and its compiler, so that growth is that between a tenth and all. */
function report(about: readonly string[], sizes: readonly number[], runs: ReadonlyMap<number, readonly Run[]>): string {
  const time = (size: number) => median((runs.get(size) ?? []).map(({ milliseconds }) => milliseconds));
  const [one = 1, tenth = 1, all = 1] = sizes;
  const peak = Math.max(...(runs.get(all) ?? []).map(({ peakBytes }) => peakBytes));
  const targets: readonly (readonly [what: string, measured: number, atMost: number, unit: string])[] = [
    [`${all} releases, compared with ${all} times one`, time(all) / (all * time(one)), 1.1, ''],
    [`${all} releases, compared with ${tenth}`, time(all) / time(tenth), 11, ''],
    [`peak memory of ${all} releases`, peak / 1e6, 1000, ' MB'],
  ];
  const show = (value: number, unit: string) => (unit === '' ? value.toFixed(2) : `${Math.round(value)}${unit}`);
  return [
    `${about.join(', ')}. Each release has six transitions, by Argo CD.`,
    table(
      ['', 'measured', 'at most', ''],
      targets.map(([what, measured, atMost, unit]) => [
        what,
        show(measured, unit),
        show(atMost, unit),
        measured <= atMost ? 'met' : '**missed**',
      ]),
    ),
    table(['releases', ...sizes.map(String)], [['time', ...sizes.map((size) => `${(time(size) / 1000).toFixed(2)} s`)]]),
  ].join('\n\n');
}
