import { listAt, textAt } from '../../data';
import type { Rule } from '../../rule';
import { isInjector } from '../faults/injector';

/** Faults for everybody. */
export const injectorReachable: Rule = {
  name: 'injector-reachable',
  severity: 'error',
  summary: 'Something that fails on purpose can be reached from outside of the cluster.',
  why: 'Whoever finds the address gets injected faults, and takes them for yours; nothing but the Service whose traffic is split has to reach it (Kubernetes 1.34).',
  fix: 'Remove the Ingress, or make the Service one of type ClusterIP.',
  *check(context) {
    const { state } = context;
    const injectors = new Map(
      state.services
        .filter((service) => state.workloadsOf(service).some((workload) => isInjector(context, workload)))
        .map((service) => [`${service.namespace}/${service.name}`, service]),
    );
    for (const { manifest, namespace, name } of injectors.values()) {
      const type = textAt(manifest.object, 'spec', 'type') ?? '';
      if (['LoadBalancer', 'NodePort'].includes(type))
        yield { manifest, path: ['spec', 'type'], message: `${namespace}/${name} fails on purpose, and is of type ${type}` };
    }
    for (const ingress of context.ofKind('networking.k8s.io', 'Ingress')) {
      for (const [index, rule] of listAt(ingress.object, 'spec', 'rules').entries()) {
        for (const [at, path] of listAt(rule, 'http', 'paths').entries()) {
          const name = textAt(path, 'backend', 'service', 'name') ?? '';
          const service = injectors.get(`${ingress.namespace}/${name}`);
          // A path of its own is for those who want to look at it.
          const isApart = (textAt(path, 'path') ?? '/') !== '/';
          if (service)
            yield {
              ...(isApart && { severity: 'info' as const }),
              manifest: ingress,
              path: ['spec', 'rules', index, 'http', 'paths', at],
              message: `it leads to ${name}, which fails on purpose`,
              related: [service.manifest],
            };
        }
      }
    }
  },
};
