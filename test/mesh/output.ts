import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'cdk8s';
import { loadAll, YAML11_SCHEMA } from 'js-yaml';
import type { KubeObject } from '../../src/bundle';

/** The result of `use` with the path of an output folder that is not there yet, and is gone afterwards. */
export function withOutdir<T>(use: (outdir: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'mesh-'));
  try {
    return use(join(root, 'out'));
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The files below a folder with their texts, and the links with their targets. */
export function filesIn(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (path: string): void => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      if (entry.isDirectory()) visit(`${path}${entry.name}/`);
      else
        found[`${path}${entry.name}`] = entry.isSymbolicLink()
          ? `-> ${readlinkSync(join(folder, path, entry.name))}`
          : readFileSync(join(folder, path, entry.name), 'utf8');
    }
  };
  visit('');
  return found;
}

/** Synthesizes an app that writes to `outdir`, and gives back the objects that it wrote, file by file. */
export function synthesized(app: App): KubeObject[] {
  app.synth();
  return Object.entries(filesIn(app.outdir))
    .filter(([name]) => name.endsWith('.yaml'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, text]) => loadAll(text, { schema: YAML11_SCHEMA }) as KubeObject[]);
}
