import type { Rule } from '../../rule';

/** Pods that receive two shares. */
export const leafOverlap: Rule = {
  name: 'leaf-overlap',
  severity: 'error',
  summary: 'Two receivers of one split or route select the same pods.',
  why: 'Both shares reach these pods, so that the weights say nothing about versions (Kubernetes 1.34: a selector takes every pod that has its labels).',
  fix: 'Let each receiver ask for its version, for example by a label `version` in selector and pods.',
  *check({ state, weightings }) {
    for (const { manifest, apex, targets } of weightings) {
      const owner = new Map<string, string>();
      for (const { path, namespace, service } of targets) {
        const leaf = state.service(namespace, service);
        // The Service itself has rules of its own, and Argo Rollouts tells pods of a Rollout apart by a label that it adds.
        if (!leaf || (namespace === apex.namespace && service === apex.name)) continue;
        const shared = state
          .workloadsOf(leaf)
          .filter(({ kind }) => kind !== 'Rollout')
          .find(({ kind, name }) => ![undefined, service].includes(owner.get(`${namespace} ${kind} ${name}`)));
        if (shared) {
          const other = owner.get(`${namespace} ${shared.kind} ${shared.name}`);
          yield {
            manifest,
            path,
            message: `${service} and ${other} both select the pods of ${shared.kind} ${shared.name}`,
            related: [leaf.manifest, shared.manifest],
          };
        }
        for (const { kind, name } of state.workloadsOf(leaf)) owner.set(`${namespace} ${kind} ${name}`, service);
      }
    }
  },
};
