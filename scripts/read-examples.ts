import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withDiscoveryServer } from './discovery-server';
import { kubectlPath } from './kubectl';

const root = join(__dirname, '..');
const run = promisify(execFile);

/** Lets real kubectl read every folder that an example writes, both as a kustomization and as plain files. */
async function main(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'read-examples-'));
  try {
    await withDiscoveryServer(async (server) => {
      for (const example of examples()) {
        const outdir = join(work, example);
        await run('tsx', ['main.ts'], { cwd: join(root, 'examples', example), env: { ...process.env, CDK8S_OUTDIR: outdir } });
        const folders = manifestFolders(outdir);
        if (folders.length === 0) throw new Error(`example ${example} must write a folder with a Kustomization, wrote none`);
        for (const folder of folders) await read(folder, server, join(work, 'cache'));
        console.log(`${example}: kubectl reads ${folders.length === 1 ? 'its folder' : `its ${folders.length} folders`}`);
      }
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const examples = (): string[] => readdirSync(join(root, 'examples')).filter((name) => existsSync(join(root, 'examples', name, 'main.ts')));

const manifestFolders = (outdir: string): string[] =>
  readdirSync(outdir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === 'Kustomization')
    .map((entry) => entry.parentPath);

/** Both ways must give the same objects in the same order. */
async function read(folder: string, server: string, cache: string): Promise<void> {
  const kubectl = async (...args: string[]) =>
    (await run(kubectlPath(), args, { env: { KUBECONFIG: '/dev/null' }, maxBuffer: 1 << 28 })).stdout;
  const create = ['create', '--dry-run=client', '--validate=false', '-o', 'yaml', '--server', server, '--cache-dir', cache];
  const plain = await kubectl(...create, '-f', folder);
  const kustomized = await kubectl(...create, '-k', folder);
  if (plain !== kustomized)
    throw new Error(`${folder} must mean the same to kubectl -f and kubectl -k, but does not:\n${plain}\n${kustomized}`);
  if (plain === '') throw new Error(`${folder} must hold objects, holds none`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
