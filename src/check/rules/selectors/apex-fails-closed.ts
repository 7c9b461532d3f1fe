import type { Rule } from '../../rule';

/** A Service that lives by its split. */
export const apexFailsClosed: Rule = {
  name: 'apex-fails-closed',
  severity: 'info',
  summary: 'A Service that is split selects no pods itself.',
  why: 'Whoever is not split reaches nothing: clients without a proxy, an Ingress, and everybody the moment the split is gone (Kubernetes 1.34).',
  fix: 'Let it select the stable version.',
  *check({ state, weightings }) {
    const told = new Set<string>();
    for (const { manifest, apex } of weightings) {
      const service = state.service(apex.namespace, apex.name);
      const key = `${apex.namespace}/${apex.name}`;
      if (!service?.selector || told.has(key) || !state.hasWorkloads(apex.namespace) || state.workloadsOf(service).length > 0) continue;
      told.add(key);
      yield {
        manifest: service.manifest,
        path: ['spec', 'selector'],
        message: `Service ${key} selects no pods: without its split it reaches nothing`,
        related: [manifest],
      };
    }
  },
};
