import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Each test of the file runs in a folder of its own. Returns where it is, and what writes files there. */
export function useFolder(): { readonly folder: () => string; readonly put: (files: Readonly<Record<string, string>>) => void } {
  let folder = '';
  let before = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cdk8s-mesh-cli-'));
    before = process.cwd();
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });
  const put = (files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  };
  return { folder: () => folder, put };
}
