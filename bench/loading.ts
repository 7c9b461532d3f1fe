import { Command, measure, median } from './measure';

/** What `require` of a package takes in a fresh process, in milliseconds. */
export interface Loading {
  /** An empty script: what Node itself takes. */
  readonly nothing: number;
  readonly cdk8s: number;
  readonly mesh: number;
}

/** Measures in rounds, so that whatever else the machine does falls on all alike. */
export async function measureLoading(compiled: string, rounds: number): Promise<Loading> {
  const nothing: number[] = [];
  const cdk8s: number[] = [];
  const mesh: number[] = [];
  const take = async (script: string) => (await measure(script_(compiled, script))).milliseconds;
  for (let round = 0; round < rounds; round++) {
    nothing.push(await take(''));
    cdk8s.push(await take(`require('cdk8s')`));
    mesh.push(await take(`require('cdk8s-mesh')`));
  }
  return { nothing: median(nothing), cdk8s: median(cdk8s), mesh: median(mesh) };
}

const script_ = (cwd: string, script: string): Command => ({ program: process.execPath, args: ['--eval', script], cwd });
