import { Loading } from './loading';
import { Result, Row } from './synthesis';
import { table } from './table';
import { perService, Target } from './targets';

/** What was measured, as Markdown. */
export function report(machine: readonly string[], rows: readonly Row[], loading: Loading, targets: readonly Target[]): string {
  const [first] = rows;
  const names = [...(first?.results.keys() ?? [])];
  const bySize = (from: readonly Row[], cell: (result: Result, row: Row, name: string) => string): string[][] =>
    from.map((row) => [count(row.services), ...names.map((name) => optional(row.results.get(name), (result) => cell(result, row, name)))]);

  return [
    `${machine.join(', ')}.`,
    '### Targets',
    table(['', 'measured', 'at most', ''], targets.map(targetCells)),
    '### Whole process',
    table(
      ['services', ...names],
      bySize(rows, (result, row) => `${seconds(result.milliseconds)}${timesOurs(result, row)}`),
    ),
    '### Each further service',
    table(
      ['services', ...names],
      bySize(rows.slice(1), (result, row, name) =>
        optional(first?.results.get(name), (one) => `${perService(result, row.services, one).toFixed(2)} ms`),
      ),
    ),
    '### Peak memory',
    table(
      ['services', ...names],
      bySize(rows, ({ peakBytes }) => (peakBytes === 0 ? '–' : megabytes(peakBytes))),
    ),
    '### Loading',
    table(['script', 'whole process', 'without that of the empty script'], loadingCells(loading)),
  ].join('\n\n');
}

function targetCells({ what, measured, atMost, unit }: Target): string[] {
  const show = (value: number) => (unit === undefined ? value.toFixed(2) : `${Math.round(value)} ${unit}`);
  return [what, show(measured), show(atMost), measured <= atMost ? 'met' : '**missed**'];
}

function loadingCells({ nothing, cdk8s, mesh }: Loading): string[][] {
  const ms = (value: number) => `${Math.round(value)} ms`;
  const ratio = (value: number, of: number) => `${ms(value)} (${(value / of).toFixed(2)} × cdk8s)`;
  return [
    ['empty', ms(nothing), '–'],
    ["`require('cdk8s')`", ms(cdk8s), ms(cdk8s - nothing)],
    ["`require('cdk8s-mesh')`, which loads cdk8s", ratio(mesh, cdk8s), ratio(mesh - nothing, cdk8s - nothing)],
  ];
}

/** How many times as long as the first contestant. */
function timesOurs({ milliseconds }: Result, row: Row): string {
  const [ours] = row.results.values();
  return ours === undefined || ours.milliseconds === milliseconds ? '' : ` (${(milliseconds / ours.milliseconds).toFixed(1)} ×)`;
}

function optional<T>(value: T | undefined, show: (value: T) => string): string {
  return value === undefined ? '–' : show(value);
}

const count = (value: number): string => value.toLocaleString('en');
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
