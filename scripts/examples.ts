import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '..');

/** The names of all examples. */
export const exampleNames = (): string[] =>
  readdirSync(join(root, 'examples')).filter((name) => existsSync(join(root, 'examples', name, 'main.ts')));

/** Synthesizes an example into a folder, as its user does. Returns the folders in it that hold manifests. */
export async function synthesize(example: string, outdir: string): Promise<string[]> {
  const tsx = join(root, 'node_modules', '.bin', 'tsx');
  await promisify(execFile)(tsx, ['main.ts'], { cwd: join(root, 'examples', example), env: { ...process.env, CDK8S_OUTDIR: outdir } });
  const folders = readdirSync(outdir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === 'Kustomization')
    .map((entry) => entry.parentPath);
  if (folders.length === 0) throw new Error(`example ${example} must write a folder with a Kustomization, wrote none`);
  return folders.sort();
}
