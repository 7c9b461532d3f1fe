import type { Manifest } from '../../manifest';
import type { Rule } from '../../rule';

/** A Namespace behind the objects in it. */
export const namespaceLast: Rule = {
  name: 'namespace-last',
  severity: 'error',
  summary: 'A Namespace is applied behind objects that are in it.',
  why: 'Files are applied by their names, and what is in a file from top to bottom: objects in a namespace that is not there yet fail, and the first run ends half way (kubectl 1.34, run).',
  fix: 'Let the file of the Namespace come first by its name.',
  *check(context) {
    if (context.target !== 'kubectl') return;
    const seen = new Map<string, Manifest>();
    for (const manifest of context.manifests) {
      if (manifest.kind !== 'Namespace' || manifest.group !== '') {
        if (!seen.has(manifest.namespace)) seen.set(manifest.namespace, manifest);
        continue;
      }
      const early = seen.get(manifest.name);
      if (early) yield { manifest, message: `${early.kind} ${early.namespace}/${early.name} is applied before it`, related: [early] };
    }
  },
};
