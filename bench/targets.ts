import { Loading } from './loading';
import { Result, Row } from './synthesis';

/** What we want of the library, and whether it does it. */
export interface Target {
  readonly what: string;
  readonly measured: number;
  readonly atMost: number;
  /** What the numbers count; nothing for a ratio. */
  readonly unit?: string;
}

/** The targets that a run has the numbers for. */
export function targets(rows: readonly Row[], loading: Loading): Target[] {
  const result = (services: number, name = 'cdk8s-mesh'): Result | undefined =>
    rows.find((row) => row.services === services)?.results.get(name);
  const [one, thousand, tenThousand] = [result(1), result(1000), result(10_000)];
  const helm = result(1000, 'helm template');
  const found: Target[] = [];
  if (thousand && helm) {
    found.push({
      what: '1,000 services: whole process, compared with `helm template`',
      measured: thousand.milliseconds / helm.milliseconds,
      atMost: 1,
    });
  }
  if (one && thousand && tenThousand) {
    const measured = perService(tenThousand, 10_000, one) / perService(thousand, 1000, one);
    found.push({ what: 'time for each further service: with 10,000, compared with 1,000', measured, atMost: 1.1 });
    found.push({ what: 'peak memory with 10,000 services', measured: tenThousand.peakBytes / 1e6, atMost: 600, unit: 'MB' });
  }
  found.push({
    what: "`require('cdk8s-mesh')`: whole process, compared with `require('cdk8s')`",
    measured: loading.mesh / loading.cdk8s,
    atMost: 1.3,
  });
  return found;
}

/** Milliseconds for each service after the first: what starting Node and loading the library take is not in it. */
export function perService(result: Result, services: number, one: Result): number {
  return (result.milliseconds - one.milliseconds) / (services - 1);
}
