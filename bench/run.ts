import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const PAGE = join(__dirname, '..', 'docs', 'performance.md');

/**
 * Runs a benchmark in a temporary folder, and prints its report. `--quick` only looks whether it still works; `--write` puts the report into its part of
 * docs/performance.md, between two comments with its name.
 */
export function runBench(name: string, measured: (work: string, quick: boolean) => Promise<string>): void {
  run(name, measured).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}

async function run(name: string, measured: (work: string, quick: boolean) => Promise<string>): Promise<void> {
  const { quick = false, write } = parseArgs({ options: { quick: { type: 'boolean' }, write: { type: 'boolean' } } }).values;
  if (quick && write) throw new Error('--quick measures too little to --write; give one of them');
  const busy = loadavg()[0] ?? 0;
  if (busy > 0.5) console.error(`the machine is busy (load ${busy.toFixed(1)}): ratios may hold, times do not`);
  const work = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const text = await measured(work, quick);
    console.log(text);
    if (write) writePart(name, text);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function writePart(name: string, text: string): void {
  const page = readFileSync(PAGE, 'utf8');
  const [begin, end] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < 0) throw new Error(`docs/performance.md has no part ${name}`);
  writeFileSync(PAGE, `${page.slice(0, from + begin.length)}\n${text}\n${page.slice(to)}`);
}
