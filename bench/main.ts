import { compile } from './compile';
import { contestants } from './contestants';
import { measureLoading } from './loading';
import { machine } from './machine';
import { report } from './report';
import { runBench } from './run';
import { measureSynthesis, Size } from './synthesis';
import { targets } from './targets';

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
runBench('bench', async (work, quick) => {
  const { sizes, loadingRounds } = quick ? QUICK : FULL;
  const compiled = compile();
  const rows = await measureSynthesis(contestants(compiled, work), sizes, work);
  const loading = await measureLoading(compiled, loadingRounds);
  return report(machine(work), rows, loading, targets(rows, loading));
});
