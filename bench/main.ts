import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from './compile';
import { contestants } from './contestants';
import { measure } from './measure';
import { contentOf, requireSame } from './same-content';

async function main() {
  const compiled = compile();
  const work = mkdtempSync(join(tmpdir(), 'bench-'));
  const all = contestants(compiled, work);
  let ref: string[] = [];
  for (const { name, prepare, command } of all) {
    const out = join(work, 'out');
    rmSync(out, { recursive: true, force: true });
    rmSync(out + '.yaml', { force: true });
    mkdirSync(work, { recursive: true });
    await prepare?.(3);
    const run = await measure(command(3, out));
    const c = contentOf(out);
    if (name === 'cdk8s-mesh') ref = c;
    else requireSame(name, c, 'cdk8s-mesh', ref);
    console.log(name, run, c.length);
  }
}
void main();
