import type { Rule } from '../../rule';

/** One receiver, written twice. */
export const duplicateLeaf: Rule = {
  name: 'duplicate-leaf',
  severity: 'warning',
  summary: 'The same Service and port stand twice in one list of receivers.',
  why: 'Their weights add up: most often one of them was to be another version (Linkerd 2.20, run).',
  fix: 'Name the other version, or write one entry with the sum.',
  *check({ weightings }) {
    for (const { manifest, targets } of weightings) {
      const seen = new Set<string>();
      for (const { path, namespace, service, port } of targets) {
        const key = `${namespace}/${service}:${port}`;
        if (seen.has(key)) yield { manifest, path, message: `${namespace}/${service} stands in this list already` };
        seen.add(key);
      }
    }
  },
};
