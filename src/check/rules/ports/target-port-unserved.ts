import type { Rule } from '../../rule';

/** A Service port that leads to no port of its pods. */
export const targetPortUnserved: Rule = {
  name: 'target-port-unserved',
  severity: 'error',
  summary: 'A Service names a target port that no container of its pods has.',
  why: 'Pods without a port of that name are no endpoints of the Service: it reaches nothing (Kubernetes 1.34, run). A number works without being declared, so for that nothing is said.',
  fix: 'Give the container port that name, or the Service the number.',
  *check({ state }) {
    for (const service of state.services) {
      const workloads = state.workloadsOf(service).filter(({ pods }) => pods > 0);
      for (const [index, { number, target }] of service.ports.entries()) {
        if (typeof target === 'number' || workloads.length === 0) continue;
        const without = workloads.filter(({ ports }) => ports.every(({ name }) => name !== target));
        if (without.length === 0) continue;
        const names = without.map(({ kind, name }) => `${kind} ${name}`).join(', ');
        yield {
          ...{ manifest: service.manifest, path: ['spec', 'ports', index, 'targetPort'], related: without.map(({ manifest }) => manifest) },
          message: `no container of ${names} has a port that is called ${target}`,
          ...(without.length === workloads.length
            ? { traffic: `100 % of requests to ${service.namespace}/${service.name}:${number} reach nothing` }
            : { severity: 'warning' }),
        };
      }
    }
  },
};
