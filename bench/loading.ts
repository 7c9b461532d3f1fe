import { measure, median } from './measure';

/** How long a fresh process runs that loads a package and no more, in milliseconds. */
export interface Loading {
  /** Of an empty script: what Node itself takes. */
  readonly nothing: number;
  readonly cdk8s: number;
  readonly mesh: number;
}

/** Measures in rounds, so that whatever else the machine does falls on all alike. */
export async function measureLoading(compiled: string, rounds: number): Promise<Loading> {
  const taken: Record<keyof Loading, number[]> = { nothing: [], cdk8s: [], mesh: [] };
  const run = async (script: string) =>
    (await measure({ program: process.execPath, args: ['--eval', script], cwd: compiled })).milliseconds;
  for (let round = 0; round < rounds; round++) {
    taken.nothing.push(await run(''));
    taken.cdk8s.push(await run(`require('cdk8s')`));
    taken.mesh.push(await run(`require('cdk8s-mesh')`));
  }
  return { nothing: median(taken.nothing), cdk8s: median(taken.cdk8s), mesh: median(taken.mesh) };
}
