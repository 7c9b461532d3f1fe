import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compile } from './compile';
import { contestants } from './contestants';
import { measureLoading } from './loading';
import { machine } from './machine';
import { report } from './report';
import { measureSynthesis, Size } from './synthesis';
import { targets } from './targets';

const PAGE = join(__dirname, '..', 'docs', 'performance.md');

/** The part of the page that is generated. */
const GENERATED = /(?<=<!-- bench -->\n)[^]*(?=\n<!-- \/bench -->)/;

interface Extent {
  readonly sizes: readonly Size[];
  readonly loadingRounds: number;
}

const FULL: Extent = {
  sizes: [
    { services: 1, runs: 7 },
    { services: 100, runs: 7 },
    { services: 1000, runs: 9 },
    { services: 10_000, runs: 3 },
  ],
  loadingRounds: 25,
};

/** Whether it all still works. */
const QUICK: Extent = {
  sizes: [
    { services: 1, runs: 1 },
    { services: 100, runs: 1 },
  ],
  loadingRounds: 3,
};

/** Measures the library beside its peers; see docs/performance.md. */
async function main(): Promise<void> {
  const { quick, write } = parseArgs({ options: { quick: { type: 'boolean' }, write: { type: 'boolean' } } }).values;
  if (quick && write) throw new Error('--quick measures too little to --write; give one of them');
  const { sizes, loadingRounds } = quick ? QUICK : FULL;
  const busy = loadavg()[0] ?? 0;
  if (busy > 0.5) console.error(`the machine is busy (load ${busy.toFixed(1)}): ratios may hold, times do not`);

  const work = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const compiled = compile();
    const rows = await measureSynthesis(contestants(compiled, work), sizes, work);
    const loading = await measureLoading(compiled, loadingRounds);
    const text = report(machine(work), rows, loading, targets(rows, loading));
    console.log(text);
    if (write)
      writeFileSync(
        PAGE,
        readFileSync(PAGE, 'utf8').replace(GENERATED, () => `\n${text}\n`),
      );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
