import { dirname } from 'node:path';
import type { Manifest } from '../../manifest';

/**
 * What one call of `kubectl apply -f` sends, in its order: the files of a folder by their names, and the objects of a file as they stand (kubectl 1.34, run). In
 * which order somebody applies several folders is not known.
 */
export function kubectlCalls(manifests: readonly Manifest[]): (readonly Manifest[])[] {
  const calls = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const folder = manifest.origin ? dirname(manifest.origin.file) : '';
    const others = calls.get(folder);
    if (others) others.push(manifest);
    else calls.set(folder, [manifest]);
  }
  return [...calls.values()].map((call) => [...call].sort((a, b) => byFile(a, b)));
}

const byFile = ({ origin: a }: Manifest, { origin: b }: Manifest): number =>
  Buffer.compare(Buffer.from(a?.file ?? ''), Buffer.from(b?.file ?? ''));

/** `Deployment shop/web and 2 more` */
export const andMore = (first: string, all: number): string => (all > 1 ? `${first} and ${all - 1} more` : first);
