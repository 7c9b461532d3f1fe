import type { Workload } from './workload';

/** Workloads by the labels of their pods, so that a selector need not look at all of them. */
export class WorkloadIndex {
  private readonly byNamespace = new Map<string, Map<string, Workload[]>>();

  constructor(readonly all: readonly Workload[]) {
    for (const workload of all) {
      const { namespace } = workload.manifest;
      const byLabel = this.byNamespace.get(namespace) ?? new Map<string, Workload[]>();
      this.byNamespace.set(namespace, byLabel);
      for (const label of workload.labels) {
        const key = label.join('=');
        const others = byLabel.get(key);
        if (others) others.push(workload);
        else byLabel.set(key, [workload]);
      }
    }
  }

  get namespaces(): readonly string[] {
    return [...this.byNamespace.keys()];
  }

  has(namespace: string): boolean {
    return this.byNamespace.has(namespace);
  }

  /** Those that have all labels; none if no label is asked for, as for a Service without a selector. */
  select(namespace: string, labels: ReadonlyMap<string, string>): readonly Workload[] {
    const byLabel = this.byNamespace.get(namespace);
    const candidates = [...labels].map((label) => byLabel?.get(label.join('=')) ?? []);
    const [fewest = []] = candidates.sort((a, b) => a.length - b.length);
    return fewest.filter((workload) => [...labels].every(([name, value]) => workload.labels.get(name) === value));
  }
}
