import { numberAt, textAt, textsAt } from '../../data';
import type { Manifest } from '../../manifest';
import type { Rule } from '../../rule';
import type { ContainerPort, Workload } from '../../state/workload';

/** Metrics that everybody can read, where others must ask. */
export const metricsOpen: Rule = {
  name: 'metrics-open',
  severity: 'warning',
  summary: 'Pods whose other ports have a Server let everybody read their metrics.',
  why: 'A port without a Server has the default policy of its pods, which is to let everybody in unless somebody changed it (Linkerd 2.20); metrics tell which paths, customers and errors there are.',
  fix: 'Write a Server for that port, and an AuthorizationPolicy for the identity of Prometheus.',
  *check(context) {
    const closed = new Set(
      context.annotated
        .filter(({ annotations }) =>
          /^(deny|cluster-auth|all-auth)/.test(annotations.get('config.linkerd.io/default-inbound-policy') ?? ''),
        )
        .map(({ manifest }) => (manifest.kind === 'Namespace' ? manifest.name : manifest)),
    );
    const covered = new Map<Workload, Manifest[]>();
    for (const server of context.ofKind('policy.linkerd.io', 'Server')) {
      const labels = textsAt(server.object, 'spec', 'podSelector', 'matchLabels');
      for (const workload of context.state.workloadsWith(server.namespace, labels))
        covered.set(workload, [...(covered.get(workload) ?? []), server]);
    }
    for (const [{ manifest, kind, name, ports }, servers] of covered) {
      const annotations = textsAt(manifest.object, 'spec', 'template', 'metadata', 'annotations');
      const port = Number(annotations.get('prometheus.io/port'));
      const isOpen = annotations.get('prometheus.io/scrape') === 'true' && !closed.has(manifest) && !closed.has(manifest.namespace);
      if (!isOpen || !(port > 0) || servers.some((server) => isPort(server, port, ports))) continue;
      yield {
        ...{ manifest, path: ['spec', 'template', 'metadata', 'annotations', 'prometheus.io/port'] },
        message: `no Server covers port ${port}, where the metrics of ${kind} ${name} are`,
      };
    }
  },
};

function isPort({ object }: Manifest, port: number, ports: readonly ContainerPort[]): boolean {
  const name = textAt(object, 'spec', 'port');
  return numberAt(object, 'spec', 'port') === port || ports.some((each) => each.number === port && each.name === name);
}
